import { bestStep, Detail } from "../frames/protocol";
import type { ScrubLoop } from "../frames/scrubLoop";
import type { Easel } from "./easel";
import type { Studio } from "./studio";

/** What was kept as best, beside what is shown. */
export class Best {
  private easel: Easel | null = null;
  /** What hangs on the easel. */
  private key: string | null = null;

  constructor(private readonly studio: Studio, private readonly loop: ScrubLoop) {}

  /** Keeps what is shown, or takes what was kept off the page. */
  toggle(): void {
    this.studio.flush();
    const comparing = !this.studio.get().comparing;
    this.studio.set({ comparing });
    if (comparing) return this.studio.do({ kind: "keep" }, (texts) => texts.saidKept);
    this.show();
    this.studio.say((texts) => texts.saidReleased);
  }

  /** Makes what was kept the current one again. */
  goTo(): void {
    this.studio.flush();
    this.studio.ask((session) => (session.best ? { kind: "goToBest" } : null));
  }

  /** Asks for what was kept, unless it hangs there. */
  show(): void {
    const { session, comparing } = this.studio.get();
    const key = comparing ? session?.best?.key ?? null : null;
    if (!this.easel || key === this.key) return;
    this.key = key;
    if (key === null) return this.easel.keep(null);
    this.loop.picture({ step: bestStep, place: [] }, (frame) => {
      if (this.key === key) this.easel?.keep(frame);
    }, Detail.Full);
  }

  hang(easel: Easel | null): void {
    this.easel = easel;
    this.key = null;
    this.show();
  }

  /** Another walk has kept something else: what hangs there goes. */
  forget(): void {
    if (this.key !== null) this.easel?.keep(null);
    this.key = null;
  }
}
