import { describe, expect, it } from "vitest";
import { Fourier } from "./fourier";
import { tableOf } from "./ink";
import { mel, toHertz } from "./mel";
import { spectrogramOf } from "./spectrogram";

const clip = (rate: number, seconds: number, of: (t: number) => number) =>
  ({ rate, samples: Int16Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.round(32767 * of(i / rate))) });

describe("the transform", () => {
  it("is its definition", () => {
    const size = 16;
    const [x, y] = [0, 1].map((phase) => Float64Array.from({ length: size }, (_, i) => Math.sin(1 + 3 * i * i + phase)));
    const [re, im] = [x!.slice(), y!.slice()];
    new Fourier(size).transform(re, im);
    for (let k = 0; k < size; k++) {
      let [real, imaginary] = [0, 0];
      for (let j = 0; j < size; j++) {
        const [c, s] = [Math.cos((2 * Math.PI * j * k) / size), -Math.sin((2 * Math.PI * j * k) / size)];
        real += x![j]! * c - y![j]! * s;
        imaginary += x![j]! * s + y![j]! * c;
      }
      expect(re[k]).toBeCloseTo(real, 9);
      expect(im[k]).toBeCloseTo(imaginary, 9);
    }
    expect(() => new Fourier(12)).toThrow(/power of two/);
  });
});

describe("the spectrogram", () => {
  it.each([[8000, 440], [16_000, 300], [16_000, 5000], [44_100, 12_000]])("at %i Hz a sine of %i Hz is brightest at its height, at every time", (rate, hertz) => {
    const { columns, rows, levels } = spectrogramOf(clip(rate, 0.5, (t) => 0.3 * Math.sin(2 * Math.PI * hertz * t)), 51);
    expect(columns).toBe(51);
    const expected = rows * (1 - mel(hertz) / mel(rate / 2));
    for (let column = 3; column < columns - 3; column++) {
      const heights = Array.from({ length: rows }, (_, row) => levels[row * columns + column]!);
      const brightest = Math.max(...heights);
      expect(brightest).toBeGreaterThan(245);
      expect(Math.abs(heights.indexOf(brightest) + 0.5 - expected)).toBeLessThan(3);
    }
  });

  it("shows when", () => {
    const { columns, rows, levels } = spectrogramOf(clip(16_000, 1, (t) => (t < 0.5 ? 0.5 * Math.sin(2 * Math.PI * (t < 0.25 ? 500 : 2000) * t) : 0)), 64);
    const brightest = (column: number): number => Math.max(...Array.from({ length: rows }, (_, row) => levels[row * columns + column]!));
    const row = (hertz: number): number => Math.floor(rows * (1 - mel(hertz) / mel(8000)));
    expect(levels[row(500) * columns + 8]).toBeGreaterThan(240);
    expect(levels[row(2000) * columns + 24]).toBeGreaterThan(240);
    expect(levels[row(2000) * columns + 8]).toBeLessThan(60);
    expect(brightest(56)).toBe(0);
  });

  it("silence and sounds of a few samples are drawn, too", () => {
    expect(Math.max(...spectrogramOf(clip(16_000, 0.1, () => 0)).levels)).toBe(0);
    expect(spectrogramOf({ rate: 1000, samples: Int16Array.of(1000, -1000, 500) }).columns).toBe(3);
  });

  it("mel and back", () => {
    expect(mel(1000)).toBeCloseTo(1000, 0);
    expect(toHertz(mel(321))).toBeCloseTo(321);
  });

  it("colours go from the first to the last", () => {
    const bytes = new Uint8Array(tableOf([[0, 10, 20, 0], [100, 110, 120, 255]]).buffer);
    expect([...bytes.slice(0, 4)]).toEqual([0, 10, 20, 0]);
    expect([...bytes.slice(-4)]).toEqual([100, 110, 120, 255]);
  });
});
