/** How images are looked at: pure arithmetic of zoom and pan, in device pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How many device pixels a pixel of the image takes (null: as many as fit), and which spot of the image, in [0, 1]², is in the middle. */
export interface Sight extends Spot {
  readonly scale: number | null;
}

/** The whole image, as large as fits. */
export const whole: Sight = { scale: null, x: 0.5, y: 0.5 };

/** The scales that keys and buttons step through: where pixels are enlarged, by whole numbers, so that all are of one size. */
const ladder = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

/** The largest scale at which `image` fits into `pane`; a whole number where it enlarges. */
export function fitScale(image: Size, pane: Size): number {
  const scale = Math.min(pane.width / image.width, pane.height / image.height);
  return scale >= 1 ? Math.floor(scale) : scale;
}

export function scaleOf(sight: Sight, image: Size, pane: Size): number {
  return sight.scale ?? fitScale(image, pane);
}

/** Enlarges by `factor`; what is at `at`, counted from the middle of the pane, stays there. */
export function zoomAt(sight: Sight, factor: number, at: Spot, image: Size, pane: Size): Sight {
  return scaleAt(sight, scaleOf(sight, image, pane) * factor, at, image, pane);
}

/** As `zoomAt`, to the next scale of the ladder above or below. */
export function stepAt(sight: Sight, up: boolean, at: Spot, image: Size, pane: Size): Sight {
  const scale = scaleOf(sight, image, pane);
  const next = up ? ladder.find((rung) => rung > scale * 1.001) : ladder.findLast((rung) => rung < scale * 0.999);
  return scaleAt(sight, next ?? scale, at, image, pane);
}

/** As `zoomAt`, to `scale`. */
export function scaleAt(sight: Sight, scale: number, at: Spot, image: Size, pane: Size): Sight {
  const before = scaleOf(sight, image, pane);
  const after = Math.max(Math.min(fitScale(image, pane), ladder[0]!), Math.min(scale, Math.max(fitScale(image, pane), ladder.at(-1)!)));
  const x = sight.x + (at.x / image.width) * (1 / before - 1 / after);
  const y = sight.y + (at.y / image.height) * (1 / before - 1 / after);
  return within({ scale: after, x, y }, image, pane);
}

/** Moves the image by `dx`, `dy` device pixels. */
export function panBy(sight: Sight, dx: number, dy: number, image: Size, pane: Size): Sight {
  const scale = scaleOf(sight, image, pane);
  return within({ ...sight, x: sight.x - dx / (scale * image.width), y: sight.y - dy / (scale * image.height) }, image, pane);
}

/** An image that fits stays in the middle; one that does not leaves no gap. */
function within(sight: Sight, image: Size, pane: Size): Sight {
  const scale = scaleOf(sight, image, pane);
  return { ...sight, x: clamp(sight.x, pane.width / (2 * scale * image.width)), y: clamp(sight.y, pane.height / (2 * scale * image.height)) };
}

function clamp(at: number, margin: number): number {
  return margin >= 0.5 ? 0.5 : Math.max(margin, Math.min(1 - margin, at));
}
