/**
 * The binary frames of the studio's WebSocket; docs/frames.md is the reference. All numbers are little-endian.
 */

/** What a request is for: what the person is looking at (newest wins), or a small picture (answered in order). */
export const Channel = { Scrub: 0, Picture: 1 } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** How fine the mesh should be. */
export const Detail = { Draft: 0, Full: 1 } as const;
export type Detail = (typeof Detail)[keyof typeof Detail];

/** In place of a step: the shape kept as best. */
export const bestStep = 0xffffffff;

export interface FrameRequest {
  readonly sequence: number;
  readonly channel: Channel;
  readonly detail: Detail;
  /** The step whose line is walked. */
  readonly step: number;
  /** Slider positions t ∈ [-1, 1]; an empty list is the step's centre. */
  readonly place: readonly number[];
}

/** A mesh as it travels: quantised, ready to be handed to the graphics card. */
export interface MeshFrame {
  readonly sequence: number;
  readonly channel: Channel;
  readonly detail: Detail;
  readonly step: number;
  readonly vertexCount: number;
  /** Position = origin + scale · q / 65535, q [vertexCount, 3] of 16 bits, padded to 4. */
  readonly origin: readonly [number, number, number];
  readonly scale: number;
  readonly positions: Uint16Array;
  /** Unit normals · 127 [vertexCount, 3], padded to 4. */
  readonly normals: Int8Array;
  readonly indices: Uint16Array | Uint32Array;
}

export const requestMagic = 0x51524852; // "RHRQ"
export const frameMagic = 0x46524852; // "RHRF"
const requestHeader = 16;
const frameHeader = 48;

export function encodeRequest(request: FrameRequest): ArrayBuffer {
  const buffer = new ArrayBuffer(requestHeader + 4 * request.place.length);
  const view = new DataView(buffer);
  view.setUint32(0, requestMagic, true);
  view.setUint32(4, request.sequence, true);
  view.setUint32(8, request.step, true);
  view.setUint8(12, request.channel);
  view.setUint8(13, request.detail);
  view.setUint16(14, request.place.length, true);
  request.place.forEach((t, i) => view.setFloat32(requestHeader + 4 * i, t, true));
  return buffer;
}

export function decodeFrame(buffer: ArrayBuffer): MeshFrame {
  const view = new DataView(buffer);
  if (buffer.byteLength < frameHeader || view.getUint32(0, true) !== frameMagic)
    throw new Error("This message is not a mesh frame: its first four bytes are not RHRF.");
  const vertexCount = view.getUint32(16, true);
  const indexCount = view.getUint32(20, true);
  const wide = (view.getUint16(14, true) & 1) === 1;
  const positionsAt = frameHeader;
  const normalsAt = positionsAt + 8 * vertexCount;
  const indicesAt = normalsAt + 4 * vertexCount;
  const expected = indicesAt + indexCount * (wide ? 4 : 2);
  if (buffer.byteLength !== expected) throw new Error(`A mesh frame of ${expected} bytes arrived with ${buffer.byteLength}.`);
  return {
    sequence: view.getUint32(4, true),
    step: view.getUint32(8, true),
    channel: view.getUint8(12) as Channel,
    detail: view.getUint8(13) as Detail,
    vertexCount,
    origin: [view.getFloat32(24, true), view.getFloat32(28, true), view.getFloat32(32, true)],
    scale: view.getFloat32(36, true),
    positions: new Uint16Array(buffer, positionsAt, 4 * vertexCount),
    normals: new Int8Array(buffer, normalsAt, 4 * vertexCount),
    indices: wide ? new Uint32Array(buffer, indicesAt, indexCount) : new Uint16Array(buffer, indicesAt, indexCount),
  };
}
