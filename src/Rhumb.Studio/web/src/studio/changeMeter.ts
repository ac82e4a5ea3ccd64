import { Unreachable } from "../api/client";
import type { Studio } from "./studio";

/** How far what is shown is from the start: asked for after every step; the answer to the latest question counts, whenever it comes. */
export class ChangeMeter {
  private asked = 0;

  constructor(private readonly studio: Studio) {}

  async read(id: string): Promise<void> {
    const question = ++this.asked;
    try {
      const { fromStart } = await this.studio.api.change(id);
      if (question === this.asked && this.studio.get().session?.id === id) this.studio.set({ changed: fromStart });
    } catch (error) {
      if (!(error instanceof Unreachable)) this.studio.report(error);
    }
  }
}
