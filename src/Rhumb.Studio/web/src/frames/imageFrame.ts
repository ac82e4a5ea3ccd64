import { readHead, type FrameHead } from "./protocol";

/** An image as it travels: 8 bits a channel, rows from the top. */
export interface ImageFrame extends FrameHead {
  readonly kind: "image";
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 colour and alpha. */
  readonly channels: number;
  /** [height, width, channels]. */
  readonly pixels: Uint8Array;
}

export const imageMagic = 0x49524852; // "RHRI"
const header = 32;

export function decodeImage(buffer: ArrayBuffer): ImageFrame {
  const view = new DataView(buffer);
  if (buffer.byteLength < header) throw new Error(`An image frame has at least ${header} bytes, this one ${buffer.byteLength}.`);
  const width = view.getUint32(16, true);
  const height = view.getUint32(20, true);
  const channels = view.getUint32(24, true);
  if (channels !== 1 && channels !== 3 && channels !== 4) throw new Error(`An image frame has 1, 3 or 4 channels, not ${channels}.`);
  const expected = header + width * height * channels;
  if (buffer.byteLength !== expected) throw new Error(`An image frame of ${expected} bytes arrived with ${buffer.byteLength}.`);
  return { kind: "image", ...readHead(view), width, height, channels, pixels: new Uint8Array(buffer, header) };
}
