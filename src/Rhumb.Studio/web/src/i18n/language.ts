import { en, type Texts } from "./en";
import { zh } from "./zh";

export const languages = { en, zh } as const satisfies Record<string, Texts>;
export type Language = keyof typeof languages;

const key = "rhumb.language";

/** What the person chose before, or else the first of the browser's languages that the page speaks, or else English. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  for (const tag of [stored, ...preferred]) {
    const base = tag?.toLowerCase().split("-")[0];
    if (base === "en" || base === "zh") return base;
  }
  return "en";
}

export function initialLanguage(): Language {
  return chooseLanguage(localStorage.getItem(key), navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
