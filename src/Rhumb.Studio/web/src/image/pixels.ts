import type { ImageFrame } from "../frames/imageFrame";

/** The frame's pixels as a canvas takes them: red, green, blue, alpha. */
export function toRgba({ pixels, channels, width, height }: ImageFrame): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * width * height);
  const grey = channels === 1;
  for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
    rgba[to] = pixels[from]!;
    rgba[to + 1] = pixels[grey ? from : from + 1]!;
    rgba[to + 2] = pixels[grey ? from : from + 2]!;
    rgba[to + 3] = channels === 4 ? pixels[from + 3]! : 255;
  }
  return rgba;
}

/** Draws the frame into `canvas`, which takes its size. */
export function drawInto(canvas: HTMLCanvasElement, frame: ImageFrame): void {
  if (canvas.width !== frame.width || canvas.height !== frame.height) {
    canvas.width = frame.width;
    canvas.height = frame.height;
  }
  canvas.getContext("2d")!.putImageData(new ImageData(toRgba(frame), frame.width, frame.height), 0, 0);
}
