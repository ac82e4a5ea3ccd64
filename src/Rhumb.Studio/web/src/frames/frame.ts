import { decodeImage, imageMagic, type ImageFrame } from "./imageFrame";
import { decodeMesh, meshMagic, type MeshFrame } from "./meshFrame";
import { decodeSound, soundMagic, type SoundFrame } from "./soundFrame";

/** What the studio sends of a place: one type for each kind of generator, whose name is the frame's `kind`. */
export type Frame = MeshFrame | ImageFrame | SoundFrame;

const decoders = new Map<number, (buffer: ArrayBuffer) => Frame>([[meshMagic, decodeMesh], [imageMagic, decodeImage], [soundMagic, decodeSound]]);

/** Reads a frame; its first four bytes say which kind it is. */
export function decodeFrame(buffer: ArrayBuffer): Frame {
  const decode = buffer.byteLength < 4 ? undefined : decoders.get(new DataView(buffer).getUint32(0, true));
  if (!decode) throw new Error("This message is no frame that the page knows: its first four bytes are none of RHRF, RHRI and RHRS.");
  return decode(buffer);
}
