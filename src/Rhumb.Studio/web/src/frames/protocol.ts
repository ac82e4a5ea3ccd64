/**
 * What every message of the studio's WebSocket has in common; docs/frames.md is the reference. All numbers are little-endian.
 */

/** What a request is for: what the person is looking at (newest wins), or a small picture (answered in order). */
export const Channel = { Scrub: 0, Picture: 1 } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** How fine the output should be. */
export const Detail = { Draft: 0, Full: 1 } as const;
export type Detail = (typeof Detail)[keyof typeof Detail];

/** In place of a step: what was kept as best. */
export const bestStep = 0xffffffff;

/** In place of a step: the starred result with this id. */
export const starStep = (star: number): number => 0x80000000 + star;

export interface FrameRequest {
  readonly sequence: number;
  readonly channel: Channel;
  readonly detail: Detail;
  /** The step whose line is walked. */
  readonly step: number;
  /** Slider positions t ∈ [-1, 1]; an empty list is the step's centre. */
  readonly place: readonly number[];
}

/** What every frame says of itself. */
export interface FrameHead {
  readonly sequence: number;
  readonly channel: Channel;
  /** How fine it is: at least as fine as was asked for. */
  readonly detail: Detail;
  readonly step: number;
}

export const requestMagic = 0x51524852; // "RHRQ"
const requestHeader = 16;

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

/** Reads the first 16 bytes of a frame, whatever it carries. */
export function readHead(view: DataView): FrameHead {
  return {
    sequence: view.getUint32(4, true),
    step: view.getUint32(8, true),
    channel: view.getUint8(12) as Channel,
    detail: view.getUint8(13) as Detail,
  };
}
