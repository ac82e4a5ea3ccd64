import type { ComponentType } from "react";
import type { ExportOptions } from "../api/client";
import type { Generator, GeneratorKind } from "../api/types";
import type { Frame } from "../frames/frame";
import type { Texts } from "../i18n/en";
import { speaker } from "../sound/speaker";
import type { OutputView } from "../views/outputView";
import { ImageExport } from "./ImageExport";
import { ImageZoom } from "./ImageZoom";
import { ShapeExport } from "./ShapeExport";
import { SoundControls } from "./SoundControls";
import { SoundExport } from "./SoundExport";

export interface ExportFieldsProps {
  readonly generator: Generator;
  /** What is chosen now; null while it makes no sense. */
  readonly onChange: (options: ExportOptions | null) => void;
}

/** What React needs to know of a kind of generator beyond what draws it (views/outputKinds). */
export interface KindParts {
  /** Says what the canvas is and how it is used. */
  readonly stage: (texts: Texts) => string;
  /** What to do with the slider, said beside it. */
  readonly hint: (texts: Texts) => string;
  readonly mouse: (texts: Texts) => string;
  /** What the generator makes, in a word or two. */
  readonly makes: (texts: Texts, generator: Generator) => string;
  readonly ExportFields: ComponentType<ExportFieldsProps>;
  /** Controls over the corner of the canvas. */
  readonly Controls: ComponentType<{ view: OutputView }> | null;
  /** Lets a sample on the start page be heard before a walk begins there; null where it is seen. */
  readonly hear: ((frame: Frame) => void) | null;
}

export const kindParts: Record<GeneratorKind, KindParts> = {
  shape: {
    stage: (texts) => texts.stageShape,
    hint: (texts) => texts.sliderHint,
    mouse: (texts) => texts.helpMouseShape,
    makes: (texts) => texts.kindShape,
    ExportFields: ShapeExport,
    Controls: null,
    hear: null,
  },
  image: {
    stage: (texts) => texts.stageImage,
    hint: (texts) => texts.sliderHint,
    mouse: (texts) => texts.helpMouseImage,
    makes: (texts, { manifest: { image } }) => texts.kindImage(image?.width ?? 0, image?.height ?? 0),
    ExportFields: ImageExport,
    Controls: ImageZoom,
    hear: null,
  },
  sound: {
    stage: (texts) => texts.stageSound,
    hint: (texts) => texts.sliderHintSound,
    mouse: (texts) => texts.helpMouseSound,
    makes: (texts, { manifest: { sound } }) => texts.kindSound(round((sound?.samples ?? 0) / (sound?.sampleRate ?? 1)), round((sound?.sampleRate ?? 0) / 1000)),
    ExportFields: SoundExport,
    Controls: SoundControls,
    hear: (frame) => {
      if (frame.kind === "sound") speaker.play(frame);
    },
  },
};

/** Two digits after the point, no zeros at the end. */
function round(value: number): number {
  return Math.round(100 * value) / 100;
}
