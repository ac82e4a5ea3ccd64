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
  private holding = false;

  constructor(private readonly studio: Studio, private readonly loop: ScrubLoop, private readonly listening: Listening) {}

  /** Whether the sliders have moved since they were recorded last: no answer to what was done before may move them then. */
  get holds(): boolean {
    return this.holding;
  }

  /** The thumb of slider `index` is at `t` now. */
  scrub(index: number, t: number): void {
    this.stop();
    this.moveOne(index, clamp(t));
  }

  /** The hand let go: the place is recorded, and heard. */
  release(): void {
    this.record();
    this.letGo();
  }

  /** Records where the sliders of this step are, also when that comes late. */
  record(): void {
    this.leave();
    const { session, place } = this.studio.get();
    if (!session?.line) return;
    this.studio.do((now) => (now.current !== session.current || isAt(now, place) ? null : { kind: "move", place: [...place] }));
  }

  /** Whether the session has recorded where the sliders are. */
  isRecorded(session: Session): boolean {
    return isAt(session, this.studio.get().place);
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
    const { session, place } = this.studio.get();
    if (!session?.line) return;
    this.gliding = glide(place[index] ?? 0, t, 650, (value, done) => {
      this.moveOne(index, value);
      if (!done) return;
      this.gliding = null;
      this.release();
    });
  }

  /** All sliders at the centre. */
  recentre(): void {
    this.stop();
    this.moveTo(this.studio.get().place.map(() => 0), this.studio.get().active);
    this.letGo();
    this.leave();
    this.studio.do((session) => (session.place.every((t) => t === 0) ? null : { kind: "recentre" }));
  }

  moveTo(place: readonly number[], active: number): void {
    const { session } = this.studio.get();
    if (!session?.line) return;
    this.holding = true;
    this.studio.set({ place, active, touched: true, undone: null });
    this.listening.moves();
    this.loop.want({ step: session.current, place });
  }

  /** The sliders stay where they are. */
  stop(): void {
    this.gliding?.();
    this.gliding = null;
  }

  /** Nothing that the hand did is left to be recorded: it is on its way, or these are other sliders. */
  leave(): void {
    this.stop();
    this.cancel();
    this.holding = false;
  }

  private cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private moveOne(index: number, t: number): void {
    this.moveTo(this.studio.get().place.map((old, i) => (i === index ? t : old)), index);
  }

  private letGo(): void {
    const { session, place } = this.studio.get();
    if (session) this.listening.released({ step: session.current, place });
  }
}

/** Whether the session's sliders are recorded at `place`, or are others. */
function isAt({ place: recorded }: Session, place: readonly number[]): boolean {
  return recorded.length !== place.length || recorded.every((t, i) => t === place[i]);
}
