import { decodeImage, imageMagic, type ImageFrame } from "./imageFrame";
import { decodeMesh, meshMagic, type MeshFrame } from "./meshFrame";

/** What the studio sends of a place: one type for each kind of generator, whose name is the frame's `kind`. */
export type Frame = MeshFrame | ImageFrame;

const decoders = new Map<number, (buffer: ArrayBuffer) => Frame>([[meshMagic, decodeMesh], [imageMagic, decodeImage]]);

/** Reads a frame; its first four bytes say which kind it is. */
export function decodeFrame(buffer: ArrayBuffer): Frame {
  const decode = buffer.byteLength < 4 ? undefined : decoders.get(new DataView(buffer).getUint32(0, true));
  if (!decode) throw new Error("This message is no frame that the page knows: its first four bytes are neither RHRF nor RHRI.");
  return decode(buffer);
}
