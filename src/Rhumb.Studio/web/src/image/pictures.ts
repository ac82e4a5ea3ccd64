import type { ImageFrame } from "../frames/imageFrame";
import type { PictureTaker } from "../views/outputView";
import { drawInto } from "./pixels";

/** Least side of a picture: what the page shows on a dense screen. */
const least = 152;

/** Small pictures of images: large ones reduced, small ones enlarged by a whole number so that their pixels stay pixels. */
export class ImagePictures implements PictureTaker<ImageFrame> {
  private readonly source = document.createElement("canvas");
  private readonly picture = document.createElement("canvas");

  take(frame: ImageFrame): string {
    drawInto(this.source, frame);
    const longest = Math.max(frame.width, frame.height);
    const scale = pictureScale(longest);
    const side = Math.max(1, Math.round(longest * scale));
    this.picture.width = this.picture.height = side;
    const context = this.picture.getContext("2d")!;
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = "high";
    const width = frame.width * scale;
    const height = frame.height * scale;
    context.drawImage(this.source, Math.round((side - width) / 2), Math.round((side - height) / 2), width, height);
    return this.picture.toDataURL("image/png");
  }
}

/** By how much an image of `longest` pixels is enlarged for a picture. */
export function pictureScale(longest: number): number {
  return longest >= least ? least / longest : Math.ceil(least / longest);
}
