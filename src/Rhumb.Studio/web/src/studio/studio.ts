import { Api, Problem, Unreachable, type ExportOptions } from "../api/client";
import type { Session, SessionAction } from "../api/types";
import { Connection, type ConnectionState, type ServerNote } from "../frames/connection";
import type { Frame } from "../frames/frame";
import { ScrubLoop } from "../frames/scrubLoop";
import type { Texts } from "../i18n/en";
import { lastKey } from "./address";
import { Best } from "./best";
import { Choice } from "./choice";
import { Hand } from "./hand";
import { Listening } from "./listening";
import { Lobby } from "./lobby";
import { Observable } from "./observable";
import { Outbox } from "./outbox";
import { PictureShelf, type TakePicture } from "./pictureShelf";
import { Stars } from "./stars";
import { initialState, type StudioState } from "./state";

/** What draws: the view of the output's kind, once the page has one. */
export interface Easel {
  show(frame: Frame): void;
  keep(frame: Frame | null): void;
  /** Plays what is shown, of a kind that is heard. */
  play?(): void;
}

/** A sentence for people who hear the page. */
export type Say = (pick: (texts: Texts) => string) => void;

const zeros = (session: Session): number[] => Array.from({ length: session.sliderCount }, () => 0);

/** The page's heart: what the person does goes in here, and what is to be seen comes out. Knows neither React nor three.js. */
export class Studio extends Observable<StudioState> {
  readonly shelf: PictureShelf;
  readonly lobby: Lobby;
  readonly choice: Choice;
  readonly hand: Hand;
  readonly best: Best;
  readonly stars = new Stars(this);
  private connection: Connection | null = null;
  private outbox: Outbox | null = null;
  private easel: Easel | null = null;
  private lastFrame: Frame | null = null;
  private wake: (() => void)[] = [];
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

  async openSession(id: string): Promise<void> {
    await this.delivered();
    this.enter(await this.api.session(id));
  }

  async openFile(file: File): Promise<void> {
    await this.delivered();
    this.enter(await this.api.openFile(file));
  }

  /** Shows `session`, whatever was open before. */
  enter(session: Session): void {
    this.hand.stop();
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
        refused: (error) => this.report(error),
      });
      this.outbox = outbox;
      const kind = this.get().generators.find((generator) => generator.name === session.generator)?.kind ?? null;
      if (kind !== this.get().kind) this.lastFrame = null;
      this.connection = new Connection({
        url: () => this.api.framesUrl(session.id),
        onFrame: (frame) => this.loop.receive(frame),
        onNote: (note) => this.hear(note),
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

  /** Lets the open walk go; it stays on the server. */
  leave(): void {
    this.handOver();
    this.connection?.close();
    this.connection = this.outbox = null;
    this.listening.leaves();
    this.loop.stop();
    this.shelf.clear();
    this.best.forget();
    this.set({ session: null, place: [], chosen: null, changed: null, active: 0, pictures: new Map(), undone: null, comparing: false });
  }

  /** Records what the hand holds in the walk that is being left, also when that comes late. */
  private handOver(): void {
    this.hand.stop();
    this.choice.decide();
    this.hand.cancel();
    const { session, place } = this.get();
    if (!session?.line) return;
    const left = (now: Session): boolean => now.current !== session.current || now.place.length !== place.length || now.place.every((t, i) => t === place[i]);
    this.do((now) => (left(now) ? null : { kind: "move", place: [...place] }));
  }

  // What the person does.

  next(): void {
    this.hand.stop();
    // What was chosen a moment ago comes first: its step has a line of its own.
    if (this.choice.decide()) return;
    const { session, place } = this.get();
    if (!session?.line) return;
    const unheard = this.listening.forget();
    this.hand.cancel();
    const moved = place.some((t) => t !== 0);
    this.say((texts) => (moved ? texts.saidNext(session.path.findIndex((step) => step.id === session.current) + 2) : texts.saidAnother));
    this.set({ session: { ...session, line: null } });
    // Where the hand let go it was heard, unless Next came sooner.
    const next: SessionAction = { kind: "next", place: [...place] };
    if (unheard) this.ask(next);
    else this.do(next);
  }

  undo(): void {
    const { session, place } = this.get();
    this.flush();
    this.set({ undone: session && place.some((t) => t !== 0) ? { step: session.current, place } : null });
    this.ask((session) => (session.canUndo ? { kind: "undo" } : null));
    this.say((texts) => texts.saidUndo);
  }

  redo(): void {
    this.flush();
    const { session, undone, place } = this.get();
    if (undone && undone.step === session?.current && undone.place.length === place.length) {
      this.set({ undone: null });
      this.hand.moveTo(undone.place, this.get().active);
      this.hand.release();
    } else this.ask((now) => (now.canRedo ? { kind: "redo" } : null));
    this.say((texts) => texts.saidRedo);
  }

  visit(step: number): void {
    this.flush();
    this.ask((session) => (session.current === step ? null : { kind: "goTo", step }));
    const number = (this.get().session?.path.findIndex((one) => one.id === step) ?? -1) + 1;
    if (number > 0) this.say((texts) => texts.saidStep(number));
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
    this.ask({ kind: "start" });
    this.say((texts) => texts.saidStart);
  }

  private async chooseConditions(conditions: Readonly<Record<string, string>>): Promise<void> {
    this.hand.record();
    this.say((texts) => texts.saidCondition(Object.values(conditions).join(", ")));
    this.ask((session) =>
      Object.entries(conditions).every(([name, value]) => session.conditions[name] === value) ? null : { kind: "choose", conditions: { ...conditions } });
    await this.delivered();
  }

  async rename(name: string): Promise<void> {
    await this.outbox?.add(() => ({ kind: "rename", name }));
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

  retry(): void {
    this.connection?.retry();
    this.wakeAll();
  }

  dismiss(): void {
    this.set({ notice: null });
  }

  report(error: unknown): void {
    if (error instanceof Problem) this.set({ notice: { message: error.message, remedy: error.remedy } });
    else if (error instanceof Unreachable) {
      this.set({ connection: "lost" });
      // In a walk its connection comes back by itself.
      if (this.get().choosing) void this.lobby.comeBack();
    } else this.set({ notice: { message: error instanceof Error ? error.message : String(error), remedy: null } });
  }

  // On the way to the server.

  /** Adds an action, made from the session as it is when its turn comes; null means that there is nothing to do any more. */
  do(action: SessionAction | ((session: Session) => SessionAction | null)): void {
    void this.outbox?.add(typeof action === "function" ? action : () => action);
  }

  /** As `do`, and what it leads to is to be heard; what was asked for before no more. */
  ask(action: SessionAction | ((session: Session) => SessionAction | null)): void {
    this.listening.forget();
    this.do((session) => {
      const made = typeof action === "function" ? action(session) : action;
      // Not sooner: what was done before may lead elsewhere first.
      if (made) this.listening.expects();
      return made;
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
    this.flush();
    await this.delivered();
    return this.get().session!.id;
  }

  private async delivered(): Promise<void> {
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
    const jumped = own && (this.outbox?.waiting ?? 0) <= 1 && !recorded.every((t, i) => t === this.get().place[i]);
    const place = elsewhere || counted || (jumped && !this.hand.glides) ? recorded : this.get().place;
    if (session.line && !before?.line) this.say((texts) => texts.saidReady);
    this.set({
      session, place, active: Math.min(this.get().active, place.length - 1), notice: own ? null : this.get().notice,
    });
    const now = { step: session.current, place: this.get().place };
    if (elsewhere || counted || jumped) this.loop.want(now);
    if (own) this.listening.arrives(now);
    this.shelf.stock(session);
    this.best.show();
    if (elsewhere || own || this.get().changed === null) void this.measure(session);
  }

  private async measure(session: Session): Promise<void> {
    try {
      const { fromStart } = await this.api.change(session.id);
      if (this.get().session?.id === session.id) this.set({ changed: fromStart });
    } catch (error) {
      if (!(error instanceof Unreachable)) this.report(error);
    }
  }

  private hear(note: ServerNote): void {
    if (note.sequence !== undefined) this.loop.failed(note.sequence);
    if (note.type === "problem") this.set({ notice: { message: note.detail ?? "", remedy: note.remedy ?? null } });
    else void this.reread();
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
    this.wakeAll();
    this.loop.reconnected();
    void this.reread();
    if (was === "lost") this.say((texts) => texts.back);
  }

  private waitForServer(): Promise<void> {
    this.set({ connection: "lost" });
    return new Promise((resolve) => {
      this.wake.push(resolve);
      setTimeout(resolve, 1500);
    });
  }

  private wakeAll(): void {
    for (const resolve of this.wake.splice(0)) resolve();
  }
}
