import { Problem, Unreachable } from "../api/client";
import type { Session } from "../api/types";
import { decodeFrame } from "../frames/frame";
import { lastKey, readAddress, writeAddress, type Address } from "./address";
import type { TakePicture } from "./pictureShelf";
import { Showcase } from "./showcase";
import type { Studio } from "./studio";

const samplesEach = 4;

/** What is before a walk: where the page begins, the start page, and the way between them and the browser's address. */
export class Lobby {
  private readonly showcase: Showcase;

  constructor(private readonly studio: Studio, take: TakePicture) {
    this.showcase = new Showcase({
      ask: async (generator, seed) => decodeFrame(await studio.api.sample(generator, seed)),
      take,
      changed: (samples) => studio.set({ samples }),
      failed: (error) => studio.report(error),
    });
    window.addEventListener("hashchange", () => void this.follow(readAddress(location.hash)));
  }

  /** Opens what the address names; otherwise the start page where there are several generators, and the last walk or a new one where there is one. */
  async begin(): Promise<void> {
    for (;;) {
      try {
        this.studio.set({ generators: await this.studio.api.generators() });
        const several = this.studio.get().generators.length > 1;
        const address = readAddress(location.hash);
        if (address.at === "start") return this.open();
        const named = address.at === "walk" ? await this.find(address.id, true) : null;
        if (named) return this.studio.enter(named);
        if (several) return this.open();
        const last = localStorage.getItem(lastKey);
        const session = last ? await this.find(last, false) : null;
        return session ? this.studio.enter(session) : await this.createSession();
      } catch (error) {
        if (!(error instanceof Unreachable)) return this.studio.report(error);
        this.studio.set({ connection: "lost" });
        await new Promise((resolve) => setTimeout(resolve, 600));
      }
    }
  }

  /** The start page: every generator with a few samples. */
  open(): void {
    this.studio.leave();
    this.studio.clear();
    this.record({ at: "start" });
    this.studio.set({ choosing: true });
    this.fill();
  }

  /** Another walk: a new one of `generator`, the first by default, at the sample of `seed` or a random one. */
  async createSession(generator = this.studio.get().generators[0]?.name, seed?: number): Promise<void> {
    if (generator) this.studio.enter(await this.studio.api.create(generator, seed));
  }

  /** As `createSession`, from the start page: what goes wrong is told there. */
  startWith(generator: string, seed?: number): void {
    this.createSession(generator, seed).catch((error: unknown) => this.studio.report(error));
  }

  /** Shows where the page is in its address; the browser's back button leads from a walk to the start page it was begun on. */
  record(address: Address): void {
    const hash = writeAddress(address);
    if (location.hash === hash) return;
    const begins = readAddress(location.hash).at === "nowhere";
    if (this.studio.get().choosing !== (address.at === "start") && !begins) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }

  /** The address has changed under the page: back, forward, or typed. */
  private async follow(address: Address): Promise<void> {
    if (address.at === "start") return this.studio.get().choosing ? undefined : this.open();
    if (address.at === "nowhere" || address.id === this.studio.get().session?.id) return;
    const session = await this.find(address.id, true).catch((error: unknown) => (this.studio.report(error), null));
    if (session) this.studio.enter(session);
  }

  /** The session, or null where it cannot be opened; why is told only of one that was asked for. */
  private async find(id: string, asked: boolean): Promise<Session | null> {
    try {
      return await this.studio.api.session(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (asked && error.status !== 404) this.studio.report(error);
      return null;
    }
  }

  /** On the start page: asks until the server answers again. */
  async comeBack(): Promise<void> {
    while (this.studio.get().choosing && this.studio.get().connection === "lost") {
      await new Promise((resolve) => setTimeout(resolve, 600));
      try {
        this.studio.set({ generators: await this.studio.api.generators(), connection: "open" });
        this.fill();
      } catch (error) {
        if (!(error instanceof Unreachable)) this.studio.report(error);
      }
    }
  }

  private fill(): void {
    void this.showcase.fill(this.studio.get().generators.map((generator) => generator.name), samplesEach);
  }
}
