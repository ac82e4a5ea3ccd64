import type { Box } from "../views/sheetStage";
import type { Tick } from "./axes";

/** Where the two plots of a sheet lie, under each other, so that one axis of time serves both. */
export interface Plots {
  readonly wave: Box;
  readonly spectrum: Box;
}

/** Widest sheet, in the page's pixels: as wide as the sliders. */
const widest = 1080;
const inset = { left: 62, right: 18, top: 16, bottom: 30, between: 14 };

/** The sheet in the middle of `pane`. */
export function sheetIn(pane: Box, ratio: number): Box {
  const width = Math.min(pane.width, widest * ratio);
  return { left: pane.left + (pane.width - width) / 2, top: pane.top, width, height: pane.height };
}

/** The plots on `sheet`: two fifths for the waveform. */
export function plotsOn(sheet: Box, ratio: number): Plots {
  const left = sheet.left + inset.left * ratio;
  const width = Math.max(1, sheet.width - (inset.left + inset.right) * ratio);
  const high = Math.max(2, sheet.height - (inset.top + inset.between + inset.bottom) * ratio);
  const top = sheet.top + inset.top * ratio;
  const wave = { left, top, width, height: Math.round(0.4 * high) };
  return { wave, spectrum: { left, top: wave.top + wave.height + inset.between * ratio, width, height: high - wave.height } };
}

/** The waveform between −range and range: of each column of pixels what lies between its extremes. */
export function drawWave(context: CanvasRenderingContext2D, samples: Int16Array, box: Box, range: number, colour: string): void {
  const columns = Math.max(1, Math.round(box.width));
  const middle = box.top + box.height / 2;
  const scale = box.height / 2 / (32768 * range);
  context.fillStyle = colour;
  for (let x = 0; x < columns; x++) {
    const from = Math.floor((x * samples.length) / columns);
    const to = Math.max(from + 1, Math.floor(((x + 1) * samples.length) / columns));
    // From one column to the next there is no gap.
    let low = samples[Math.max(0, from - 1)]!;
    let high = low;
    for (let i = from; i < to; i++) {
      low = Math.min(low, samples[i]!);
      high = Math.max(high, samples[i]!);
    }
    // A flat column is still seen.
    context.fillRect(box.left + x, middle - high * scale - 0.5, 1, (high - low) * scale + 1);
  }
}

/** Marks left of `box` and what they say. */
export function labelLeft(context: CanvasRenderingContext2D, ticks: readonly Tick[], box: Box, ratio: number): void {
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, label } of ticks) {
    const y = box.top + (1 - at) * box.height;
    context.fillRect(box.left - 6 * ratio, Math.round(y), 4 * ratio, ratio);
    context.fillText(label, box.left - 11 * ratio, y);
  }
}

/** Marks under `box` and what they say. */
export function labelBelow(context: CanvasRenderingContext2D, ticks: readonly Tick[], box: Box, ratio: number): void {
  context.textBaseline = "top";
  const bottom = box.top + box.height;
  for (const { at, label } of ticks) {
    context.textAlign = at > 0.97 ? "right" : "center";
    context.fillRect(Math.round(box.left + at * box.width), bottom + 3 * ratio, ratio, 4 * ratio);
    context.fillText(label, box.left + at * box.width, bottom + 10 * ratio);
  }
}
