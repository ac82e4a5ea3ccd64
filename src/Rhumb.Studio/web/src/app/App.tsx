import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Api } from "../api/client";
import { initialLanguage, languages, rememberLanguage, type Language } from "../i18n/language";
import type { Theme } from "../scene/look";
import { speaker } from "../sound/speaker";
import { commandOf, needsWalk, type Command } from "../studio/shortcuts";
import { Studio } from "../studio/studio";
import type { OutputView } from "../views/outputView";
import { Pictures } from "../views/pictures";
import { Banner } from "./Banner";
import { StudioContext, TextsContext } from "./context";
import { CreditsDialog } from "./CreditsDialog";
import { ExportDialog } from "./ExportDialog";
import { HelpDialog } from "./HelpDialog";
import { OpenDialog } from "./OpenDialog";
import { SaveDialog } from "./SaveDialog";
import { Sliders } from "./Sliders";
import { StartPage } from "./StartPage";
import { Steps } from "./Steps";
import { initialTheme, rememberTheme } from "./theme";
import { Toolbar, type Panel } from "./Toolbar";
import { Viewport } from "./Viewport";

/** Slider `index` has the focus: seen, read out, and moved by the arrow keys from now on. */
function focusSlider(index: number): void {
  const sliders = document.querySelectorAll<HTMLElement>(".slider input");
  sliders[(index + sliders.length) % sliders.length]?.focus();
}

export function App() {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [theme, setTheme] = useState<Theme>(initialTheme);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState("");
  // The same sentence twice is said twice: only what differs is read out.
  const say = useCallback((sentence: string) => setSaid((before) => (before === sentence ? `${sentence}\u00a0` : sentence)), []);
  const [creditsOf, setCreditsOf] = useState<string | null>(null);
  const view = useRef<OutputView | null>(null);
  const texts = languages[language];
  const current = useRef(texts);
  const studio = useMemo(() => new Studio(new Api(), (sentence) => say(sentence(current.current)), new Pictures().take), [say]);
  const { choosing, kind } = useSyncExternalStore(studio.subscribe, studio.get);

  useEffect(() => {
    current.current = texts;
    studio.speak(language === "zh" ? "zh-CN" : "en");
    rememberLanguage(language);
    document.title = `${texts.title} · ${texts.tagline}`;
  }, [language, studio, texts]);
  useEffect(() => rememberTheme(theme), [theme]);
  // A walk's dialogues go with it.
  useEffect(() => {
    if (choosing) setPanel((open) => (open === "save" || open === "export" ? null : open));
  }, [choosing]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void studio.lobby.begin();
  }, [studio]);

  const actions: Record<Command, () => void> = {
    next: () => studio.next(),
    undo: () => studio.steps.undo(),
    redo: () => studio.steps.redo(),
    keep: () => studio.best.toggle(),
    star: () => studio.stars.toggle(),
    recentre: () => studio.hand.recentre(),
    slideLeft: () => studio.hand.nudge(-0.04),
    slideRight: () => studio.hand.nudge(0.04),
    selectUp: () => focusSlider(studio.get().active - 1),
    selectDown: () => focusSlider(studio.get().active + 1),
    more: () => studio.addSliders(1),
    fewer: () => studio.addSliders(-1),
    start: () => studio.newStart(),
    condition: () => document.querySelector<HTMLElement>(".conditions :is(select, input)")?.focus(),
    generators: () => studio.lobby.open(),
    save: () => setPanel("save"),
    open: () => setPanel("open"),
    export: () => setPanel("export"),
    view: () => view.current?.resetView(),
    play: () => view.current?.play?.(),
    mute: () => speaker.mute(!speaker.get().muted),
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
      if (!command || (needsWalk(command) && !studio.get().session) || types || event.defaultPrevented || (command === "next" && target.closest("button, a") !== null)) return;
      event.preventDefault();
      if (event.repeat && !command.startsWith("slide") && command !== "undo" && command !== "redo") return;
      latest.current[command]();
    };
    // A button that was clicked lets go of the focus, or the next space would press it again.
    const onClick = (event: MouseEvent): void => {
      if (event.detail > 0) document.activeElement?.closest<HTMLElement>("button:not(dialog *)")?.blur();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("click", onClick);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("click", onClick);
    };
  }, [studio]);

  const close = (): void => {
    setPanel(null);
    setCreditsOf(null);
  };
  const credit = (generator: string): void => {
    setCreditsOf(generator);
    setPanel("credits");
  };
  return (
    <TextsContext value={texts}>
      <StudioContext value={studio}>
        <Toolbar theme={theme} language={language} onPanel={setPanel} onTheme={actions.theme} onLanguage={actions.language} />
        <main>
          {choosing
            ? <StartPage onPanel={setPanel} onCredits={credit} />
            : kind && <Viewport key={kind} kind={kind} theme={theme} onView={(made) => (view.current = made)} />}
          <Banner />
          {!choosing && (
            <div className="dock">
              <Sliders />
              <Steps />
            </div>
          )}
        </main>
        <p className="said" role="status" aria-live="polite" data-testid="said">{said}</p>
        {panel === "save" && <SaveDialog onClose={close} onSaved={(name) => say(texts.saved(name))} />}
        {panel === "open" && <OpenDialog language={language} onClose={close} />}
        {panel === "export" && <ExportDialog onClose={close} onDone={(name) => say(texts.exported(name))} />}
        {panel === "credits" && <CreditsDialog of={creditsOf} onClose={close} />}
        {panel === "help" && <HelpDialog onClose={close} />}
      </StudioContext>
    </TextsContext>
  );
}
