import { mel } from "./mel";

/** A mark on an axis: where, as a share of its length, and what it says. Units are written alike in every language. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

const minus = "\u2212";

/** Round times from 0 on, at most `most` intervals of them. */
export function timeTicks(seconds: number, most: number): Tick[] {
  const short = seconds < 0.2;
  const whole = short ? 1000 * seconds : seconds;
  const step = roundStep(whole / Math.max(1, most));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({ length: Math.floor(whole / step + 1e-6) + 1 }, (_, i) => ({ at: Math.min(1, (i * step) / whole), label: `${i === 0 ? 0 : (i * step).toFixed(digits)} ${short ? "ms" : "s"}` }));
}

/** Round frequencies on the mel scale up to `top` Hz, at least `gap` of the axis apart: decades first. */
export function frequencyTicks(top: number, gap: number): Tick[] {
  const ticks: Tick[] = [];
  for (const hertz of [1000, 100, 10_000, 500, 5000, 2000, 200, 20_000, 50]) {
    const at = mel(hertz) / mel(top);
    if (at > 1 || ticks.some((tick) => Math.abs(tick.at - at) < gap)) continue;
    ticks.push({ at, label: hertz >= 1000 ? `${hertz / 1000} kHz` : `${hertz} Hz` });
  }
  return ticks.sort((a, b) => a.at - b.at);
}

/** −range, 0 and range, from below. */
export function amplitudeTicks(range: number): Tick[] {
  return [{ at: 0, label: `${minus}${range}` }, { at: 0.5, label: "0" }, { at: 1, label: `${range}` }];
}

/** The least of 1, 0.5, 0.2, 0.1 … down to 0.01 that holds `peak`. */
export function amplitudeRange(peak: number): number {
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((range) => range >= peak) ?? 1;
}

/** The least of 1, 2 and 5 times a power of ten that is no less than `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10);
}
