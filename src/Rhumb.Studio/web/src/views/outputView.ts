import type { Frame } from "../frames/frame";
import type { Theme } from "../scene/look";

/** What shows outputs of one kind on the page's canvas: one class a kind, found by `outputKinds`. Knows neither React nor the session. */
export interface OutputView<F extends Frame = Frame> {
  show(frame: F): void;
  /** Puts `frame` on the left and the current output on the right; null takes it away. */
  keep(frame: F | null): void;
  dress(theme: Theme): void;
  /** Back to how outputs are seen first. */
  resetView(): void;
  /** Plays what is shown, of a kind that is heard. */
  play?(): void;
  /** A key pressed on the canvas; whether it meant something. */
  press(key: string): boolean;
  dispose(): void;
}

/** Takes small pictures of outputs of one kind, always in the same way, so that they compare. */
export interface PictureTaker<F extends Frame = Frame> {
  /** The output as a data URL of a square PNG picture. */
  take(frame: F): string;
}
