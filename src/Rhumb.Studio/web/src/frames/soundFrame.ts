import type { Clip } from "../sound/clip";
import { readHead, type FrameHead } from "./protocol";

/** A sound as it travels: one channel of 16 bits. */
export interface SoundFrame extends FrameHead, Clip {
  readonly kind: "sound";
}

export const soundMagic = 0x53524852; // "RHRS"
const header = 32;

export function decodeSound(buffer: ArrayBuffer): SoundFrame {
  const view = new DataView(buffer);
  if (buffer.byteLength < header) throw new Error(`A sound frame has at least ${header} bytes, this one ${buffer.byteLength}.`);
  const rate = view.getUint32(16, true);
  const count = view.getUint32(20, true);
  if (rate === 0 || count === 0) throw new Error(`A sound frame has samples at a rate, not ${count} at ${rate} Hz.`);
  const expected = header + 2 * count;
  if (buffer.byteLength !== expected) throw new Error(`A sound frame of ${expected} bytes arrived with ${buffer.byteLength}.`);
  return { kind: "sound", ...readHead(view), rate, samples: new Int16Array(buffer, header, count) };
}
