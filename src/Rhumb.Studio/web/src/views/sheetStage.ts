import type { Frame } from "../frames/frame";
import type { Theme } from "../scene/look";
import type { OutputView } from "./outputView";

/** What the page's own things cover, in its pixels: toolbar above, controls below. */
const margin = { top: 70, bottom: 58, side: 16 };

/** Part of the canvas, in device pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Pane extends Box {
  /** The part that may be drawn on, margins and all. */
  readonly clip: { readonly left: number; readonly width: number };
}

/** Outputs that lie on the page's canvas as sheets: the current one, or the kept one beside it. Draws only when something changed; what is on a sheet is the kind's own. */
export abstract class SheetStage<F extends Frame, Sheet> implements OutputView<F> {
  /** Times drawn so far: what a test of the page watches, as the number of sheets. */
  drawn = 0;
  protected readonly context: CanvasRenderingContext2D;
  protected current: Sheet | null = null;
  protected kept: Sheet | null = null;
  private scheduled = 0;
  private readonly observer: ResizeObserver;

  constructor(protected readonly canvas: HTMLCanvasElement, protected theme: Theme) {
    this.context = canvas.getContext("2d")!;
    this.observer = new ResizeObserver(() => this.schedule());
    this.observer.observe(canvas);
  }

  /** What is drawn of `frame`; `before` is what was drawn in its place and may be used again. */
  protected abstract sheetOf(frame: F, before: Sheet | null): Sheet;
  /** Draws a sheet into its pane. */
  protected abstract lay(sheet: Sheet, pane: Pane): void;
  abstract resetView(): void;
  abstract press(key: string): boolean;

  show(frame: F): void {
    this.current = this.sheetOf(frame, this.current);
    this.schedule();
  }

  keep(frame: F | null): void {
    this.kept = frame ? this.sheetOf(frame, this.kept) : null;
    this.schedule();
  }

  dress(theme: Theme): void {
    this.theme = theme;
    this.schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.scheduled);
    this.observer.disconnect();
  }

  /** Device pixels a pixel of the page. */
  protected get ratio(): number {
    return window.devicePixelRatio || 1;
  }

  protected readonly schedule = (): void => {
    if (this.scheduled === 0) this.scheduled = requestAnimationFrame(this.draw);
  };

  /** Where the kept sheet and the current one lie: side by side, or the current one alone. */
  protected panes(): { readonly kept: Pane | null; readonly current: Pane } {
    const width = this.canvas.clientWidth * this.ratio;
    const half = Math.floor(width / 2);
    return this.kept
      ? { kept: this.pane(0, half), current: this.pane(half, width - half) }
      : { kept: null, current: this.pane(0, width) };
  }

  /** The pane at `x` of the page. */
  protected paneAt(x: number): Pane {
    const { kept, current } = this.panes();
    return kept && (x - this.canvas.getBoundingClientRect().left) * this.ratio < current.clip.left ? kept : current;
  }

  /** The sheet itself with its shadow: an output as bright as the page still ends somewhere, and transparency has a ground. */
  protected spread({ left, top, width, height }: Box, fill = this.theme === "light" ? "#ffffff" : "#3a3a3f", radius = 0): void {
    const { context } = this;
    context.shadowColor = this.theme === "light" ? "rgb(50 38 26 / 26%)" : "rgb(0 0 0 / 55%)";
    context.shadowBlur = 22 * this.ratio;
    context.shadowOffsetY = 6 * this.ratio;
    context.fillStyle = fill;
    context.beginPath();
    context.roundRect(left, top, width, height, radius * this.ratio);
    context.fill();
    context.shadowColor = "transparent";
  }

  private readonly draw = (): void => {
    this.scheduled = 0;
    const { canvas, ratio } = this;
    // Setting the size clears the canvas.
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    if (this.current === null) return;
    const panes = this.panes();
    if (this.kept !== null && panes.kept) this.layWithin(this.kept, panes.kept);
    this.layWithin(this.current, panes.current);
    this.drawn++;
    canvas.dataset["drawn"] = String(this.drawn);
    canvas.dataset["sheets"] = panes.kept ? "2" : "1";
  };

  private layWithin(sheet: Sheet, pane: Pane): void {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(pane.clip.left, 0, pane.clip.width, this.canvas.height);
    context.clip();
    this.lay(sheet, pane);
    context.restore();
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
}
