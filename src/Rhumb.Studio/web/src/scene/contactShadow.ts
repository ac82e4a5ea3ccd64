import {
  Group, Mesh, MeshBasicMaterial, MeshDepthMaterial, OrthographicCamera, PlaneGeometry, ShaderMaterial, WebGLRenderTarget,
  type Object3D, type Scene, type WebGLRenderer,
} from "three";
import { HorizontalBlurShader } from "three/examples/jsm/shaders/HorizontalBlurShader.js";
import { VerticalBlurShader } from "three/examples/jsm/shaders/VerticalBlurShader.js";

const size = 2.4;
const height = 0.5;
const pixels = 384;

/**
 * The soft dark that an object leaves on the floor it stands on: its height above the floor seen from below, blurred twice.
 * After three.js's example webgl_shadow_contact.
 */
export class ContactShadow {
  readonly group = new Group();
  private readonly target = new WebGLRenderTarget(pixels, pixels);
  private readonly blurTarget = new WebGLRenderTarget(pixels, pixels);
  private readonly camera = new OrthographicCamera(-size / 2, size / 2, size / 2, -size / 2, 0, height);
  private readonly depth = new MeshDepthMaterial();
  private readonly horizontal = new ShaderMaterial(HorizontalBlurShader);
  private readonly vertical = new ShaderMaterial(VerticalBlurShader);
  private readonly plane: Mesh;
  private readonly blurPlane: Mesh;
  private readonly material: MeshBasicMaterial;

  constructor(opacity: number) {
    const geometry = new PlaneGeometry(size, size).rotateX(Math.PI / 2);
    this.target.texture.generateMipmaps = this.blurTarget.texture.generateMipmaps = false;
    this.material = new MeshBasicMaterial({ map: this.target.texture, opacity, transparent: true, depthWrite: false, toneMapped: false });
    this.plane = new Mesh(geometry, this.material);
    this.plane.renderOrder = 1;
    this.plane.scale.y = -1;
    this.blurPlane = new Mesh(geometry);
    this.blurPlane.visible = false;
    this.camera.rotation.x = Math.PI / 2;
    this.group.add(this.plane, this.blurPlane, this.camera);
    this.depth.onBeforeCompile = (shader) => {
      shader.fragmentShader = shader.fragmentShader.replace(
        "gl_FragColor = vec4( vec3( 1.0 - fragCoordZ ), opacity );",
        "gl_FragColor = vec4( vec3( 0.0 ), ( 1.0 - fragCoordZ ) * 1.15 );",
      );
    };
    this.depth.depthTest = this.depth.depthWrite = false;
    this.horizontal.depthTest = this.vertical.depthTest = false;
  }

  set opacity(value: number) {
    this.material.opacity = value;
  }

  /** Draws the shadow of everything in `scene` but `hidden`. */
  update(renderer: WebGLRenderer, scene: Scene, hidden: readonly Object3D[]): void {
    const seen = hidden.map((item) => item.visible);
    for (const item of hidden) item.visible = false;
    this.plane.visible = false;
    const alpha = renderer.getClearAlpha();
    scene.overrideMaterial = this.depth;
    renderer.setClearAlpha(0);
    renderer.setRenderTarget(this.target);
    renderer.clear();
    renderer.render(scene, this.camera);
    scene.overrideMaterial = null;
    this.blur(renderer, 3.2);
    this.blur(renderer, 1.3);
    renderer.setRenderTarget(null);
    renderer.setClearAlpha(alpha);
    this.plane.visible = true;
    hidden.forEach((item, i) => (item.visible = seen[i] ?? true));
  }

  dispose(): void {
    for (const item of [this.target, this.blurTarget, this.depth, this.horizontal, this.vertical, this.material, this.plane.geometry]) item.dispose();
  }

  private blur(renderer: WebGLRenderer, amount: number): void {
    this.blurPlane.visible = true;
    this.blurPlane.material = this.horizontal;
    this.horizontal.uniforms["tDiffuse"]!.value = this.target.texture;
    this.horizontal.uniforms["h"]!.value = amount / 256;
    renderer.setRenderTarget(this.blurTarget);
    renderer.render(this.blurPlane, this.camera);
    this.blurPlane.material = this.vertical;
    this.vertical.uniforms["tDiffuse"]!.value = this.blurTarget.texture;
    this.vertical.uniforms["v"]!.value = amount / 256;
    renderer.setRenderTarget(this.target);
    renderer.render(this.blurPlane, this.camera);
    this.blurPlane.visible = false;
  }
}
