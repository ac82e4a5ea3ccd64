import type { Session } from "../api/types";
import type { ScrubLoop } from "../frames/scrubLoop";
import { glide } from "./glide";
import type { Listening } from "./listening";
import type { Studio } from "./studio";

/** How long the keys rest before the place counts. */
const rest = 350;
const clamp = (t: number): number => Math.max(-1, Math.min(1, t));

/** The hand on the sliders: it holds them ahead of what the session has recorded, and what it lets go of is recorded and heard. */
export class Hand {
  private gliding: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly studio: Studio, private readonly loop: ScrubLoop, private readonly listening: Listening) {}

  /** The sliders move by themselves. */
  get glides(): boolean {
    return this.gliding !== null;
  }

  /** The thumb of slider `index` is at `t` now. */
  scrub(index: number, t: number): void {
    this.stop();
    this.moveTo(this.studio.get().place.map((old, i) => (i === index ? clamp(t) : old)), index);
  }

  /** The hand let go: the place is recorded, and heard. */
  release(): void {
    this.record();
    this.letGo();
  }

  /** Records where the sliders are. */
  record(): void {
    this.cancel();
    this.studio.do((session) => (this.isRecorded(session) ? null : { kind: "move", place: [...this.studio.get().place] }));
  }

  /** Whether the session has recorded where the sliders are. */
  isRecorded(session: Session): boolean {
    const { place } = this.studio.get();
    return session.place.length !== place.length || session.place.every((t, i) => t === place[i]);
  }

  /** A key moved the thumb: recorded when the keys rest. */
  nudge(step: number): void {
    const { active, place, session } = this.studio.get();
    if (!session?.line) return;
    this.scrub(active, (place[active] ?? 0) + step);
    this.releaseSoon();
  }

  releaseSoon(): void {
    this.cancel();
    this.timer = setTimeout(() => this.release(), rest);
  }

  /** The arrow keys move slider `index` from now on. */
  select(index: number): void {
    const count = this.studio.get().place.length;
    if (count > 0) this.studio.set({ active: (index + count) % count });
  }

  /** Slides by itself to `t`, as a picture at the slider's end invites. */
  glideTo(index: number, t: number): void {
    this.stop();
    const from = this.studio.get().place[index] ?? 0;
    if (!this.studio.get().session?.line) return;
    this.gliding = glide(from, t, 650, (value, done) => {
      this.moveTo(this.studio.get().place.map((old, i) => (i === index ? value : old)), index);
      if (done) {
        this.gliding = null;
        this.release();
      }
    });
  }

  /** All sliders at the centre. */
  recentre(): void {
    this.stop();
    this.moveTo(this.studio.get().place.map(() => 0), this.studio.get().active);
    this.letGo();
    this.studio.do((session) => (session.place.every((t) => t === 0) ? null : { kind: "recentre" }));
  }

  moveTo(place: readonly number[], active: number): void {
    const { session } = this.studio.get();
    if (!session?.line) return;
    this.studio.set({ place, active, touched: true, undone: null });
    this.listening.moves();
    this.loop.want({ step: session.current, place });
  }

  /** The sliders stay where they are. */
  stop(): void {
    this.gliding?.();
    this.gliding = null;
  }

  /** Something else records where the sliders are. */
  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private letGo(): void {
    const { session, place } = this.studio.get();
    if (session) this.listening.released({ step: session.current, place });
  }
}
