import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { StudioContext, TextsContext } from "../app/context";
import { en } from "../i18n/en";
import type { Studio } from "../studio/studio";

/** Part of the page in a document of its own, with the studio that the test gives it. */
export async function pageOf(studio: Studio, content: ReactNode) {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const ground = document.body.appendChild(document.createElement("div"));
  const root = createRoot(ground);
  const show = (now: ReactNode): Promise<void> =>
    act(async () => root.render(<TextsContext value={en}><StudioContext value={studio}>{now}</StudioContext></TextsContext>));
  await show(content);
  return {
    show,
    /** The one element that `selector` means. */
    find: (selector: string): HTMLElement => ground.querySelector<HTMLElement>(selector)!,
    all: (selector: string): HTMLElement[] => [...ground.querySelectorAll<HTMLElement>(selector)],
    /** Does something that the page reacts to. */
    do: (what: () => unknown): Promise<void> => act(async () => void (await what())),
    leave: async (): Promise<void> => {
      await act(async () => root.unmount());
      ground.remove();
    },
  };
}
