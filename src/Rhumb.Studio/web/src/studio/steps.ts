import type { Studio } from "./studio";

/** The steps of the walk: back, forward, and to any of them. */
export class Steps {
  constructor(private readonly studio: Studio) {}

  undo(): void {
    const { session, place } = this.studio.get();
    this.studio.flush();
    this.studio.set({ undone: session && place.some((t) => t !== 0) ? { step: session.current, place } : null });
    this.studio.ask((session) => (session.canUndo ? { kind: "undo" } : null), (texts) => texts.saidUndo);
  }

  /** Forward again; where undo only put the sliders back to the centre, they go back to where they were. */
  redo(): void {
    this.studio.flush();
    const { session, undone, place, active } = this.studio.get();
    if (undone && undone.step === session?.current && undone.place.length === place.length) {
      this.studio.hand.moveTo(undone.place, active);
      this.studio.hand.release();
      this.studio.say((texts) => texts.saidRedo);
    } else this.studio.ask((now) => (now.canRedo ? { kind: "redo" } : null), (texts) => texts.saidRedo);
  }

  /** To the step with this id. */
  visit(step: number): void {
    this.studio.flush();
    const number = (this.studio.get().session?.path.findIndex((one) => one.id === step) ?? -1) + 1;
    this.studio.ask((session) => (session.current === step ? null : { kind: "goTo", step }), number > 0 ? (texts) => texts.saidStep(number) : undefined);
  }
}
