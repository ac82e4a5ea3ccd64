import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Gestures } from "./gestures";

describe("gestures", () => {
  let target: HTMLElement;
  let gestures: Gestures;
  let moves: [number, number][];
  let zooms: { factor: number; x: number; y: number }[];

  beforeEach(() => {
    target = document.createElement("div");
    target.setPointerCapture = () => undefined;
    moves = [];
    zooms = [];
    gestures = new Gestures(target, { move: (dx, dy) => moves.push([dx, dy]), zoom: (factor, { x, y }) => zooms.push({ factor, x, y }) });
  });
  afterEach(() => gestures.dispose());

  const pointer = (type: string, pointerId: number, clientX: number, clientY: number): void =>
    void target.dispatchEvent(new PointerEvent(type, { pointerId, clientX, clientY, pointerType: "touch" }));

  it("one finger drags, and nothing moves without one", () => {
    pointer("pointermove", 1, 5, 5);
    pointer("pointerdown", 1, 10, 10);
    pointer("pointermove", 1, 14, 7);
    pointer("pointerup", 1, 14, 7);
    pointer("pointermove", 1, 50, 50);
    expect(moves).toEqual([[4, -3]]);
    expect(zooms).toEqual([]);
  });

  it.each(["pointercancel", "lostpointercapture"])("%s lets go like a finger that is lifted", (end) => {
    pointer("pointerdown", 1, 10, 10);
    pointer(end, 1, 10, 10);
    pointer("pointermove", 1, 50, 50);
    expect(moves).toEqual([]);
  });

  it("two fingers pinch around their middle", () => {
    pointer("pointerdown", 1, 100, 100);
    pointer("pointerdown", 2, 200, 100);
    pointer("pointermove", 2, 300, 100);
    expect(zooms).toEqual([{ factor: 2, x: 200, y: 100 }]);
    expect(moves).toEqual([[50, 0]]);
  });

  it("the wheel zooms where the pointer is, and the page does not scroll", () => {
    const up = Object.assign(new WheelEvent("wheel", { deltaY: -300, cancelable: true }), { clientX: 3, clientY: 4 });
    target.dispatchEvent(up);
    expect(up.defaultPrevented).toBe(true);
    expect(zooms[0]).toEqual({ factor: 2, x: 3, y: 4 });
    target.dispatchEvent(new WheelEvent("wheel", { deltaY: 300, cancelable: true }));
    expect(zooms[1]!.factor).toBeCloseTo(0.5);
  });

  it("ends with its view", () => {
    gestures.dispose();
    pointer("pointerdown", 1, 0, 0);
    pointer("pointermove", 1, 9, 9);
    expect(moves).toEqual([]);
  });
});
