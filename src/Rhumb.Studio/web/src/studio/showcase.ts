import type { Frame } from "../frames/frame";
import type { TakePicture } from "./pictureShelf";

/** A sample on the start page: a session with its seed begins there. */
export interface Sample {
  readonly seed: number;
  readonly picture: string;
  /** The sample itself, which may be heard. */
  readonly frame: Frame;
}

/** Samples shown of each generator. */
export const samplesEach = 4;

export type Samples = ReadonlyMap<string, readonly Sample[]>;

export interface ShowcaseOptions {
  readonly ask: (generator: string, seed: number) => Promise<Frame>;
  readonly take: TakePicture;
  readonly changed: (samples: Samples) => void;
  readonly failed: (error: unknown) => void;
}

/** A few live samples of each generator, made one after the other: first one of each, then the second of each, and so on. */
export class Showcase {
  private samples: Samples = new Map();
  private running = false;

  constructor(private readonly options: ShowcaseOptions) {}

  /** Shows `count` samples of each generator; those that are there stay. A generator that fails is told of once and left out. */
  async fill(generators: readonly string[], count: number): Promise<void> {
    if (this.running) return;
    this.running = true;
    const failed = new Set<string>();
    for (let i = 0; i < count; i++)
      for (const name of generators) {
        if (this.of(name).length > i || failed.has(name)) continue;
        try {
          await this.add(name);
        } catch (error) {
          failed.add(name);
          this.options.failed(error);
        }
      }
    this.running = false;
  }

  private of(name: string): readonly Sample[] {
    return this.samples.get(name) ?? [];
  }

  private async add(name: string): Promise<void> {
    const seed = Math.floor(Math.random() * 0x7fffffff);
    const frame = await this.options.ask(name, seed);
    const picture = this.options.take(frame);
    if (picture === null) return;
    this.samples = new Map(this.samples).set(name, [...this.of(name), { seed, picture, frame }]);
    this.options.changed(this.samples);
  }
}
