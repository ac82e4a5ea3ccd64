import { describe, expect, it } from "vitest";
import { decodeFrame } from "./frame";
import { imageMagic, type ImageFrame } from "./imageFrame";
import { meshMagic } from "./meshFrame";
import { Channel, Detail, encodeRequest } from "./protocol";
import { soundMagic, type SoundFrame } from "./soundFrame";

function frame(vertices: number, indices: number, wide: boolean): ArrayBuffer {
  const buffer = new ArrayBuffer(48 + 12 * vertices + indices * (wide ? 4 : 2));
  const view = new DataView(buffer);
  view.setUint32(0, meshMagic, true);
  view.setUint32(4, 7, true);
  view.setUint32(8, 3, true);
  view.setUint8(12, Channel.Picture);
  view.setUint8(13, Detail.Full);
  view.setUint16(14, wide ? 1 : 0, true);
  view.setUint32(16, vertices, true);
  view.setUint32(20, indices, true);
  [-0.5, -0.25, 0, 1].forEach((value, i) => view.setFloat32(24 + 4 * i, value, true));
  return buffer;
}

function image(width: number, height: number, channels: number): ArrayBuffer {
  const buffer = new ArrayBuffer(32 + width * height * channels);
  const view = new DataView(buffer);
  view.setUint32(0, imageMagic, true);
  view.setUint32(4, 9, true);
  view.setUint32(8, 2, true);
  view.setUint8(13, Detail.Full);
  [width, height, channels].forEach((value, i) => view.setUint32(16 + 4 * i, value, true));
  for (let i = 0; i < width * height * channels; i++) view.setUint8(32 + i, i);
  return buffer;
}

function sound(rate: number, ...samples: number[]): ArrayBuffer {
  const buffer = new ArrayBuffer(32 + 2 * samples.length);
  const view = new DataView(buffer);
  view.setUint32(0, soundMagic, true);
  view.setUint32(4, 11, true);
  view.setUint32(8, 4, true);
  view.setUint8(13, Detail.Full);
  view.setUint32(16, rate, true);
  view.setUint32(20, samples.length, true);
  samples.forEach((sample, i) => view.setInt16(32 + 2 * i, sample, true));
  return buffer;
}

describe("frames", () => {
  it("a request is 16 bytes and four for each slider", () => {
    const buffer = encodeRequest({ sequence: 5, channel: Channel.Scrub, detail: Detail.Draft, step: 2, place: [0.5, -1] });
    const view = new DataView(buffer);
    expect(buffer.byteLength).toBe(24);
    expect([view.getUint32(4, true), view.getUint32(8, true), view.getUint16(14, true)]).toEqual([5, 2, 2]);
    expect([view.getFloat32(16, true), view.getFloat32(20, true)]).toEqual([0.5, -1]);
  });

  it.each([[3, 3, false], [5, 6, true]] as const)("a frame of %i vertices is read as it was written", (vertices, indices, wide) => {
    const read = decodeFrame(frame(vertices, indices, wide));
    if (read.kind !== "shape") throw new Error("not a mesh");
    expect(read).toMatchObject({ sequence: 7, step: 3, channel: Channel.Picture, detail: Detail.Full, origin: [-0.5, -0.25, 0], scale: 1 });
    expect(read.positions).toHaveLength(4 * vertices);
    expect(read.indices).toHaveLength(indices);
    expect(read.indices).toBeInstanceOf(wide ? Uint32Array : Uint16Array);
  });

  it.each([1, 3, 4])("an image of %i channels is read as it was written", (channels) => {
    const read = decodeFrame(image(3, 2, channels)) as ImageFrame;
    expect(read).toMatchObject({ kind: "image", sequence: 9, step: 2, channel: Channel.Scrub, detail: Detail.Full, width: 3, height: 2, channels });
    expect([...read.pixels]).toEqual(Array.from({ length: 6 * channels }, (_, i) => i));
  });

  it("a sound is read as it was written", () => {
    const read = decodeFrame(sound(16_000, 0, 16384, -32768, 32767)) as SoundFrame;
    expect(read).toMatchObject({ kind: "sound", sequence: 11, step: 4, channel: Channel.Scrub, detail: Detail.Full, rate: 16_000 });
    expect([...read.samples]).toEqual([0, 16384, -32768, 32767]);
  });

  it("anything else is refused with a sentence", () => {
    expect(() => decodeFrame(new ArrayBuffer(60))).toThrow(/RHRF/);
    expect(() => decodeFrame(new ArrayBuffer(2))).toThrow(/RHRI/);
    expect(() => decodeFrame(frame(3, 3, false).slice(0, 60))).toThrow(/bytes/);
    expect(() => decodeFrame(frame(3, 3, false).slice(0, 20))).toThrow(/bytes/);
    expect(() => decodeFrame(image(3, 2, 3).slice(0, 49))).toThrow(/bytes/);
    expect(() => decodeFrame(image(3, 2, 2))).toThrow(/channels/);
    expect(() => decodeFrame(sound(16_000, 1, 2, 3).slice(0, 36))).toThrow(/bytes/);
    expect(() => decodeFrame(sound(0, 1))).toThrow(/0 Hz/);
  });
});
