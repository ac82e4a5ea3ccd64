import type { Spot } from "./sight";

export interface GestureHandlers {
  /** Moved by that many of the page's pixels. */
  readonly move: (dx: number, dy: number) => void;
  /** Enlarged by `factor` around a spot of the page. */
  readonly zoom: (factor: number, at: Spot) => void;
}

/** What hands do on a picture: one pointer drags, two pinch, the wheel zooms. */
export class Gestures {
  private readonly pointers = new Map<number, Spot>();
  private readonly stop = new AbortController();

  constructor(private readonly target: HTMLElement, private readonly handlers: GestureHandlers) {
    const { signal } = this.stop;
    target.addEventListener("pointerdown", (event) => this.down(event), { signal });
    target.addEventListener("pointermove", (event) => this.moved(event), { signal });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const) target.addEventListener(end, (event) => this.pointers.delete(event.pointerId), { signal });
    target.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
  }

  dispose(): void {
    this.stop.abort();
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    this.target.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  private moved(event: PointerEvent): void {
    if (!this.pointers.has(event.pointerId)) return;
    const before = pinchOf([...this.pointers.values()]);
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = pinchOf([...this.pointers.values()]);
    this.handlers.move(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.span > 0 && after.span > 0) this.handlers.zoom(after.span / before.span, after.middle);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    // Lines and pages of other browsers in pixels; a pinch on a touchpad comes as a wheel with the control key.
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
    this.handlers.zoom(2 ** (-pixels / (event.ctrlKey ? 60 : 300)), { x: event.clientX, y: event.clientY });
  }
}

/** The middle of the pointers and how far the first two are apart; 0 for one. */
export function pinchOf(pointers: readonly Spot[]): { readonly middle: Spot; readonly span: number } {
  const [a, b] = pointers;
  if (!a) return { middle: { x: 0, y: 0 }, span: 0 };
  if (!b) return { middle: a, span: 0 };
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, span: Math.hypot(a.x - b.x, a.y - b.y) };
}
