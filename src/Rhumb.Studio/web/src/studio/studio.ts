import { Api, Problem, Unreachable, type ExportOptions } from "../api/client";
import type { Session, SessionAction } from "../api/types";
import { Connection, type ConnectionState, type ServerNote } from "../frames/connection";
import type { Frame } from "../frames/frame";
import { bestStep, Detail } from "../frames/protocol";
import { ScrubLoop } from "../frames/scrubLoop";
import type { Texts } from "../i18n/en";
import { lastKey } from "./address";
import { Choice } from "./choice";
import { glide } from "./glide";
import { Listening } from "./listening";
import { Lobby } from "./lobby";
import { Observable } from "./observable";
import { Outbox } from "./outbox";
import { PictureShelf, type TakePicture } from "./pictureShelf";
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
const clamp = (t: number): number => Math.max(-1, Math.min(1, t));

/** The page's heart: what the person does goes in here, and what is to be seen comes out. Knows neither React nor three.js. */
export class Studio extends Observable<StudioState> {
  readonly shelf: PictureShelf;
  readonly lobby: Lobby;
  readonly choice: Choice;
  private connection: Connection | null = null;
  private outbox: Outbox | null = null;
  private easel: Easel | null = null;
  private lastFrame: Frame | null = null;
  private keptKey: string | null = null;
  private gliding: (() => void) | null = null;
  private commitTimer: ReturnType<typeof setTimeout> | null = null;
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

  constructor(readonly api: Api, private readonly say: Say, take: TakePicture) {
    super(initialState);
    this.shelf = new PictureShelf(this.loop, (pictures) => this.set({ pictures }), take);
    this.lobby = new Lobby(this, take);
    this.choice = new Choice(this, (conditions) => this.chooseConditions(conditions));
  }

  hang(easel: Easel | null): void {
    this.easel = easel;
    this.keptKey = null;
    if (easel && this.lastFrame) easel.show(this.lastFrame);
    this.showKept();
  }

  async openSession(id: string): Promise<void> {
    await this.settled();
    this.enter(await this.api.session(id));
  }

  async openFile(file: File): Promise<void> {
    await this.settled();
    this.enter(await this.api.openFile(file));
  }

  /** Shows `session`, whatever was open before. */
  enter(session: Session): void {
    this.stopGliding();
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
    this.listening.forget();
    this.loop.stop();
    this.shelf.clear();
    this.keptKey = null;
    this.set({ session: null, place: [], chosen: null, changed: null, active: 0, pictures: new Map(), undone: null, comparing: false });
  }

  /** Records what the hand holds in the walk that is being left, also when that comes late. */
  private handOver(): void {
    this.stopGliding();
    this.choice.decide();
    if (this.commitTimer) clearTimeout(this.commitTimer);
    this.commitTimer = null;
    const { session, place } = this.get();
    if (!session?.line) return;
    const left = (now: Session): boolean => now.current !== session.current || now.place.length !== place.length || now.place.every((t, i) => t === place[i]);
    void this.outbox?.add((now) => (left(now) ? null : { kind: "move", place: [...place] }));
  }

  // What the hand does.

  /** The thumb of slider `index` is at `t` now. */
  scrub(index: number, t: number): void {
    this.stopGliding();
    this.moveTo(this.get().place.map((old, i) => (i === index ? clamp(t) : old)), index);
  }

  /** The hand let go: the place is recorded, and heard. */
  release(): void {
    this.record();
    const { session, place } = this.get();
    if (session) this.listening.released({ step: session.current, place });
  }

  private record(): void {
    if (this.commitTimer) clearTimeout(this.commitTimer);
    this.commitTimer = null;
    void this.outbox?.add((session) => (this.isRecorded(session) ? null : { kind: "move", place: [...this.get().place] }));
  }

  /** A key moved the thumb: recorded when the keys rest. */
  nudge(step: number): void {
    const { active, place, session } = this.get();
    if (!session?.line) return;
    this.scrub(active, (place[active] ?? 0) + step);
    this.releaseSoon();
  }

  releaseSoon(): void {
    if (this.commitTimer) clearTimeout(this.commitTimer);
    this.commitTimer = setTimeout(() => this.release(), 350);
  }

  select(index: number): void {
    const count = this.get().place.length;
    if (count > 0) this.set({ active: (index + count) % count });
  }

  /** Slides by itself to `t`, as a picture at the slider's end invites. */
  glideTo(index: number, t: number): void {
    this.stopGliding();
    const from = this.get().place[index] ?? 0;
    if (!this.get().session?.line) return;
    this.gliding = glide(from, t, 650, (value, done) => {
      this.moveTo(this.get().place.map((old, i) => (i === index ? value : old)), index);
      if (done) {
        this.gliding = null;
        this.release();
      }
    });
  }

  recentre(): void {
    this.stopGliding();
    this.moveTo(this.get().place.map(() => 0), this.get().active);
    const { session, place } = this.get();
    if (session) this.listening.released({ step: session.current, place });
    void this.outbox?.add((session) => (session.place.every((t) => t === 0) ? null : { kind: "recentre" }));
  }

  next(): void {
    this.stopGliding();
    // What was chosen a moment ago comes first: its step has a line of its own.
    if (this.choice.decide()) return;
    const { session, place } = this.get();
    if (!session?.line) return;
    // It was heard when the hand let go.
    this.listening.forget();
    if (this.commitTimer) clearTimeout(this.commitTimer);
    this.commitTimer = null;
    const moved = place.some((t) => t !== 0);
    this.say((texts) => (moved ? texts.saidNext(session.path.findIndex((step) => step.id === session.current) + 2) : texts.saidAnother));
    this.set({ session: { ...session, line: null } });
    this.do({ kind: "next", place: [...place] });
  }

  undo(): void {
    const { session, place } = this.get();
    this.flush();
    this.set({ undone: session && place.some((t) => t !== 0) ? { step: session.current, place } : null });
    this.listening.expects();
    this.do((session) => (session.canUndo ? { kind: "undo" } : null));
    this.say((texts) => texts.saidUndo);
  }

  redo(): void {
    this.flush();
    const { session, undone, place } = this.get();
    if (undone && undone.step === session?.current && undone.place.length === place.length) {
      this.set({ undone: null });
      this.moveTo(undone.place, this.get().active);
      this.release();
    } else {
      this.listening.expects();
      this.do((now) => (now.canRedo ? { kind: "redo" } : null));
    }
    this.say((texts) => texts.saidRedo);
  }

  visit(step: number): void {
    this.flush();
    this.listening.expects();
    this.do((session) => (session.current === step ? null : { kind: "goTo", step }));
    const number = (this.get().session?.path.findIndex((one) => one.id === step) ?? -1) + 1;
    if (number > 0) this.say((texts) => texts.saidStep(number));
  }

  keep(): void {
    this.flush();
    const comparing = !this.get().comparing;
    this.set({ comparing });
    if (comparing) this.do({ kind: "keep" });
    else this.showKept();
    this.say((texts) => (comparing ? texts.saidKept : texts.saidReleased));
  }

  /** Makes what was kept the current one again. */
  goToBest(): void {
    this.flush();
    this.listening.expects();
    this.do((session) => (session.best ? { kind: "goToBest" } : null));
  }

  /** Stars what is shown, or takes its star away. */
  star(): void {
    this.flush();
    const starred = this.isStarred();
    this.do({ kind: "star" });
    this.say((texts) => (starred ? texts.saidUnstarred : texts.saidStarred));
  }

  /** Whether what is shown is starred: a slider on its way shows something else than what was recorded. */
  isStarred(): boolean {
    const { session } = this.get();
    return session?.starShown != null && this.isRecorded(session);
  }

  unstar(star: number): void {
    this.do((session) => (session.stars.some((one) => one.id === star) ? { kind: "unstar", star } : null));
    this.say((texts) => texts.saidUnstarred);
  }

  /** Makes a starred result the current one. */
  goToStar(star: number): void {
    this.flush();
    this.listening.expects();
    this.do((session) => (session.stars.some((one) => one.id === star) && session.starShown !== star ? { kind: "goToStar", star } : null));
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
    this.listening.expects();
    this.do({ kind: "start" });
    this.say((texts) => texts.saidStart);
  }

  private async chooseConditions(conditions: Readonly<Record<string, string>>): Promise<void> {
    this.record();
    this.listening.expects();
    this.say((texts) => texts.saidCondition(Object.values(conditions).join(", ")));
    await this.outbox?.add((session) =>
      Object.entries(conditions).every(([name, value]) => session.conditions[name] === value) ? null : { kind: "choose", conditions: { ...conditions } });
  }

  async rename(name: string): Promise<void> {
    await this.outbox?.add(() => ({ kind: "rename", name }));
  }

  findAgain(): void {
    this.do({ kind: "findDirections" });
  }

  async exportOutput(options: ExportOptions): Promise<Blob> {
    this.flush();
    await this.settled();
    return this.api.export(this.get().session!.id, options);
  }

  async exportStars(options: ExportOptions): Promise<Blob> {
    this.flush();
    await this.settled();
    return this.api.exportStars(this.get().session!.id, options);
  }

  async exportSession(): Promise<Blob> {
    this.flush();
    await this.settled();
    return this.api.sessionFile(this.get().session!.id);
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

  // What comes back.

  private moveTo(place: readonly number[], active: number): void {
    const { session } = this.get();
    if (!session?.line) return;
    this.set({ place, active, touched: true, undone: null });
    this.listening.moves();
    this.loop.want({ step: session.current, place });
  }

  private do(action: SessionAction | ((session: Session) => SessionAction | null)): void {
    void this.outbox?.add(typeof action === "function" ? action : () => action);
  }

  /** Records what the hand holds before something else happens. */
  private flush(): void {
    this.stopGliding();
    this.choice.decide();
    this.record();
  }

  private async settled(): Promise<void> {
    await this.outbox?.add(() => null);
  }

  private isRecorded(session: Session): boolean {
    const { place } = this.get();
    return session.place.length !== place.length || session.place.every((t, i) => t === place[i]);
  }

  /** Takes over the server's session; the hand keeps the thumb unless the step changed under it. */
  private adopt(session: Session, own: boolean): void {
    const before = this.get().session;
    if (before && before.id === session.id && session.revision < before.revision) return;
    this.outbox?.refresh(session);
    const elsewhere = before?.current !== session.current || before.id !== session.id;
    const recorded = session.line ? session.place : zeros(session);
    const counted = this.get().place.length !== recorded.length;
    const jumped = own && (this.outbox?.waiting ?? 0) <= 1 && !recorded.every((t, i) => t === this.get().place[i]);
    const place = elsewhere || counted || (jumped && this.gliding === null) ? recorded : this.get().place;
    if (session.line && !before?.line) this.say((texts) => texts.saidReady);
    this.set({
      session, place, active: Math.min(this.get().active, place.length - 1), notice: own ? null : this.get().notice,
    });
    if (elsewhere || counted || jumped) {
      this.loop.want({ step: session.current, place: this.get().place });
      this.listening.arrives({ step: session.current, place: this.get().place });
    }
    this.shelf.stock(session);
    this.showKept();
    if (elsewhere || own || this.get().changed === null) void this.measure(session);
  }

  private showKept(): void {
    const { session, comparing } = this.get();
    const key = comparing ? session?.best?.key ?? null : null;
    if (!this.easel || key === this.keptKey) return;
    this.keptKey = key;
    if (key === null) return this.easel.keep(null);
    this.loop.picture({ step: bestStep, place: [] }, (frame) => {
      if (this.keptKey === key) this.easel?.keep(frame);
    }, Detail.Full);
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

  private stopGliding(): void {
    this.gliding?.();
    this.gliding = null;
  }
}
