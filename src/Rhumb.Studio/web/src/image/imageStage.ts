import type { ImageFrame } from "../frames/imageFrame";
import type { Theme } from "../scene/look";
import { Observable } from "../studio/observable";
import { SheetStage, type Pane } from "../views/sheetStage";
import { Gestures } from "./gestures";
import { drawInto } from "./pixels";
import { panBy, scaleAt, scaleOf, stepAt, whole, zoomAt, type Sight, type Spot } from "./sight";

const arrows: Record<string, [number, number]> = { ArrowLeft: [48, 0], ArrowRight: [-48, 0], ArrowUp: [0, 48], ArrowDown: [0, -48] };

export interface Zoom {
  /** Size on screen in percent of the image's own, in device pixels. */
  readonly percent: number;
  /** Whether the whole image is shown as large as fits. */
  readonly fits: boolean;
}

/** Images as sheets: enlarged pixels stay pixels. Wheel, pinch and keys zoom, dragging moves. */
export class ImageStage extends SheetStage<ImageFrame, HTMLCanvasElement> {
  /** Told to whoever shows the zoom in words. */
  readonly zoom = new Observable<Zoom>({ percent: 100, fits: true });
  private sight: Sight = whole;
  private readonly gestures: Gestures;

  constructor(canvas: HTMLCanvasElement, theme: Theme) {
    super(canvas, theme);
    canvas.style.imageRendering = "pixelated";
    this.gestures = new Gestures(canvas, {
      move: (dx, dy) => this.look((sight, image, pane) => panBy(sight, dx * this.ratio, dy * this.ratio, image, pane)),
      zoom: (factor, at) => this.look((sight, image, pane) => zoomAt(sight, factor, this.fromMiddle(at), image, pane)),
    });
  }

  /** The whole image, as large as fits. */
  resetView(): void {
    this.look(() => whole);
  }

  /** One pixel of the image on one of the screen. */
  actualSize(): void {
    this.look((sight, image, pane) => scaleAt(sight, 1, { x: 0, y: 0 }, image, pane));
  }

  zoomBy(up: boolean): void {
    this.look((sight, image, pane) => stepAt(sight, up, { x: 0, y: 0 }, image, pane));
  }

  /** Arrow keys move, + and − zoom, 1 is one to one. */
  press(key: string): boolean {
    const arrow = arrows[key];
    if (arrow) this.look((sight, image, pane) => panBy(sight, arrow[0] * this.ratio, arrow[1] * this.ratio, image, pane));
    else if (key === "+" || key === "=") this.zoomBy(true);
    else if (key === "-") this.zoomBy(false);
    else if (key === "1") this.actualSize();
    else return false;
    return true;
  }

  override dispose(): void {
    super.dispose();
    this.gestures.dispose();
  }

  protected override sheetOf(frame: ImageFrame, before: HTMLCanvasElement | null): HTMLCanvasElement {
    const image = before ?? document.createElement("canvas");
    drawInto(image, frame);
    return image;
  }

  protected override lay(image: HTMLCanvasElement, pane: Pane): void {
    const { context, sight } = this;
    const scale = scaleOf(sight, image, pane);
    const width = image.width * scale;
    const height = image.height * scale;
    const left = Math.round(pane.left + pane.width / 2 - sight.x * width);
    const top = Math.round(pane.top + pane.height / 2 - sight.y * height);
    this.spread({ left, top, width, height });
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = "high";
    context.drawImage(image, left, top, width, height);
    if (image === this.current) this.tell(scale);
  }

  /** How large the current image is drawn. */
  private tell(scale: number): void {
    const percent = Math.round(100 * scale);
    const fits = this.sight.scale === null;
    const before = this.zoom.get();
    if (percent !== before.percent || fits !== before.fits) this.zoom.set({ percent, fits });
    this.canvas.dataset["percent"] = String(percent);
  }

  private look(change: (sight: Sight, image: HTMLCanvasElement, pane: Pane) => Sight): void {
    if (!this.current) return;
    this.sight = change(this.sight, this.current, this.panes().current);
    this.schedule();
  }

  /** A spot of the page, from the middle of the pane that it lies in, in device pixels. */
  private fromMiddle(at: Spot): Spot {
    const box = this.canvas.getBoundingClientRect();
    const pane = this.paneAt(at.x);
    return { x: (at.x - box.left) * this.ratio - pane.left - pane.width / 2, y: (at.y - box.top) * this.ratio - pane.top - pane.height / 2 };
  }
}
