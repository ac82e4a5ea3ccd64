import { describe, expect, it } from "vitest";
import { fitScale, panBy, scaleAt, scaleOf, stepAt, whole, zoomAt, type Sight, type Spot } from "./sight";

const image = { width: 48, height: 32 };
const pane = { width: 1000, height: 500 };

/** Where, from the middle of the pane, the spot `u`, `v` of the image is seen. */
const seen = (sight: Sight, u: number, v: number): Spot => {
  const scale = scaleOf(sight, image, pane);
  return { x: (u - sight.x) * image.width * scale, y: (v - sight.y) * image.height * scale };
};

describe("how an image is looked at", () => {
  it("a small image fits by a whole number, a large one exactly", () => {
    expect(fitScale(image, pane)).toBe(15);
    expect(fitScale({ width: 2000, height: 700 }, pane)).toBe(0.5);
    expect(fitScale({ width: 1000, height: 500 }, pane)).toBe(1);
  });

  it("what is under the pointer stays there while zooming", () => {
    let sight = scaleAt(whole, 60, { x: 0, y: 0 }, image, pane);
    for (const [factor, at] of [[1.3, { x: 200, y: -100 }], [1.2, { x: -310, y: 120 }], [0.8, { x: 40, y: 40 }]] as const) {
      const scale = scaleOf(sight, image, pane);
      const spot = { u: sight.x + at.x / (scale * image.width), v: sight.y + at.y / (scale * image.height) };
      sight = zoomAt(sight, factor, at, image, pane);
      expect(seen(sight, spot.u, spot.v).x).toBeCloseTo(at.x, 6);
      expect(seen(sight, spot.u, spot.v).y).toBeCloseTo(at.y, 6);
    }
  });

  it("an image that fits stays in the middle, one that does not leaves no gap", () => {
    expect(panBy(whole, 300, -200, image, pane)).toMatchObject({ x: 0.5, y: 0.5 });
    const near = scaleAt(whole, 64, { x: 0, y: 0 }, image, pane);
    const right = panBy(near, -1e6, 1e6, image, pane);
    expect(seen(right, 1, 0).x).toBeCloseTo(pane.width / 2, 6);
    expect(seen(right, 1, 0).y).toBeCloseTo(-pane.height / 2, 6);
  });

  it("steps go through whole numbers and end", () => {
    let sight = whole;
    const scales: number[] = [];
    for (let i = 0; i < 12; i++) scales.push(scaleOf((sight = stepAt(sight, true, { x: 0, y: 0 }, image, pane)), image, pane));
    expect(scales).toEqual([16, 24, 32, 48, 64, 96, 128, 128, 128, 128, 128, 128]);
    expect(scaleOf(stepAt(whole, false, { x: 0, y: 0 }, image, pane), image, pane)).toBe(12);
    for (let i = 0; i < 40; i++) sight = stepAt(sight, false, { x: 0, y: 0 }, image, pane);
    expect(scaleOf(sight, image, pane)).toBe(1 / 16);
  });
});
