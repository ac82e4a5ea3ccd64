import type { ImageFrame } from "../frames/imageFrame";
import type { Theme } from "../scene/look";
import { Observable } from "../studio/observable";
import type { OutputView } from "../views/outputView";
import { Gestures } from "./gestures";
import { drawInto } from "./pixels";
import { panBy, scaleAt, scaleOf, stepAt, whole, zoomAt, type Sight, type Size, type Spot } from "./sight";

/** What the page's own things cover, in its pixels: toolbar above, controls below. */
const margin = { top: 70, bottom: 58, side: 16 };
const arrows: Record<string, [number, number]> = { ArrowLeft: [48, 0], ArrowRight: [-48, 0], ArrowUp: [0, 48], ArrowDown: [0, -48] };

export interface Zoom {
  /** Size on screen in percent of the image's own, in device pixels. */
  readonly percent: number;
  /** Whether the whole image is shown as large as fits. */
  readonly fits: boolean;
}

/** Part of the canvas, in device pixels. */
interface Pane extends Size {
  readonly left: number;
  readonly top: number;
  /** The part that may be drawn on, margins and all. */
  readonly clip: { readonly left: number; readonly width: number };
}

/** A sheet on which the image lies: enlarged pixels stay pixels. Wheel, pinch and keys zoom, dragging moves. Draws only when something changed. */
export class ImageStage implements OutputView<ImageFrame> {
  /** Told to whoever shows the zoom in words. */
  readonly zoom = new Observable<Zoom>({ percent: 100, fits: true });
  /** Images drawn so far: what a test of the page watches. */
  drawn = 0;
  private readonly context: CanvasRenderingContext2D;
  private readonly current = document.createElement("canvas");
  private kept: HTMLCanvasElement | null = null;
  private sight: Sight = whole;
  private shown = false;
  private scheduled = 0;
  private readonly observer: ResizeObserver;
  private readonly gestures: Gestures;

  constructor(private readonly canvas: HTMLCanvasElement, private theme: Theme) {
    this.context = canvas.getContext("2d")!;
    canvas.style.imageRendering = "pixelated";
    this.gestures = new Gestures(canvas, {
      move: (dx, dy) => this.look(panBy(this.sight, dx * this.ratio, dy * this.ratio, this.current, this.panes().current)),
      zoom: (factor, at) => this.look(zoomAt(this.sight, factor, this.fromMiddle(at), this.current, this.panes().current)),
    });
    this.observer = new ResizeObserver(() => this.schedule());
    this.observer.observe(canvas);
  }

  show(frame: ImageFrame): void {
    drawInto(this.current, frame);
    this.shown = true;
    this.schedule();
  }

  keep(frame: ImageFrame | null): void {
    this.kept = frame ? this.kept ?? document.createElement("canvas") : null;
    if (frame) drawInto(this.kept!, frame);
    this.schedule();
  }

  dress(theme: Theme): void {
    this.theme = theme;
    this.schedule();
  }

  /** The whole image, as large as fits. */
  resetView(): void {
    this.look(whole);
  }

  /** One pixel of the image on one of the screen. */
  actualSize(): void {
    this.look(scaleAt(this.sight, 1, { x: 0, y: 0 }, this.current, this.panes().current));
  }

  zoomBy(up: boolean): void {
    this.look(stepAt(this.sight, up, { x: 0, y: 0 }, this.current, this.panes().current));
  }

  /** Arrow keys move, + and − zoom, 1 is one to one. */
  press(key: string): boolean {
    const arrow = arrows[key];
    if (arrow) this.look(panBy(this.sight, arrow[0] * this.ratio, arrow[1] * this.ratio, this.current, this.panes().current));
    else if (key === "+" || key === "=") this.zoomBy(true);
    else if (key === "-") this.zoomBy(false);
    else if (key === "1") this.actualSize();
    else return false;
    return true;
  }

  dispose(): void {
    cancelAnimationFrame(this.scheduled);
    this.observer.disconnect();
    this.gestures.dispose();
  }

  private get ratio(): number {
    return window.devicePixelRatio || 1;
  }

  private look(sight: Sight): void {
    if (!this.shown) return;
    this.sight = sight;
    this.schedule();
  }

  private readonly schedule = (): void => {
    if (this.scheduled === 0) this.scheduled = requestAnimationFrame(this.draw);
  };

  private readonly draw = (): void => {
    this.scheduled = 0;
    const { canvas, ratio } = this;
    const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    // Setting the size clears the canvas.
    canvas.width = width;
    canvas.height = height;
    if (!this.shown) return;
    const panes = this.panes();
    if (this.kept && panes.kept) this.lay(this.kept, panes.kept);
    this.lay(this.current, panes.current);
    const percent = Math.round(100 * scaleOf(this.sight, this.current, panes.current));
    const fits = this.sight.scale === null;
    const before = this.zoom.get();
    if (percent !== before.percent || fits !== before.fits) this.zoom.set({ percent, fits });
    this.drawn++;
    canvas.dataset["drawn"] = String(this.drawn);
    canvas.dataset["percent"] = String(percent);
  };

  private lay(image: HTMLCanvasElement, pane: Pane): void {
    const { context, sight } = this;
    const scale = scaleOf(sight, image, pane);
    const width = image.width * scale;
    const height = image.height * scale;
    const left = Math.round(pane.left + pane.width / 2 - sight.x * width);
    const top = Math.round(pane.top + pane.height / 2 - sight.y * height);
    context.save();
    context.beginPath();
    context.rect(pane.clip.left, 0, pane.clip.width, this.canvas.height);
    context.clip();
    // A sheet of paper: an image as bright as the page still ends somewhere, and transparency has a ground.
    context.shadowColor = this.theme === "light" ? "rgb(50 38 26 / 26%)" : "rgb(0 0 0 / 55%)";
    context.shadowBlur = 22 * this.ratio;
    context.shadowOffsetY = 6 * this.ratio;
    context.fillStyle = this.theme === "light" ? "#ffffff" : "#3a3a3f";
    context.fillRect(left, top, width, height);
    context.shadowColor = "transparent";
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = "high";
    context.drawImage(image, left, top, width, height);
    context.restore();
  }

  /** Where the kept image and the current one lie: side by side, or the current one alone. */
  private panes(): { readonly kept: Pane | null; readonly current: Pane } {
    const width = this.canvas.clientWidth * this.ratio;
    const half = Math.floor(width / 2);
    return this.kept
      ? { kept: this.pane(0, half), current: this.pane(half, width - half) }
      : { kept: null, current: this.pane(0, width) };
  }

  private pane(left: number, width: number): Pane {
    const { ratio } = this;
    const height = this.canvas.clientHeight * ratio;
    const top = (margin.top + (this.kept ? 34 : 0)) * ratio;
    return {
      left: left + margin.side * ratio,
      top,
      width: Math.max(1, width - 2 * margin.side * ratio),
      height: Math.max(1, height - top - margin.bottom * ratio),
      clip: { left, width },
    };
  }

  /** A spot of the page, from the middle of the pane that it lies in, in device pixels. */
  private fromMiddle(at: Spot): Spot {
    const { kept, current } = this.panes();
    const box = this.canvas.getBoundingClientRect();
    const x = (at.x - box.left) * this.ratio;
    const y = (at.y - box.top) * this.ratio;
    const pane = kept && x < current.clip.left ? kept : current;
    return { x: x - pane.left - pane.width / 2, y: y - pane.top - pane.height / 2 };
  }
}
