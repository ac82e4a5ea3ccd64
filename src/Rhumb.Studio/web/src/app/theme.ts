import type { Theme } from "../scene/look";

const key = "rhumb.theme";

/** What the person chose before, or else what the system prefers. */
export function initialTheme(): Theme {
  const stored = localStorage.getItem(key);
  if (stored === "light" || stored === "dark") return stored;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function rememberTheme(theme: Theme): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (theme === system) localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  document.documentElement.dataset["theme"] = theme;
}
