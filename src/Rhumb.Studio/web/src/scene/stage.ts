import {
  Mesh, NeutralToneMapping, PCFShadowMap, PerspectiveCamera, PlaneGeometry, Scene, ShadowMaterial, Vector3, WebGLRenderer,
  type BufferGeometry, type MeshStandardMaterial,
} from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import type { MeshFrame } from "../frames/meshFrame";
import type { OutputView } from "../views/outputView";
import { ContactShadow } from "./contactShadow";
import { bodyMaterial, Lamps, looks, type Theme } from "./look";
import { toGeometry } from "./meshGeometry";

const floor = -0.5;
const home = new Vector3(1.86, 0.92, 2.5);
const target = new Vector3(0, 0.02, 0);
const turns: Record<string, [number, number]> = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, 0.06], ArrowDown: [0, -0.06] };

/** One object standing on the floor, with its own shadows: the current one, or the one kept beside it. */
class Exhibit {
  readonly scene = new Scene();
  readonly contact: ContactShadow;
  readonly lamps = new Lamps();
  readonly ground: Mesh<PlaneGeometry, ShadowMaterial>;
  readonly body: Mesh<BufferGeometry, MeshStandardMaterial>;
  stale = true;

  constructor(theme: Theme) {
    const look = looks[theme];
    this.contact = new ContactShadow(look.shadowOpacity);
    this.body = new Mesh(undefined, bodyMaterial());
    this.body.visible = false;
    this.body.castShadow = this.body.receiveShadow = true;
    this.ground = new Mesh(new PlaneGeometry(8, 8).rotateX(-Math.PI / 2), new ShadowMaterial());
    this.ground.receiveShadow = true;
    const { key } = this.lamps;
    key.castShadow = true;
    key.shadow.mapSize.set(1024, 1024);
    key.shadow.radius = 5;
    key.shadow.bias = -0.0004;
    key.shadow.normalBias = 0.012;
    const lens = key.shadow.camera;
    lens.left = lens.bottom = -1.1;
    lens.right = lens.top = 1.1;
    lens.near = 0.5;
    lens.far = 6.5;
    this.scene.add(this.body, this.ground, this.lamps.group, this.contact.group);
    this.dress(theme);
  }

  dress(theme: Theme): void {
    const look = looks[theme];
    this.body.material.color.set(look.body);
    this.lamps.dress(look);
    this.ground.material.opacity = look.shadowOpacity * 0.45;
    this.contact.opacity = look.shadowOpacity * 2;
    this.stale = true;
  }

  show(frame: MeshFrame): void {
    const previous = this.body.geometry;
    this.body.geometry = toGeometry(frame);
    previous.dispose();
    this.body.position.set(...frame.origin);
    this.body.scale.setScalar(frame.scale);
    this.body.visible = frame.indices.length > 0;
    let lowest = 65535;
    for (let i = 1; i < frame.positions.length; i += 4) lowest = Math.min(lowest, frame.positions[i]!);
    // It stands on the floor wherever it ends: a seat without legs would otherwise float.
    this.body.position.y += floor - (frame.origin[1] + (frame.scale * lowest) / 65535);
    this.ground.position.y = floor - 0.001;
    this.contact.group.position.y = floor + 0.001;
    this.stale = true;
  }

  draw(renderer: WebGLRenderer, camera: PerspectiveCamera): void {
    if (!this.body.visible) return;
    if (this.stale) {
      this.contact.update(renderer, this.scene, [this.ground]);
      this.stale = false;
    }
    renderer.render(this.scene, camera);
  }

  dispose(): void {
    this.body.geometry.dispose();
    this.body.material.dispose();
    this.ground.geometry.dispose();
    this.ground.material.dispose();
    this.contact.dispose();
    this.lamps.dispose();
  }
}

/** The lit room in which the shape stands: turn by dragging, approach by the wheel. Draws only when something changed. */
export class Stage implements OutputView<MeshFrame> {
  private readonly renderer: WebGLRenderer;
  private readonly camera = new PerspectiveCamera(26, 1, 0.05, 30);
  private readonly controls: OrbitControls;
  private readonly current: Exhibit;
  private kept: Exhibit | null = null;
  private readonly observer: ResizeObserver;
  private scheduled = 0;
  private flight: { from: Vector3; start: number } | null = null;

  constructor(private readonly canvas: HTMLCanvasElement, private theme: Theme) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "high-performance" });
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.autoClear = false;
    this.current = new Exhibit(theme);
    this.renderer.toneMappingExposure = looks[theme].exposure;
    this.camera.position.copy(home);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.target.copy(target);
    this.controls.enableDamping = true;
    this.controls.dampingFactor = 0.12;
    this.controls.enablePan = false;
    this.controls.minDistance = 1.2;
    this.controls.maxDistance = 7;
    this.controls.maxPolarAngle = Math.PI * 0.56;
    this.controls.addEventListener("change", this.schedule);
    this.controls.addEventListener("start", () => (this.flight = null));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas);
    this.controls.update();
    this.resize();
  }

  /** Frames drawn so far: what a test of the page watches. */
  drawn = 0;

  show(frame: MeshFrame): void {
    this.current.show(frame);
    this.schedule();
  }

  /** Puts `frame` on the left and the current shape on the right, seen from the same place; null takes it away. */
  keep(frame: MeshFrame | null): void {
    if (frame) {
      this.kept ??= new Exhibit(this.theme);
      this.kept.show(frame);
    } else {
      this.kept?.dispose();
      this.kept = null;
    }
    this.resize();
  }

  dress(theme: Theme): void {
    this.theme = theme;
    this.renderer.toneMappingExposure = looks[theme].exposure;
    this.current.dress(theme);
    this.kept?.dress(theme);
    this.schedule();
  }

  /** Back to the three-quarter view. */
  resetView(): void {
    this.flight = { from: this.camera.position.clone(), start: performance.now() };
    this.schedule();
  }

  /** Arrow keys turn, + and − approach. */
  press(key: string): boolean {
    const turn = turns[key];
    if (turn) this.turn(...turn);
    else if (key === "+" || key === "=") this.approach(0.88);
    else if (key === "-") this.approach(1 / 0.88);
    else return false;
    return true;
  }

  /** Turns by `degrees` around the shape and lifts by `lift`. */
  private turn(degrees: number, lift: number): void {
    const offset = this.camera.position.clone().sub(target);
    offset.applyAxisAngle(new Vector3(0, 1, 0), (degrees * Math.PI) / 180);
    const length = offset.length();
    offset.y = Math.max(-0.15 * length, Math.min(0.97 * length, offset.y + lift * length));
    this.camera.position.copy(target).add(offset.setLength(length));
    this.schedule();
  }

  /** Comes nearer by `factor` < 1. */
  private approach(factor: number): void {
    const offset = this.camera.position.clone().sub(target);
    offset.setLength(Math.max(this.controls.minDistance, Math.min(this.controls.maxDistance, offset.length() * factor)));
    this.camera.position.copy(target).add(offset);
    this.schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.scheduled);
    this.observer.disconnect();
    this.controls.dispose();
    this.current.dispose();
    this.kept?.dispose();
    this.renderer.dispose();
  }

  private readonly schedule = (): void => {
    if (this.scheduled === 0) this.scheduled = requestAnimationFrame(this.draw);
  };

  private readonly draw = (now: number): void => {
    this.scheduled = 0;
    if (this.flight) {
      const t = Math.min(1, (now - this.flight.start) / 380);
      const eased = 1 - (1 - t) ** 3;
      this.camera.position.lerpVectors(this.flight.from, home, eased).sub(target).setLength(
        (1 - eased) * this.flight.from.distanceTo(target) + eased * home.distanceTo(target)).add(target);
      if (t < 1) this.schedule();
      else this.flight = null;
    }
    this.controls.update();
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    this.renderer.setScissorTest(false);
    this.renderer.clear();
    if (this.kept) {
      const half = Math.floor(width / 2);
      this.renderer.setScissorTest(true);
      this.pane(this.kept, 0, half, height);
      this.pane(this.current, half, width - half, height);
    } else this.pane(this.current, 0, width, height);
    this.drawn++;
    this.canvas.dataset["drawn"] = String(this.drawn);
  };

  private pane(exhibit: Exhibit, left: number, width: number, height: number): void {
    if (exhibit.stale) this.renderer.setScissorTest(false);
    this.renderer.setViewport(left, 0, width, height);
    if (this.kept) {
      this.renderer.setScissor(left, 0, width, height);
      this.renderer.setScissorTest(true);
    }
    exhibit.draw(this.renderer, this.camera);
  }

  private resize(): void {
    const width = Math.max(1, this.canvas.clientWidth);
    const height = Math.max(1, this.canvas.clientHeight);
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    this.renderer.setSize(width, height, false);
    const aspect = (this.kept ? width / 2 : width) / height;
    this.camera.aspect = aspect;
    // Keep the whole object in sight in a narrow pane.
    this.camera.fov = aspect < 1 ? (2 * Math.atan(Math.tan((13 * Math.PI) / 180) / aspect) * 180) / Math.PI : 26;
    this.camera.updateProjectionMatrix();
    this.schedule();
  }
}
