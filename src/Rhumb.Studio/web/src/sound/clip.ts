/** A sound of one channel. */
export interface Clip {
  /** Samples a second. */
  readonly rate: number;
  /** 32768 x, x in [-1, 1). */
  readonly samples: Int16Array;
}
