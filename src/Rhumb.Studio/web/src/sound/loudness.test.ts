import { describe, expect, it } from "vitest";
import { loudness } from "./loudness";

const sine = (rate: number, hertz: number, seconds: number, amplitude = 1): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate));

describe("loudness", () => {
  it.each([8000, 16_000, 44_100, 48_000])("of a full sine of 997 Hz is that of the standard, at %i Hz", (rate) => {
    expect(loudness(sine(rate, 997, 2), rate)).toBeCloseTo(-3.01, 1);
    expect(loudness(sine(rate, 997, 2, 0.1), rate)).toBeCloseTo(-23.01, 1);
  });

  it("counts high tones more and very low ones less", () => {
    expect(loudness(sine(48_000, 6000, 1), 48_000)).toBeGreaterThan(loudness(sine(48_000, 997, 1), 48_000) + 2.5);
    expect(loudness(sine(48_000, 25, 1), 48_000)).toBeLessThan(loudness(sine(48_000, 997, 1), 48_000) - 6);
  });

  it("leaves out silence around a sound", () => {
    const padded = new Float32Array(3 * 16_000);
    padded.set(sine(16_000, 440, 1, 0.3), 16_000);
    // The blocks at its ends are counted, those of silence are not: they would make it 4.8 LU less.
    expect(Math.abs(loudness(padded, 16_000) - loudness(sine(16_000, 440, 1, 0.3), 16_000))).toBeLessThan(1.5);
    expect(loudness(new Float32Array(8000), 16_000)).toBe(-Infinity);
  });

  it("a short sound is one block", () => {
    expect(loudness(sine(16_000, 997, 0.1), 16_000)).toBeCloseTo(-3.01, 0);
  });
});
