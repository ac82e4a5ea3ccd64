import { Problem, Unreachable } from "../api/client";
import type { Session } from "../api/types";
import { decodeFrame } from "../frames/frame";
import { lastKey, readAddress, writeAddress, type Address } from "./address";
import type { TakePicture } from "./pictureShelf";
import { samplesEach, Showcase } from "./showcase";
import type { Studio } from "./studio";

/** How long to wait before the server is asked again. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));

/** What is before a walk: where the page begins, the start page, and the way between them and the browser's address. */
export class Lobby {
  private readonly showcase: Showcase;
  /** Where the person wanted to go last. */
  private wish = 0;
  private returning = false;

  constructor(private readonly studio: Studio, take: TakePicture) {
    this.showcase = new Showcase({
      ask: async (generator, seed) => decodeFrame(await studio.api.sample(generator, seed)),
      take,
      changed: (samples) => studio.set({ samples }),
      failed: (error) => studio.report(error),
    });
  }

  /** Opens what the address names, now and whenever it changes; at first, where it names nothing, the start page where there are several generators, and the last walk or a new one where there is one. */
  async begin(): Promise<void> {
    window.addEventListener("hashchange", () => void this.follow(readAddress(location.hash)));
    for (;;) {
      try {
        this.studio.set({ generators: await this.studio.api.generators() });
        return await this.go(() => this.first(readAddress(location.hash)));
      } catch (error) {
        if (!(error instanceof Unreachable)) return this.studio.report(error);
        this.studio.set({ connection: "lost" });
        await pause();
      }
    }
  }

  /** The start page: every generator with a few samples. */
  open(): void {
    this.wish++;
    this.studio.leave();
    this.studio.clear();
    this.record({ at: "start" });
    this.studio.set({ choosing: true });
    if (this.studio.get().connection === "lost") void this.comeBack();
    this.fill();
  }

  /** A new walk of `generator` at the sample of `seed` or a random one; what goes wrong is told on the start page. */
  startWith(generator: string, seed?: number): void {
    this.tell(this.go(() => this.studio.api.create(generator, seed)));
  }

  /** The walk with this id, once all that was done here is on the server. */
  openSession(id: string): void {
    this.studio.dismiss();
    this.tell(this.go(() => this.studio.delivered().then(() => this.studio.api.session(id))));
  }

  /** The walk that a file leads to. */
  openFile(file: File): void {
    this.studio.dismiss();
    this.tell(this.go(() => this.studio.delivered().then(() => this.studio.api.openFile(file))));
  }

  /** Opens the walk that `find` brings, or the start page, unless the person has wanted to go elsewhere since; null leads nowhere. */
  private async go(find: () => Promise<Session | "start" | null>): Promise<void> {
    const wish = ++this.wish;
    const found = await find();
    if (wish !== this.wish || !found) return;
    if (found === "start") this.open();
    else this.studio.enter(found);
  }

  private async first(address: Address): Promise<Session | "start" | null> {
    if (address.at === "start") return "start";
    const named = address.at === "walk" ? await this.find(address.id) : null;
    if (named) return named;
    const [generator, ...others] = this.studio.get().generators;
    if (others.length > 0) return "start";
    const last = localStorage.getItem(lastKey);
    return (last ? await this.find(last, { told: false }) : null) ?? (generator ? this.studio.api.create(generator.name) : null);
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
    const { choosing, session } = this.studio.get();
    if (address.at === "nowhere" || (address.at === "start" && choosing)) return;
    await this.go(async () => {
      if (address.at !== "walk" || address.id === session?.id) return address.at === "start" ? "start" : null;
      return (await this.find(address.id)) ?? this.stay();
    }).catch((error: unknown) => this.studio.report(error));
  }

  /** The address names again where the page still is. */
  private stay(): null {
    const { choosing, session } = this.studio.get();
    if (choosing || session) this.record(session ? { at: "walk", id: session.id } : { at: "start" });
    return null;
  }

  /** The session, or null where it cannot be opened; why is told, unless nobody asked for this one. */
  private async find(id: string, { told } = { told: true }): Promise<Session | null> {
    try {
      return await this.studio.api.session(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (told) this.studio.report(error);
      return null;
    }
  }

  /** On the start page: asks until the server answers again. */
  async comeBack(): Promise<void> {
    if (this.returning) return;
    this.returning = true;
    while (this.studio.get().choosing && this.studio.get().connection === "lost") {
      await pause();
      try {
        this.studio.set({ generators: await this.studio.api.generators() });
      } catch (error) {
        if (error instanceof Unreachable) continue;
        this.studio.report(error);
      }
      if (!this.studio.get().choosing) break;
      this.studio.set({ connection: "open" });
      this.fill();
    }
    this.returning = false;
  }

  private tell(going: Promise<void>): void {
    going.catch((error: unknown) => this.studio.report(error));
  }

  private fill(): void {
    void this.showcase.fill(this.studio.get().generators.map((generator) => generator.name), samplesEach);
  }
}
