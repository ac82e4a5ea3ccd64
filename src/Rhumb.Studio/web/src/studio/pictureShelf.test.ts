import { describe, expect, it, vi } from "vitest";
import type { Session } from "../api/types";
import type { MeshFrame } from "../frames/meshFrame";
import { type FrameRequest, starStep } from "../frames/protocol";
import { ScrubLoop } from "../frames/scrubLoop";
import { fakeSession } from "../fakes/session";
import { coverOf, endPlace, pictureKey, PictureShelf } from "./pictureShelf";

const session = (current: number, line: boolean): Session => fakeSession({
  current, path: Array.from({ length: current + 1 }, (_, id) => ({ id, isStart: id === 0, otherBranches: [] })), ...(line ? {} : { line: null, place: [] }),
});

function shelf(draws = true) {
  const sent: FrameRequest[] = [];
  const loop = new ScrubLoop({ send: (request) => sent.push(request) > 0, show: () => undefined });
  let shown: ReadonlyMap<string, string> = new Map();
  const made = new PictureShelf(loop, (pictures) => (shown = pictures), (frame) => (draws ? `picture ${frame.sequence}` : null));
  const answer = (): void => {
    const request = sent.at(-1)!;
    loop.receive({ kind: "shape", ...request, vertexCount: 0, origin: [0, 0, 0], scale: 1, positions: new Uint16Array(), normals: new Int8Array(), indices: new Uint16Array() } satisfies MeshFrame);
  };
  return { made, sent, answer, shown: () => shown };
}

describe("the shelf of pictures", () => {
  it("gets every picture that the page shows, each asked for once", () => {
    const { made, sent, answer, shown } = shelf();
    const open = session(2, true);
    made.stock(open);
    made.stock(open);
    for (let i = 0; i < 5; i++) answer();
    expect(sent).toHaveLength(5);
    for (const end of [-1, 1] as const) expect(shown().get(pictureKey(2, endPlace(open, 0, end)))).toBeDefined();
    for (const step of [0, 1, 2]) expect(shown().get(pictureKey(step, []))).toBeDefined();
  });

  it("gets a picture of every starred result", () => {
    const { made, sent, answer, shown } = shelf();
    made.stock({ ...session(0, false), stars: [{ id: 5 }, { id: 9 }] });
    for (let i = 0; i < 3; i++) answer();
    expect(sent.map((request) => request.step)).toEqual([0, starStep(5), starStep(9)]);
    for (const star of [5, 9]) expect(shown().get(pictureKey(starStep(star), []))).toBeDefined();
  });

  it("stays empty where the browser cannot draw", () => {
    const { made, answer, shown } = shelf(false);
    made.stock(session(0, false));
    answer();
    expect(shown().size).toBe(0);
  });

  it("keeps pictures of another walk out", () => {
    const { made, answer, shown } = shelf();
    made.stock(session(0, false));
    made.clear();
    answer();
    expect(shown().size).toBe(0);
  });

  it("keeps a cover of every walk, of its first output at once and at most every two seconds after", () => {
    vi.useFakeTimers();
    localStorage.clear();
    const { made } = shelf();
    const frame = (sequence: number): MeshFrame => ({
      kind: "shape", sequence, step: 0, channel: 0, detail: 1, vertexCount: 0, origin: [0, 0, 0], scale: 1, positions: new Uint16Array(), normals: new Int8Array(), indices: new Uint16Array(),
    });
    made.now("a", frame(1));
    made.now("a", frame(2));
    expect(coverOf("a")).toBe("picture 1");
    made.clear();
    made.now("b", frame(3));
    expect(coverOf("b")).toBe("picture 3");
    vi.advanceTimersByTime(2100);
    made.now("b", frame(4));
    expect(coverOf("b")).toBe("picture 4");
    vi.useRealTimers();
  });
});
