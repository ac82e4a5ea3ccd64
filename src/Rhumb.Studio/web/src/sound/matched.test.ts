import { describe, expect, it } from "vitest";
import { loudness } from "./loudness";
import { matched, target } from "./matched";

const sine = (rate: number, hertz: number, seconds: number, amplitude = 1): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate));

const clip = (samples: Float32Array, rate: number) => ({ rate, samples: Int16Array.from(samples, (x) => Math.round(32767 * x)) });

const peak = (samples: Float32Array): number => samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

describe("what is played", () => {
  it.each([0.02, 0.2, 0.9])("is equally loud, whatever it was: amplitude %f", (amplitude) => {
    const played = matched(clip(sine(16_000, 440, 1, amplitude), 16_000));
    expect(loudness(played, 16_000)).toBeCloseTo(target, 0);
    expect(peak(played)).toBeLessThan(1);
  });

  it("never clips, and begins and ends in silence", () => {
    const click = new Float32Array(16_000).map((_, i) => (i > 5000 && i < 5008 ? 0.01 : 0.00004 * (i % 2)));
    expect(peak(matched(clip(click, 16_000)))).toBeLessThanOrEqual(0.981);
    const constant = matched(clip(new Float32Array(1600).map((_, i) => (i % 16 < 8 ? 0.5 : -0.5)), 16_000));
    expect([constant[0], constant.at(-1)].map(Math.abs as (x: number | undefined) => number)).toEqual([0, 0]);
    for (let i = 1; i < 8; i++) expect(Math.abs(constant[i]!)).toBeLessThan(0.1 * i * peak(constant));
    expect(Math.abs(constant[100]!)).toBeCloseTo(peak(constant), 5);
  });

  it("silence stays silence", () => {
    expect(peak(matched(clip(new Float32Array(100), 16_000)))).toBe(0);
  });
});
