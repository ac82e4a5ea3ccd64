import type { Clip } from "./clip";
import { loudness } from "./loudness";

/** What every sound is brought to: the level of EBU R 128, low enough that all but single clicks fit under full scale. */
export const target = -23;
/** No sample gets larger. */
const ceiling = 0.98;
const fadeSeconds = 0.003;

/** The samples as they are played: at the target's loudness where that does not clip, as loud as possible otherwise; the ends faded over 3 ms, so that nothing clicks. */
export function matched(clip: Clip): Float32Array<ArrayBuffer> {
  const { rate } = clip;
  const samples = Float32Array.from(clip.samples, (sample) => sample / 32768);
  const gain = gainOf(samples, rate);
  const fade = Math.min(Math.ceil(fadeSeconds * rate), samples.length >> 1);
  for (let i = 0; i < samples.length; i++) {
    const end = Math.min(i, samples.length - 1 - i);
    samples[i] = samples[i]! * gain * (end < fade ? 0.5 - 0.5 * Math.cos((Math.PI * end) / fade) : 1);
  }
  return samples;
}

/** By how much the samples are multiplied; silence stays what it is. */
function gainOf(samples: Float32Array, rate: number): number {
  const measured = loudness(samples, rate);
  if (measured === -Infinity) return 1;
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return Math.min(10 ** ((target - measured) / 20), ceiling / peak);
}
