import type { SoundFrame } from "../frames/soundFrame";
import type { Theme } from "../scene/look";
import { SheetStage, type Box, type Pane } from "../views/sheetStage";
import { amplitudeRange, amplitudeTicks, frequencyTicks, timeTicks } from "./axes";
import { inkInto } from "./ink";
import { drawWave, labelBelow, labelLeft, plotsOn, sheetIn } from "./plots";
import { speaker } from "./speaker";
import { spectrogramOf, type Spectrogram } from "./spectrogram";

/** A sound and its spectrogram, drawn in the colours of one theme. */
interface SoundSheet {
  readonly frame: SoundFrame;
  readonly spectrogram: Spectrogram;
  readonly picture: HTMLCanvasElement;
  readonly peak: number;
  inked: Theme | null;
}

/** Sounds as sheets: the waveform above the spectrogram, with axes and a line where it plays. A click plays the sheet that was hit. */
export class SoundStage extends SheetStage<SoundFrame, SoundSheet> {
  /** What the waveform's axis reaches to: grows with what is shown, so that louder looks larger while the slider moves. */
  private range = 0;
  private readonly forget: () => void;

  constructor(canvas: HTMLCanvasElement, theme: Theme) {
    super(canvas, theme);
    canvas.style.cursor = "pointer";
    canvas.onclick = (event) => {
      const sheet = this.kept && this.paneAt(event.clientX).clip.left === 0 ? this.kept : this.current;
      if (sheet) speaker.play(sheet.frame);
    };
    this.forget = speaker.subscribe(() => this.heed());
  }

  override show(frame: SoundFrame): void {
    const before = this.current;
    super.show(frame);
    speaker.prepare(frame.rate);
    // What is heard is what is seen.
    if (before && before !== this.current && speaker.get().playing === before.frame) speaker.stop();
  }

  play(): void {
    if (this.current) speaker.play(this.current.frame);
  }

  /** The waveform's axis fits what is shown now. */
  resetView(): void {
    this.range = 0;
    this.schedule();
  }

  press(key: string): boolean {
    if (key !== "Enter") return false;
    this.play();
    return true;
  }

  override dispose(): void {
    super.dispose();
    this.forget();
    this.canvas.onclick = null;
    speaker.stop();
  }

  protected override sheetOf(frame: SoundFrame, before: SoundSheet | null): SoundSheet {
    // The step that was chosen has the sound that was heard on the way there: it plays on.
    if (before && isSame(before.frame, frame)) return before;
    const peak = frame.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 32768;
    return { frame, peak, spectrogram: spectrogramOf(frame), picture: before?.picture ?? document.createElement("canvas"), inked: null };
  }

  protected override lay(sheet: SoundSheet, pane: Pane): void {
    const { context, ratio, theme } = this;
    const { frame } = sheet;
    const style = getComputedStyle(this.canvas);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const box = sheetIn(pane, ratio);
    const { wave, spectrum } = plotsOn(box, ratio);
    this.range = Math.max(this.range, amplitudeRange(sheet.peak), this.kept ? amplitudeRange(this.kept.peak) : 0);
    if (sheet.inked !== theme) {
      inkInto(sheet.picture, sheet.spectrogram, theme);
      sheet.inked = theme;
    }
    this.spread(box, colour("--card-solid"), 18);
    context.fillStyle = colour("--line");
    context.fillRect(wave.left, wave.top + wave.height / 2, wave.width, ratio);
    drawWave(context, frame.samples, wave, this.range, colour("--accent"));
    this.drawSpectrum(sheet.picture, spectrum);
    context.fillStyle = colour("--ink-soft");
    context.font = `${12 * ratio}px ${style.fontFamily}`;
    const seconds = frame.samples.length / frame.rate;
    labelLeft(context, amplitudeTicks(this.range), wave, ratio);
    labelLeft(context, frequencyTicks(frame.rate / 2, (18 * ratio) / spectrum.height), spectrum, ratio);
    labelBelow(context, timeTicks(seconds, wave.width / (76 * ratio)), spectrum, ratio);
    if (speaker.get().playing === frame) this.drawPosition(speaker.position / seconds, wave, spectrum, colour("--thumb"));
  }

  private drawSpectrum(picture: HTMLCanvasElement, box: Box): void {
    const { context } = this;
    context.save();
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, 6 * this.ratio);
    context.clip();
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, box.left, box.top, box.width, box.height);
    context.restore();
  }

  private drawPosition(at: number, wave: Box, spectrum: Box, colour: string): void {
    const { context, ratio } = this;
    context.fillStyle = colour;
    context.fillRect(wave.left + Math.min(1, at) * wave.width - ratio, wave.top, 2 * ratio, spectrum.top + spectrum.height - wave.top);
    // Until the sound ends there is a next place to draw.
    this.schedule();
  }

  /** Says on the canvas what is heard: what a test of the page watches. */
  private heed(): void {
    const { playing, heard } = speaker.get();
    const { dataset } = this.canvas;
    dataset["heard"] = String(heard);
    dataset["playing"] = playing === null ? "" : playing === this.kept?.frame ? "kept" : playing === this.current?.frame ? "current" : "other";
    this.schedule();
  }
}

/** Whether two sounds are one: the last bit of a sample may differ where it was computed anew. */
function isSame(a: SoundFrame, b: SoundFrame): boolean {
  return a.rate === b.rate && a.samples.length === b.samples.length && a.samples.every((sample, i) => Math.abs(sample - b.samples[i]!) <= 1);
}
