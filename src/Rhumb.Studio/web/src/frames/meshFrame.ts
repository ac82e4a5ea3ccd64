import { readHead, type FrameHead } from "./protocol";

/** A mesh as it travels: quantised, ready to be handed to the graphics card. */
export interface MeshFrame extends FrameHead {
  readonly kind: "shape";
  readonly vertexCount: number;
  /** Position = origin + scale · q / 65535, q [vertexCount, 3] of 16 bits, padded to 4. */
  readonly origin: readonly [number, number, number];
  readonly scale: number;
  readonly positions: Uint16Array;
  /** Unit normals · 127 [vertexCount, 3], padded to 4. */
  readonly normals: Int8Array;
  readonly indices: Uint16Array | Uint32Array;
}

export const meshMagic = 0x46524852; // "RHRF"
const header = 48;

export function decodeMesh(buffer: ArrayBuffer): MeshFrame {
  const view = new DataView(buffer);
  if (buffer.byteLength < header) throw new Error(`A mesh frame has at least ${header} bytes, this one ${buffer.byteLength}.`);
  const vertexCount = view.getUint32(16, true);
  const indexCount = view.getUint32(20, true);
  const wide = (view.getUint16(14, true) & 1) === 1;
  const positionsAt = header;
  const normalsAt = positionsAt + 8 * vertexCount;
  const indicesAt = normalsAt + 4 * vertexCount;
  const expected = indicesAt + indexCount * (wide ? 4 : 2);
  if (buffer.byteLength !== expected) throw new Error(`A mesh frame of ${expected} bytes arrived with ${buffer.byteLength}.`);
  return {
    kind: "shape",
    ...readHead(view),
    vertexCount,
    origin: [view.getFloat32(24, true), view.getFloat32(28, true), view.getFloat32(32, true)],
    scale: view.getFloat32(36, true),
    positions: new Uint16Array(buffer, positionsAt, 4 * vertexCount),
    normals: new Int8Array(buffer, normalsAt, 4 * vertexCount),
    indices: wide ? new Uint32Array(buffer, indicesAt, indexCount) : new Uint16Array(buffer, indicesAt, indexCount),
  };
}
