import { Api, Problem, Unreachable, type ExportOptions } from "../api/client";
import type { Session, SessionAction } from "../api/types";
import { Connection, type ConnectionState, type ServerNote } from "../frames/connection";
import type { Frame } from "../frames/frame";
import { ScrubLoop } from "../frames/scrubLoop";
import { lastKey } from "./address";
import { Best } from "./best";
import { ChangeMeter } from "./changeMeter";
import { Choice } from "./choice";
import type { Easel } from "./easel";
import { Hand } from "./hand";
import { Listening } from "./listening";
import { Lobby } from "./lobby";
import { Observable } from "./observable";
import { Outbox, type Intent } from "./outbox";
import { Patience } from "./patience";
import { PictureShelf, type TakePicture } from "./pictureShelf";
import type { Say, Sentence } from "./say";
import { Stars } from "./stars";
import { initialState, type StudioState } from "./state";
import { Steps } from "./steps";

const zeros = (session: Session): number[] => Array.from({ length: session.sliderCount }, () => 0);

/** The page's heart: what the person does goes in here, and what is to be seen comes out. Knows neither React nor three.js. */
export class Studio extends Observable<StudioState> {
  readonly shelf: PictureShelf;
  readonly lobby: Lobby;
  readonly choice: Choice;
  readonly hand: Hand;
  readonly best: Best;
  readonly stars = new Stars(this);
  readonly steps = new Steps(this);
  private connection: Connection | null = null;
  private outbox: Outbox | null = null;
  private easel: Easel | null = null;
  private lastFrame: Frame | null = null;
  private readonly patience = new Patience();
  private readonly meter = new ChangeMeter(this);
  private readonly listening = new Listening(() => this.easel?.play?.());
  private readonly loop = new ScrubLoop({
    send: (request) => this.connection?.send(request) ?? false,
    show: (frame, place) => {
      this.lastFrame = frame;
      this.easel?.show(frame);
      this.listening.shows(place);
      if (!this.get().alive) this.set({ alive: true });
      this.shelf.now(this.get().session?.id ?? "", frame);
    },
  });

  constructor(readonly api: Api, readonly say: Say, take: TakePicture) {
    super(initialState);
    this.shelf = new PictureShelf(this.loop, (pictures) => this.set({ pictures }), take);
    this.lobby = new Lobby(this, take);
    this.choice = new Choice(this, (conditions) => this.chooseConditions(conditions));
    this.hand = new Hand(this, this.loop, this.listening);
    this.best = new Best(this, this.loop);
  }

  hang(easel: Easel | null): void {
    this.easel = easel;
    if (easel && this.lastFrame) easel.show(this.lastFrame);
    this.best.hang(easel);
  }

  /** Shows `session`, whatever was open before. */
  enter(session: Session): void {
    const reconnect = this.get().session?.id !== session.id;
    localStorage.setItem(lastKey, session.id);
    this.lobby.record({ at: "walk", id: session.id });
    if (reconnect) {
      this.leave();
      const outbox: Outbox = new Outbox(session, {
        send: (action) => this.api.act(session.id, action),
        fetch: () => this.api.session(session.id),
        waitForServer: () => this.waitForServer(),
        // What was done before leaving is still delivered, but shown no more.
        acknowledged: (now) => this.outbox === outbox && this.adopt(now, true),
        refused: (error) => {
          this.report(error);
          // What the page showed in advance is not so.
          void this.reread();
        },
      });
      this.outbox = outbox;
      const kind = this.get().generators.find((generator) => generator.name === session.generator)?.kind ?? null;
      if (kind !== this.get().kind) this.lastFrame = null;
      this.connection = new Connection({
        url: () => this.api.framesUrl(session.id),
        onFrame: (frame) => this.loop.receive(frame),
        onNote: (note) => this.hear(note),
        onUnreadable: (error) => this.report(error),
        onState: (state) => this.connectionIs(state),
      });
      this.set({ kind, alive: this.lastFrame !== null, choosing: false, connection: "connecting", comparing: session.best !== null });
    }
    this.adopt(session, false);
  }

  /** Nothing is on the canvas any more: there is none while the start page is open. */
  clear(): void {
    this.lastFrame = null;
    this.set({ alive: false });
  }

  /** Lets the open walk go; it stays on the server, where what the hand holds is recorded, also when that comes late. */
  leave(): void {
    this.flush();
    this.connection?.close();
    this.connection = this.outbox = null;
    this.listening.leaves();
    this.loop.stop();
    this.shelf.clear();
    this.best.forget();
    this.set({ session: null, place: [], chosen: null, changed: null, active: 0, pictures: new Map(), undone: null, comparing: false });
  }

  // What the person does.

  next(): void {
    this.hand.stop();
    // What was chosen a moment ago comes first: its step has a line of its own.
    if (this.choice.decide()) return;
    const { session, place } = this.get();
    if (!session?.line) return;
    const unheard = this.listening.forget();
    this.hand.leave();
    const moved = place.some((t) => t !== 0);
    const said: Sentence = (texts) => (moved ? texts.saidNext(session.path.findIndex((step) => step.id === session.current) + 2) : texts.saidAnother);
    this.set({ session: { ...session, line: null } });
    // Where the hand let go it was heard, unless Next came sooner.
    const next: SessionAction = { kind: "next", place: [...place] };
    if (unheard) this.ask(next, said);
    else this.do(next, said);
  }

  /** `change` sliders more. */
  addSliders(change: number): void {
    this.flush();
    this.do(({ sliderCount }) => {
      const count = Math.max(1, Math.min(8, sliderCount + change));
      return count === sliderCount ? null : { kind: "sliders", count };
    });
  }

  newStart(): void {
    this.flush();
    this.ask({ kind: "start" }, (texts) => texts.saidStart);
  }

  private async chooseConditions(conditions: Readonly<Record<string, string>>): Promise<void> {
    this.hand.record();
    this.ask(
      (session) => (Object.entries(conditions).every(([name, value]) => session.conditions[name] === value) ? null : { kind: "choose", conditions: { ...conditions } }),
      (texts) => texts.saidCondition(Object.values(conditions).map((value) => (value.startsWith("data:") ? texts.aPicture : value)).join(", ")));
    await this.delivered();
  }

  /** Whether the walk is called `name` now. */
  async rename(name: string): Promise<boolean> {
    this.do({ kind: "rename", name });
    await this.delivered();
    return (this.get().session?.name ?? "") === name;
  }

  findAgain(): void {
    this.do({ kind: "findDirections" });
  }

  async exportOutput(options: ExportOptions): Promise<Blob> {
    return this.api.export(await this.settled(), options);
  }

  async exportSession(): Promise<Blob> {
    return this.api.sessionFile(await this.settled());
  }

  /** The language, as a tag, of the sentences that come from the server. */
  speak(language: string): void {
    this.api.language = language;
    this.connection?.renew();
    void this.reread();
  }

  retry(): void {
    this.connection?.retry();
    this.patience.end();
  }

  dismiss(): void {
    this.set({ notice: null });
  }

  report(error: unknown): void {
    if (error instanceof Problem) this.set({ notice: { message: error.message, remedy: error.remedy } });
    else if (error instanceof Unreachable) {
      this.set({ connection: "lost" });
      // A walk's connection comes back by itself, and says so.
      if (this.get().choosing) void this.lobby.comeBack();
      else this.connection?.renew();
    } else this.set({ notice: { message: error instanceof Error ? error.message : String(error), remedy: null } });
  }

  // On the way to the server.

  /** Adds an action or what makes it when its turn comes; `said` is told then. */
  do(action: SessionAction | Intent, said?: Sentence): void {
    this.add(action, () => said && this.say(said));
  }

  /** As `do`, and what it leads to is to be heard; what was asked for before no more. */
  ask(action: SessionAction | Intent, said?: Sentence): void {
    this.listening.forget();
    this.add(action, () => {
      // Not sooner: what was done before may lead elsewhere first.
      this.listening.expects();
      if (said) this.say(said);
    });
  }

  private add(action: SessionAction | Intent, made: () => void): void {
    const { outbox } = this;
    void outbox?.add((session) => {
      const now = typeof action === "function" ? action(session) : action;
      // Of a walk that has been left nothing is told any more.
      if (now && outbox === this.outbox) made();
      return now;
    });
  }

  /** Records what the hand holds before something else happens. */
  flush(): void {
    this.hand.stop();
    this.choice.decide();
    this.hand.record();
  }

  /** The id of the walk, once the server has all that was done in it. */
  async settled(): Promise<string> {
    const { id } = this.get().session!;
    this.flush();
    await this.delivered();
    return id;
  }

  /** Once the server has all that was done. */
  async delivered(): Promise<void> {
    await this.outbox?.add(() => null);
  }

  // What comes back.

  /** Takes over the server's session; the hand keeps the thumb unless the step changed under it. */
  private adopt(session: Session, own: boolean): void {
    const before = this.get().session;
    if (before && before.id === session.id && session.revision < before.revision) return;
    this.outbox?.refresh(session);
    const elsewhere = before?.current !== session.current || before.id !== session.id;
    const recorded = session.line ? session.place : zeros(session);
    const counted = this.get().place.length !== recorded.length;
    const jumped = own && !this.hand.holds && (this.outbox?.waiting ?? 0) <= 1 && !recorded.every((t, i) => t === this.get().place[i]);
    if (elsewhere || counted) this.hand.leave();
    const place = elsewhere || counted || jumped ? recorded : this.get().place;
    if (session.line && !before?.line) this.say((texts) => texts.saidReady);
    this.set({
      session, place, active: Math.min(this.get().active, place.length - 1), notice: own ? null : this.get().notice,
    });
    const now = { step: session.current, place: this.get().place };
    if (elsewhere || counted || jumped) this.loop.want(now);
    if (own) this.listening.arrives(now);
    this.shelf.stock(session);
    this.best.show();
    if (elsewhere || own || this.get().changed === null) void this.meter.read(session.id);
  }

  private hear(note: ServerNote): void {
    if (note.sequence !== undefined) this.loop.failed(note.sequence);
    if (note.type === "problem") this.set({ notice: { message: note.detail ?? "", remedy: note.remedy ?? null } });
    else void this.reread(); // it is another session by now than the one asked about
  }

  private async reread(): Promise<void> {
    const id = this.get().session?.id;
    if (!id) return;
    try {
      const session = await this.api.session(id);
      // While something is on its way its own answer will bring the newer state.
      if (this.get().session?.id === id && (this.outbox?.waiting ?? 0) === 0) this.adopt(session, false);
    } catch (error) {
      if (!(error instanceof Unreachable)) this.report(error);
    }
  }

  private connectionIs(state: ConnectionState): void {
    const was = this.get().connection;
    this.set({ connection: state });
    if (state !== "open") return;
    this.patience.end();
    this.loop.reconnected();
    void this.reread();
    if (was === "lost") this.say((texts) => texts.back);
  }

  private waitForServer(): Promise<void> {
    this.set({ connection: "lost" });
    this.connection?.renew();
    return this.patience.wait();
  }
}
