import type { ExportOptions } from "../api/client";
import type { Studio } from "./studio";

/** The results that were starred. */
export class Stars {
  constructor(private readonly studio: Studio) {}

  /** Stars what is shown, or takes its star away. */
  toggle(): void {
    this.studio.flush();
    let starred = false;
    this.studio.do((session) => {
      starred = session.starShown != null;
      return { kind: "star" };
    }, (texts) => (starred ? texts.saidUnstarred : texts.saidStarred));
  }

  /** Whether what is shown is starred: a slider on its way shows something else than what was recorded. */
  isShown(): boolean {
    const { session } = this.studio.get();
    return session?.starShown != null && this.studio.hand.isRecorded(session);
  }

  remove(star: number): void {
    this.studio.do((session) => (session.stars.some((one) => one.id === star) ? { kind: "unstar", star } : null), (texts) => texts.saidUnstarred);
  }

  /** Makes a starred result the current one. */
  goTo(star: number): void {
    this.studio.flush();
    this.studio.ask((session) => (session.stars.some((one) => one.id === star) && session.starShown !== star ? { kind: "goToStar", star } : null));
  }

  /** All of them in one archive. */
  async export(options: ExportOptions): Promise<Blob> {
    return this.studio.api.exportStars(await this.studio.settled(), options);
  }
}
