import type { Theme } from "../scene/look";
import type { Spectrogram } from "./spectrogram";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** From silence to the loudest: from the sheet's ground over the page's orange to what stands out most from the ground. */
const inks: Record<Theme | "picture", readonly Colour[]> = {
  light: [[250, 245, 236, 255], [244, 222, 198, 255], [229, 164, 118, 255], [203, 98, 50, 255], [128, 50, 44, 255], [40, 22, 30, 255]],
  dark: [[28, 28, 32, 255], [58, 38, 38, 255], [128, 64, 44, 255], [216, 116, 66, 255], [246, 192, 142, 255], [255, 246, 230, 255]],
  // On any ground, of which silence takes a tint: a picture is seen whole.
  picture: [[210, 112, 60, 26], [210, 112, 60, 56], [210, 112, 60, 120], [210, 104, 50, 210], [208, 94, 42, 255], [204, 84, 36, 255]],
};

/** Draws the spectrogram into `canvas`, which takes its size: a pixel for each level. */
export function inkInto(canvas: HTMLCanvasElement, { columns, rows, levels }: Spectrogram, look: Theme | "picture"): void {
  const table = tableOf(inks[look]);
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < levels.length; i++) pixels[i] = table[levels[i]!]!;
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}

/** The colour of each level as a pixel of a canvas. */
export function tableOf(stops: readonly Colour[]): Uint32Array {
  const bytes = new Uint8ClampedArray(4 * 256);
  for (let level = 0; level < 256; level++) {
    const at = (level / 255) * (stops.length - 1);
    const below = Math.min(Math.floor(at), stops.length - 2);
    for (let c = 0; c < 4; c++) bytes[4 * level + c] = stops[below]![c]! + (at - below) * (stops[below + 1]![c]! - stops[below]![c]!);
  }
  return new Uint32Array(bytes.buffer);
}
