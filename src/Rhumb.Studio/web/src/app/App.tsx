import { useEffect, useMemo, useRef, useState } from "react";
import { Api } from "../api/client";
import { initialLanguage, languages, rememberLanguage, type Language } from "../i18n/language";
import type { Theme } from "../scene/look";
import type { Stage } from "../scene/stage";
import { commandOf, type Command } from "../studio/shortcuts";
import { Studio } from "../studio/studio";
import { Banner } from "./Banner";
import { StudioContext, TextsContext } from "./context";
import { CreditsDialog } from "./CreditsDialog";
import { ExportDialog } from "./ExportDialog";
import { HelpDialog } from "./HelpDialog";
import { OpenDialog } from "./OpenDialog";
import { SaveDialog } from "./SaveDialog";
import { Sliders } from "./Sliders";
import { Steps } from "./Steps";
import { initialTheme, rememberTheme } from "./theme";
import { Toolbar, type Panel } from "./Toolbar";
import { Viewport } from "./Viewport";

export function App() {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [theme, setTheme] = useState<Theme>(initialTheme);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState("");
  const stage = useRef<Stage | null>(null);
  const texts = languages[language];
  const current = useRef(texts);
  const studio = useMemo(() => new Studio(new Api(), (pick) => setSaid(pick(current.current))), []);

  useEffect(() => {
    current.current = texts;
    studio.api.language = language === "zh" ? "zh-CN" : "en";
    rememberLanguage(language);
    document.title = `${texts.title} · ${texts.tagline}`;
  }, [language, studio, texts]);
  useEffect(() => rememberTheme(theme), [theme]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void studio.begin();
  }, [studio]);

  const actions: Record<Command, () => void> = {
    next: () => studio.next(),
    undo: () => studio.undo(),
    redo: () => studio.redo(),
    keep: () => studio.keep(),
    recentre: () => studio.recentre(),
    slideLeft: () => studio.nudge(-0.04),
    slideRight: () => studio.nudge(0.04),
    selectUp: () => studio.select(studio.get().active - 1),
    selectDown: () => studio.select(studio.get().active + 1),
    more: () => studio.addSliders(1),
    fewer: () => studio.addSliders(-1),
    start: () => studio.newStart(),
    save: () => setPanel("save"),
    open: () => setPanel("open"),
    export: () => setPanel("export"),
    view: () => stage.current?.resetView(),
    theme: () => setTheme((old) => (old === "light" ? "dark" : "light")),
    language: () => setLanguage((old) => (old === "en" ? "zh" : "en")),
    help: () => setPanel("help"),
  };
  const latest = useRef(actions);
  latest.current = actions;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      const target = event.target as HTMLElement;
      const types = target.closest("dialog, textarea, select, [contenteditable], input:not([type=range])") !== null;
      // Space presses the button that has the focus, as everywhere.
      if (!command || types || event.defaultPrevented || (command === "next" && target.closest("button, a") !== null)) return;
      event.preventDefault();
      if (event.repeat && !command.startsWith("slide") && command !== "undo" && command !== "redo") return;
      latest.current[command]();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  const close = (): void => setPanel(null);
  return (
    <TextsContext value={texts}>
      <StudioContext value={studio}>
        <Toolbar theme={theme} language={language} onPanel={setPanel} onTheme={actions.theme} onLanguage={actions.language} />
        <main>
          <Viewport theme={theme} onStage={(made) => (stage.current = made)} />
          <Banner />
          <div className="dock">
            <Sliders />
            <Steps />
          </div>
        </main>
        <p className="said" role="status" aria-live="polite" data-testid="said">{said}</p>
        {panel === "save" && <SaveDialog onClose={close} onSaved={(name) => setSaid(texts.saved(name))} />}
        {panel === "open" && <OpenDialog language={language} onClose={close} />}
        {panel === "export" && <ExportDialog onClose={close} onDone={(name) => setSaid(texts.exported(name))} />}
        {panel === "credits" && <CreditsDialog onClose={close} />}
        {panel === "help" && <HelpDialog onClose={close} />}
      </StudioContext>
    </TextsContext>
  );
}
