import type { GeneratorKind } from "../api/types";
import type { Frame } from "../frames/frame";
import { ImagePictures } from "../image/pictures";
import { ImageStage } from "../image/imageStage";
import type { Theme } from "../scene/look";
import { PictureMaker } from "../scene/pictures";
import { Stage } from "../scene/stage";
import { SoundPictures } from "../sound/pictures";
import { SoundStage } from "../sound/soundStage";
import type { OutputView, PictureTaker } from "./outputView";

interface OutputKind<F extends Frame> {
  readonly View: new (canvas: HTMLCanvasElement, theme: Theme) => OutputView<F>;
  readonly Pictures: new () => PictureTaker<F>;
}

/** The one place where kinds of generators meet what draws their outputs; `app/kindParts` adds what only React needs. */
export const outputKinds: { readonly [K in GeneratorKind]: OutputKind<Extract<Frame, { kind: K }>> } = {
  shape: { View: Stage, Pictures: PictureMaker },
  image: { View: ImageStage, Pictures: ImagePictures },
  sound: { View: SoundStage, Pictures: SoundPictures },
};
