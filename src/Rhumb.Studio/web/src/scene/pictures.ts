import { Mesh, NeutralToneMapping, PerspectiveCamera, Scene, WebGLRenderer } from "three";
import type { MeshFrame } from "../frames/meshFrame";
import type { PictureTaker } from "../views/outputView";
import { bodyMaterial, Lamps, looks } from "./look";
import { toGeometry } from "./meshGeometry";

/** Small pictures of shapes on transparent ground, always from the three-quarter view, so that they compare. */
export class PictureMaker implements PictureTaker<MeshFrame> {
  private readonly canvas = document.createElement("canvas");
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(24, 1, 0.1, 20);
  private readonly material = bodyMaterial();

  constructor(pixels = 152) {
    this.renderer = new WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true });
    this.renderer.setSize(pixels, pixels, false);
    this.renderer.toneMapping = NeutralToneMapping;
    const lamps = new Lamps();
    lamps.dress(looks.light);
    this.material.color.set(looks.light.body);
    this.scene.add(lamps.group);
    this.camera.position.set(1.75, 0.85, 2.3);
    this.camera.lookAt(0, 0, 0);
  }

  /** The shape as a data URL of a PNG picture. */
  take(frame: MeshFrame): string {
    const geometry = toGeometry(frame);
    const mesh = new Mesh(geometry, this.material);
    mesh.position.set(...frame.origin);
    mesh.scale.setScalar(frame.scale);
    this.scene.add(mesh);
    this.renderer.render(this.scene, this.camera);
    this.scene.remove(mesh);
    geometry.dispose();
    return this.canvas.toDataURL("image/png");
  }
}
