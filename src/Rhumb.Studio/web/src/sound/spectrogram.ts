import type { Clip } from "./clip";
import { Fourier } from "./fourier";
import { mel, toHertz } from "./mel";

/** How loud each frequency is at each time. */
export interface Spectrogram {
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns], rows of equal width on the mel scale from half the sample rate at the top to 0: 255 is the loudest of the sound, 0 is `depth` decibels under it. */
  readonly levels: Uint8Array;
}

/** Decibels from silence to the loudest. */
const depth = 70;
/** As long as it takes to tell a low note's harmonics apart. */
const windowSeconds = 0.064;

/** The spectrogram of `clip` in `columns` columns: of each a Hann window of at most 64 ms around its middle, or the nearest within the sound: where a sound is cut off it would show what is not heard. */
export function spectrogramOf(clip: Clip, columns = 256, rows = 160): Spectrogram {
  const size = Math.max(64, 2 ** Math.floor(Math.log2(windowSeconds * 1.001 * clip.rate)));
  const width = Math.min(columns, clip.samples.length);
  const powers = powersOf(clip.samples, size, width);
  let loudest = 0;
  for (const power of powers) loudest = Math.max(loudest, power);
  const levels = new Uint8Array(rows * width);
  // A sound of zeros has no loudest part.
  if (loudest === 0) return { columns: width, rows, levels };
  const bins = size / 2 + 1;
  for (let row = 0; row < rows; row++) {
    const [low, high] = binsOf(rows - 1 - row, rows, clip.rate, size);
    for (let column = 0; column < width; column++) {
      const decibels = 10 * Math.log10(powerBetween(powers, column * bins, low, high) / loudest);
      levels[row * width + column] = Math.round(255 * Math.max(0, 1 + decibels / depth));
    }
  }
  return { columns: width, rows, levels };
}

/** |X|² [columns, size / 2 + 1], two windows by one complex transform. */
function powersOf(samples: Int16Array, size: number, columns: number): Float64Array {
  const fourier = new Fourier(size);
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const bins = size / 2 + 1;
  const powers = new Float64Array(columns * bins);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const take = (into: Float64Array, column: number): void => {
    const first = Math.round(Math.max(0, Math.min(((column + 0.5) * samples.length) / columns - size / 2, samples.length - size)));
    for (let i = 0; i < size; i++) into[i] = hann[i]! * (samples[first + i] ?? 0);
  };
  for (let column = 0; column < columns; column += 2) {
    take(re, column);
    take(im, column + 1);
    fourier.transform(re, im);
    for (let k = 0; k < bins; k++) {
      const m = (size - k) % size;
      powers[column * bins + k] = ((re[k]! + re[m]!) ** 2 + (im[k]! - im[m]!) ** 2) / 4;
      if (column + 1 < columns) powers[(column + 1) * bins + k] = ((im[k]! + im[m]!) ** 2 + (re[m]! - re[k]!) ** 2) / 4;
    }
  }
  return powers;
}

/** The bins between the lower and the upper edge of row `row`, counted from below. */
function binsOf(row: number, rows: number, rate: number, size: number): [number, number] {
  const top = mel(rate / 2);
  return [(toHertz((row / rows) * top) * size) / rate, (toHertz(((row + 1) / rows) * top) * size) / rate];
}

/** The greatest power of the bins in [low, high]; between two bins, where there is none, what lies there. */
function powerBetween(powers: Float64Array, at: number, low: number, high: number): number {
  let greatest = 0;
  for (let k = Math.ceil(low); k <= high; k++) greatest = Math.max(greatest, powers[at + k]!);
  if (Math.ceil(low) <= high) return greatest;
  const middle = (low + high) / 2;
  const below = Math.floor(middle);
  return powers[at + below]! * (below + 1 - middle) + powers[at + below + 1]! * (middle - below);
}
