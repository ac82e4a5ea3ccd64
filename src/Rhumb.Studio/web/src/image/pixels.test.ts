import { describe, expect, it } from "vitest";
import type { ImageFrame } from "../frames/imageFrame";
import { pictureScale } from "./pictures";
import { toRgba } from "./pixels";

const frame = (channels: number, ...pixels: number[]): ImageFrame =>
  ({ kind: "image", sequence: 1, step: 0, channel: 0, detail: 1, width: 2, height: 1, channels, pixels: new Uint8Array(pixels) });

describe("pixels", () => {
  it("grey, colour and transparency become what a canvas takes", () => {
    expect([...toRgba(frame(1, 7, 200))]).toEqual([7, 7, 7, 255, 200, 200, 200, 255]);
    expect([...toRgba(frame(3, 1, 2, 3, 4, 5, 6))]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
    expect([...toRgba(frame(4, 1, 2, 3, 4, 5, 6, 7, 8))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("small pictures are enlarged by whole numbers, large ones reduced", () => {
    expect(pictureScale(28)).toBe(6);
    expect(pictureScale(64)).toBe(3);
    expect(pictureScale(152)).toBe(1);
    expect(pictureScale(1024) * 1024).toBeCloseTo(152);
  });
});
