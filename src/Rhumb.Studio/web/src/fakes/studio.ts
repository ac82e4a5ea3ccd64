import { vi } from "vitest";
import type { Api } from "../api/client";
import type { Generator, Session, SessionAction } from "../api/types";
import type { Frame } from "../frames/frame";
import { Channel, Detail } from "../frames/protocol";
import { en } from "../i18n/en";
import type { Easel } from "../studio/easel";
import { Studio } from "../studio/studio";
import { fakeSession } from "./session";
import { FakeSocket } from "./socket";

type Answer = Session | Error;

/** What is asked of the server's place in a walk, as the page sends it. */
export interface Asked {
  readonly sequence: number;
  readonly channel: number;
  readonly step: number;
  readonly place: readonly number[];
}

/** What hangs on the page in place of a view: it remembers what it was given. */
export class FakeEasel implements Easel {
  shown: Frame[] = [];
  kept: Frame | null = null;
  played = 0;
  show = (frame: Frame): void => void this.shown.push(frame);
  keep = (frame: Frame | null): void => void (this.kept = frame);
  play = (): void => void this.played++;
}

/** A studio whose server is the test: `answer` answers the action that has waited longest, `frame` the oldest request of a frame. */
export class FakeStudio {
  readonly studio: Studio;
  readonly easel = new FakeEasel();
  readonly said: string[] = [];
  /** All actions that have reached the server, with the walk that each was for. */
  readonly acted: { readonly id: string; readonly action: SessionAction }[] = [];
  readonly api = {
    language: "en",
    generators: vi.fn((): Promise<Generator[]> => Promise.resolve([])),
    sample: vi.fn(() => new Promise<ArrayBuffer>(() => undefined)),
    create: vi.fn((generator: string) => Promise.resolve(fakeSession({ generator }))),
    session: vi.fn((id: string) => Promise.resolve(this.walks.get(id)!)),
    change: vi.fn(() => Promise.resolve({ fromStart: 0, distance: 0 })),
    exportStars: vi.fn((id: string) => Promise.resolve(new Blob([id]))),
    sessionFile: vi.fn((id: string) => Promise.resolve(new Blob([id]))),
    framesUrl: (id: string): string => `${id}?language=${this.api.language}`,
    act: (id: string, action: SessionAction): Promise<Session> => {
      this.acted.push({ id, action });
      return new Promise((resolve, reject) => this.waiting.push({ id, answer: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)) }));
    },
  };
  private readonly walks = new Map<string, Session>();
  private readonly waiting: { readonly id: string; readonly answer: (answer: Answer) => void }[] = [];
  private read = new Map<FakeSocket, number>();

  constructor(open: Session = fakeSession()) {
    FakeSocket.opened = [];
    vi.stubGlobal("WebSocket", FakeSocket);
    localStorage.clear();
    this.studio = new Studio(this.api as unknown as Api, (sentence) => this.said.push(sentence(en)), () => "picture");
    this.studio.hang(this.easel);
    this.enter(open);
  }

  /** The actions so far, in words: their kind, and the place where they have one. */
  get actions(): string[] {
    return this.acted.map(({ action }) => ("place" in action && action.place ? `${action.kind} ${action.place.join()}` : action.kind!));
  }

  enter(session: Session): void {
    this.walks.set(session.id, session);
    this.studio.enter(session);
    FakeSocket.latest.accept();
  }

  /** Answers the oldest action: its walk is as `change` says then; or refuses it. */
  async answer(change: Partial<Session> | Error = {}): Promise<void> {
    const { id, answer } = this.waiting.shift()!;
    if (change instanceof Error) answer(change);
    else answer(this.change(id, change));
    await settle();
  }

  /** The walk changes on the server. */
  change(id: string, change: Partial<Session>): Session {
    const before = this.walks.get(id)!;
    const now = { ...before, revision: before.revision + 1, actions: before.actions + 1, ...change };
    this.walks.set(id, now);
    return now;
  }

  /** Somebody else has changed the walk, and the server says so. */
  async changedElsewhere(change: Partial<Session>): Promise<void> {
    this.change(this.studio.get().session!.id, change);
    FakeSocket.latest.onmessage!({ data: JSON.stringify({ type: "changed" }) });
    await settle();
  }

  /** What the page asked for last of what is looked at. */
  get looking(): Asked | undefined {
    return this.requests().findLast((request) => request.channel === Channel.Scrub);
  }

  /** Answers every request of a frame that has not been answered. */
  frames(): void {
    for (const socket of FakeSocket.alive)
      for (let at = this.read.get(socket) ?? 0; at < socket.sent.length; at++) {
        this.read.set(socket, at + 1);
        socket.onmessage!({ data: frameOf(requestOf(socket.sent[at]!)) });
      }
  }

  private requests(): Asked[] {
    return FakeSocket.opened.flatMap((socket) => socket.sent.map(requestOf));
  }
}

/** Lets what has been answered take its course. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

function requestOf(message: ArrayBuffer): Asked {
  const view = new DataView(message);
  return {
    sequence: view.getUint32(4, true), step: view.getUint32(8, true), channel: view.getUint8(12),
    place: Array.from({ length: view.getUint16(14, true) }, (_, i) => view.getFloat32(16 + 4 * i, true)),
  };
}

/** An empty shape. */
function frameOf({ sequence, step, channel }: Asked): ArrayBuffer {
  const buffer = new ArrayBuffer(48);
  const view = new DataView(buffer);
  view.setUint32(0, 0x46524852, true);
  view.setUint32(4, sequence, true);
  view.setUint32(8, step, true);
  view.setUint8(12, channel);
  view.setUint8(13, Detail.Full);
  return buffer;
}
