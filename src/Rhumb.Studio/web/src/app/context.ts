import { createContext, useContext, useSyncExternalStore } from "react";
import type { Texts } from "../i18n/en";
import type { StudioState } from "../studio/state";
import type { Studio } from "../studio/studio";

export const TextsContext = createContext<Texts | null>(null);
export const StudioContext = createContext<Studio | null>(null);

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error("useTexts needs a TextsContext above it.");
  return texts;
}

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("useStudio needs a StudioContext above it.");
  return studio;
}

export function useStudioState(): StudioState {
  const studio = useStudio();
  return useSyncExternalStore(studio.subscribe, studio.get);
}
