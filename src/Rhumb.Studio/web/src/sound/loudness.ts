/**
 * Loudness as ITU-R BS.1770 measures it, for one channel: K-weighting (a shelf for the head, a high pass for the ear), mean squares of blocks of 400 ms that
 * overlap by three quarters, blocks under −70 LUFS left out, then those more than 10 LU under the rest. Simplified: a sound shorter than 400 ms is one block of its own length.
 */

const absoluteGate = -70;
const relativeGate = 10;

/** Loudness of `samples` in LUFS; −∞ where nothing is above the gate. */
export function loudness(samples: Float32Array, rate: number): number {
  const weighted = highPass(shelf(Float64Array.from(samples), rate), rate);
  const length = Math.min(Math.round(0.4 * rate), weighted.length);
  const hop = Math.max(1, Math.round(length / 4));
  const powers: number[] = [];
  for (let start = 0; start + length <= weighted.length; start += hop) {
    let sum = 0;
    for (let i = start; i < start + length; i++) sum += weighted[i]! ** 2;
    powers.push(sum / length);
  }
  const heard = powers.filter((power) => level(power) > absoluteGate);
  const gate = level(mean(heard)) - relativeGate;
  return level(mean(heard.filter((power) => level(power) > gate)));
}

const level = (power: number): number => -0.691 + 10 * Math.log10(power);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

/** The tangent of the filter's frequency at the sample rate; at low rates as high as it may be. */
const warp = (hertz: number, rate: number): number => Math.tan((Math.PI * Math.min(hertz, 0.45 * rate)) / rate);

/** 4 dB more above 1.7 kHz: what the head does. Coefficients for any rate as fitted to those of the standard at 48 kHz. */
function shelf(x: Float64Array, rate: number): Float64Array {
  const k = warp(1681.974450955533, rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return biquad(x, [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0], [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]);
}

/** Little under 38 Hz. */
function highPass(x: Float64Array, rate: number): Float64Array {
  const k = warp(38.13547087602444, rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return biquad(x, [1, -2, 1], [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]);
}

/** y = b * x − a * y, in place. */
function biquad(x: Float64Array, [b0, b1, b2]: readonly [number, number, number], [a1, a2]: readonly [number, number]): Float64Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const now = x[i]!;
    const y = b0 * now + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = now;
    y2 = y1;
    y1 = y;
    x[i] = y;
  }
  return x;
}
