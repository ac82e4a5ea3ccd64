import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MeshFrame } from "./meshFrame";
import { Channel, Detail, type FrameRequest } from "./protocol";
import { ScrubLoop, type Place } from "./scrubLoop";

const answer = (request: FrameRequest): MeshFrame => ({
  kind: "shape", ...request, vertexCount: 0, origin: [0, 0, 0], scale: 1, positions: new Uint16Array(), normals: new Int8Array(), indices: new Uint16Array(),
});
const at = (t: number): Place => ({ step: 1, place: [t] });

describe("the scrub loop", () => {
  let sent: FrameRequest[];
  let shown: Place[];
  let connected: boolean;
  let loop: ScrubLoop;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    shown = [];
    connected = true;
    loop = new ScrubLoop({
      send: (request) => {
        if (connected) sent.push(request);
        return connected;
      },
      show: (_, place) => shown.push(place),
      restAfter: 100,
    });
  });
  afterEach(() => vi.useRealTimers());

  it("keeps one request in flight, and the newest wish wins", () => {
    for (const t of [0.1, 0.2, 0.3, 0.4]) loop.want(at(t));
    expect(sent.map((r) => r.place[0])).toEqual([0.1]);
    loop.receive(answer(sent[0]!));
    expect(sent.map((r) => r.place[0])).toEqual([0.1, 0.4]);
    loop.receive(answer(sent[1]!));
    expect(shown).toEqual([at(0.1), at(0.4)]);
    expect(sent).toHaveLength(2);
  });

  it("asks for the fine mesh at rest, and a draft overtakes it", () => {
    loop.want(at(0.1));
    loop.receive(answer(sent[0]!));
    vi.advanceTimersByTime(150);
    expect(sent[1]).toMatchObject({ detail: Detail.Full, place: [0.1] });
    loop.want(at(0.2));
    expect(sent[2]).toMatchObject({ detail: Detail.Draft, place: [0.2] });
    loop.receive(answer(sent[1]!));
    expect(shown).toEqual([at(0.1)]);
    loop.receive(answer(sent[2]!));
    expect(shown).toEqual([at(0.1), at(0.2)]);
  });

  it("asks for nothing finer where a draft came fine", () => {
    loop.want(at(0.1));
    loop.receive({ ...answer(sent[0]!), detail: Detail.Full });
    vi.advanceTimersByTime(500);
    expect(sent).toHaveLength(1);
    loop.want(at(0.1));
    vi.advanceTimersByTime(150);   // at rest before the answer has come
    loop.receive({ ...answer(sent[1]!), detail: Detail.Full });
    vi.advanceTimersByTime(500);
    expect(sent).toHaveLength(2);
    expect(shown).toHaveLength(2);
  });

  it("never asks for the fine mesh while the hand moves", () => {
    for (let i = 0; i < 20; i++) {
      loop.want(at(i / 20));
      const request = sent.at(-1)!;
      vi.advanceTimersByTime(60);
      loop.receive(answer(request));
    }
    expect(sent.every((r) => r.detail === Detail.Draft)).toBe(true);
  });

  it("pictures wait for the hand and come one by one", () => {
    const done: number[] = [];
    loop.want(at(0));
    loop.picture(at(-1), () => done.push(-1));
    loop.picture(at(1), () => done.push(1));
    expect(sent).toHaveLength(1);
    loop.receive(answer(sent[0]!));
    expect(sent[1]).toMatchObject({ channel: Channel.Picture, place: [-1] });
    expect(sent).toHaveLength(2);
    loop.receive(answer(sent[1]!));
    loop.receive(answer(sent[2]!));
    expect(done).toEqual([-1, 1]);
  });

  it("asks again for everything unanswered when the connection returns", () => {
    loop.want(at(0.5));
    connected = false;
    loop.want(at(0.7));
    loop.reconnected();
    expect(sent).toHaveLength(1);
    connected = true;
    loop.reconnected();
    expect(sent.at(-1)).toMatchObject({ place: [0.7], detail: Detail.Draft });
    loop.receive(answer(sent.at(-1)!));
    expect(shown).toEqual([at(0.7)]);
  });

  it("a request that the server refused does not block the next", () => {
    loop.want(at(0.1));
    loop.want(at(0.2));
    loop.failed(sent[0]!.sequence);
    expect(sent.at(-1)?.place[0]).toBe(0.2);
  });
});
