import type { Session } from "../api/types";
import type { Frame } from "../frames/frame";
import { starStep } from "../frames/protocol";
import type { ScrubLoop } from "../frames/scrubLoop";

/** Draws one small picture; null where the browser cannot. */
export type TakePicture = (frame: Frame) => string | null;

export const pictureKey = (step: number, place: readonly number[]): string => `${step}/${place.some((t) => t !== 0) ? place.join() : ""}`;

/** The place at one end of a slider, the others at the centre. */
export const endPlace = (session: Session, index: number, end: -1 | 1): number[] =>
  session.place.map((_, i) => (i === index ? end : 0));

/** The small pictures of the open walk: each step, both ends of each slider. Asked for once, when nothing else is. */
export class PictureShelf {
  private pictures = new Map<string, string>();
  private asked = new Set<string>();
  private walk = 0;
  private lastCover = -Infinity;

  constructor(private readonly loop: ScrubLoop, private readonly changed: (pictures: ReadonlyMap<string, string>) => void,
    private readonly take: TakePicture) {}

  clear(): void {
    this.walk++;
    this.pictures = new Map();
    this.asked = new Set();
    this.lastCover = -Infinity;
  }

  /** Asks for what the page will show of `session` and does not have yet. */
  stock(session: Session): void {
    if (session.line) for (let i = 0; i < session.place.length; i++) for (const end of [-1, 1] as const) this.ask(session.current, endPlace(session, i, end));
    this.ask(session.current, []);
    for (const step of [...session.path].reverse()) this.ask(step.id, []);
    for (const star of session.stars) this.ask(starStep(star.id), []);
  }

  /** The walk's cover in the list of walks: its latest output, at most every two seconds. */
  now(id: string, frame: Frame): void {
    const now = performance.now();
    if (!id || now - this.lastCover < 2000) return;
    this.lastCover = now;
    const cover = this.take(frame);
    if (cover === null) return;
    try {
      localStorage.setItem(coverKey(id), cover);
    } catch {
      // The browser's store is full: old covers make room, the walks themselves are on the server.
      for (const key of Object.keys(localStorage)) if (key.startsWith(coverKey(""))) localStorage.removeItem(key);
    }
  }

  private ask(step: number, place: readonly number[]): void {
    const key = pictureKey(step, place);
    if (this.asked.has(key)) return;
    this.asked.add(key);
    const { walk } = this;
    this.loop.picture({ step, place }, (frame) => {
      if (walk !== this.walk) return;
      const picture = this.take(frame);
      if (picture === null) return;
      this.pictures = new Map(this.pictures).set(key, picture);
      this.changed(this.pictures);
    });
  }
}

const coverKey = (id: string): string => `rhumb.cover.${id}`;

export const coverOf = (id: string): string | null => localStorage.getItem(coverKey(id));
