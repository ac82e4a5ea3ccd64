import type { Texts } from "../i18n/en";

/** A sentence in each language. */
export type Sentence = (texts: Texts) => string;

/** Tells a sentence to people who hear the page. */
export type Say = (sentence: Sentence) => void;
