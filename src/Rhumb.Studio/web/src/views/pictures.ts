import type { Frame } from "../frames/frame";
import { outputKinds } from "./outputKinds";
import type { PictureTaker } from "./outputView";

/** Takes small pictures of outputs of every kind. What draws a kind is made when its first picture is wanted: the output itself comes first. */
export class Pictures {
  private readonly takers = new Map<Frame["kind"], PictureTaker | null>();

  /** A data URL, or null where this browser cannot draw such outputs. */
  readonly take = (frame: Frame): string | null => {
    if (!this.takers.has(frame.kind)) this.takers.set(frame.kind, this.make(frame.kind));
    return this.takers.get(frame.kind)?.take(frame) ?? null;
  };

  private make(kind: Frame["kind"]): PictureTaker | null {
    try {
      return new outputKinds[kind].Pictures() as PictureTaker;
    } catch {
      return null; // without WebGL there are no pictures of shapes, as the stage itself will say
    }
  }
}
