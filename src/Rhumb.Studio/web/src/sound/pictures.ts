import type { SoundFrame } from "../frames/soundFrame";
import type { PictureTaker } from "../views/outputView";
import { inkInto } from "./ink";
import { spectrogramOf } from "./spectrogram";

/** Pixels a side: what the page shows on a dense screen. */
const side = 152;
const radius = 14;

/** Small pictures of sounds: their spectrograms, time to the right, as tinted tiles. */
export class SoundPictures implements PictureTaker<SoundFrame> {
  private readonly source = document.createElement("canvas");
  private readonly picture = document.createElement("canvas");

  take(frame: SoundFrame): string {
    inkInto(this.source, spectrogramOf(frame, 76, 76), "picture");
    this.picture.width = this.picture.height = side;
    const context = this.picture.getContext("2d")!;
    context.imageSmoothingQuality = "high";
    context.beginPath();
    context.roundRect(0, 0, side, side, radius);
    context.clip();
    context.drawImage(this.source, 0, 0, side, side);
    return this.picture.toDataURL("image/png");
  }
}
