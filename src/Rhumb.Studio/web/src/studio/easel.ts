import type { Frame } from "../frames/frame";

/** What draws: the view of the output's kind, once the page has one. */
export interface Easel {
  show(frame: Frame): void;
  keep(frame: Frame | null): void;
  /** Plays what is shown, of a kind that is heard. */
  play?(): void;
}
