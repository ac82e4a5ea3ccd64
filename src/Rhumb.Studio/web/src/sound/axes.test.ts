import { describe, expect, it } from "vitest";
import { amplitudeRange, amplitudeTicks, frequencyTicks, timeTicks } from "./axes";

describe("axes", () => {
  it("times are round", () => {
    expect(timeTicks(1, 12).map((tick) => tick.label)).toEqual(["0 s", "0.1 s", "0.2 s", "0.3 s", "0.4 s", "0.5 s", "0.6 s", "0.7 s", "0.8 s", "0.9 s", "1.0 s"]);
    expect(timeTicks(1, 6).map((tick) => tick.label)).toEqual(["0 s", "0.2 s", "0.4 s", "0.6 s", "0.8 s", "1.0 s"]);
    expect(timeTicks(0.064, 8).map((tick) => tick.label)).toEqual(["0 ms", "10 ms", "20 ms", "30 ms", "40 ms", "50 ms", "60 ms"]);
    expect(timeTicks(4.096, 5).map((tick) => tick.at)).toEqual([0, 1, 2, 3, 4].map((t) => expect.closeTo(t / 4.096, 9)));
    expect(timeTicks(1, 0.5).map((tick) => tick.label)).toEqual(["0 s", "1 s"]);
  });

  it("frequencies are round, in order, within the sound, and do not touch", () => {
    for (const top of [4000, 8000, 22_050, 500])
      for (const gap of [0.02, 0.1, 0.3]) {
        const ticks = frequencyTicks(top, gap);
        expect(ticks.length).toBeGreaterThan(0);
        ticks.forEach((tick, i) => {
          expect(tick.at).toBeLessThanOrEqual(1);
          if (i > 0) expect(tick.at - ticks[i - 1]!.at).toBeGreaterThanOrEqual(gap);
        });
      }
    expect(frequencyTicks(8000, 0.1).map((tick) => tick.label)).toEqual(["100 Hz", "500 Hz", "1 kHz", "2 kHz", "5 kHz"]);
  });

  it("amplitudes reach as far as the sound", () => {
    expect([0, 0.007, 0.15, 0.5, 0.51, 1].map(amplitudeRange)).toEqual([0.01, 0.01, 0.2, 0.5, 1, 1]);
    expect(amplitudeTicks(0.2).map((tick) => tick.label)).toEqual(["−0.2", "0", "0.2"]);
  });
});
