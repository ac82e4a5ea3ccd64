import type { Place } from "../frames/scrubLoop";

/**
 * When what is shown is to be heard: never while the hand moves; when it has let go, or when the person has asked for another step, and the output of that very place is on the page.
 */
export class Listening {
  private moved = false;
  private expecting = false;
  private due: Place | null = null;
  private shown: Place | null = null;

  constructor(private readonly hear: () => void) {}

  /** The hand is moving. */
  moves(): void {
    this.forget();
    this.moved = true;
  }

  /** The hand let go at `place`; where it has not moved that is nothing new. */
  released(place: Place): void {
    if (!this.moved) return;
    this.moved = false;
    this.await(place);
  }

  /** The person asked for something: wherever that leads is to be heard. */
  expects(): void {
    this.expecting = true;
  }

  /** What the person did led to `place`. */
  arrives(place: Place): void {
    if (!this.expecting) return;
    this.expecting = false;
    this.await(place);
  }

  /** The output of `place` is on the page. */
  shows(place: Place): void {
    this.shown = place;
    if (this.due) this.await(this.due);
  }

  /** Nothing is to be heard of what was done before; whether there was something that has not been heard. */
  forget(): boolean {
    const unheard = this.moved || this.expecting || this.due !== null;
    this.moved = this.expecting = false;
    this.due = null;
    return unheard;
  }

  /** The walk is left, and what it showed. */
  leaves(): void {
    this.forget();
    this.shown = null;
  }

  private await(place: Place): void {
    this.due = place;
    if (!this.shown || !isSame(this.shown, place)) return;
    this.due = null;
    this.hear();
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.step === b.step && a.place.length === b.place.length && a.place.every((t, i) => t === b.place[i]);
}
