/** The mel scale, 2595 log10(1 + f / 700): how finely an ear tells frequencies apart. */
export const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);

export const toHertz = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);
