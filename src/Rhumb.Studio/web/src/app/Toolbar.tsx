import type { Language } from "../i18n/language";
import type { Theme } from "../scene/look";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon, type IconName } from "./Icon";

export type Panel = "save" | "open" | "export" | "credits" | "help";

interface ToolbarProps {
  readonly theme: Theme;
  readonly language: Language;
  readonly onPanel: (panel: Panel) => void;
  readonly onTheme: () => void;
  readonly onLanguage: () => void;
}

export function Toolbar({ theme, language, onPanel, onTheme, onLanguage }: ToolbarProps) {
  const studio = useStudio();
  const texts = useTexts();
  const { session, choosing, comparing, undone } = useStudioState();
  const starred = studio.stars.isShown();
  const kept = comparing && session?.best != null;
  return (
    <header className="toolbar">
      <div className="brand">
        <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" className="plate" />
          <path d="M7 23 L25 9" className="line" />
          <circle cx="17.8" cy="14.6" r="4.4" className="thumb" />
        </svg>
        <h1>Rhumb</h1>
        {!choosing && <button className="name quiet" data-testid="name" title={texts.saveTitle} disabled={!session} onClick={() => onPanel("save")}>{session?.name ?? texts.untitled}</button>}
      </div>
      <div className="group" role="group" aria-label={texts.title}>
        <Tool icon="grid" label={texts.generators} keys="G" test="generators" pressed={choosing} onClick={() => studio.lobby.open()} />
        <i />
        <Tool icon="undo" label={texts.undo} keys="Control+Z" test="undo" disabled={!session?.canUndo} onClick={() => studio.steps.undo()} />
        <Tool icon="redo" label={texts.redo} keys="Control+Shift+Z" test="redo" disabled={!session || (!session.canRedo && undone?.step !== session.current)} onClick={() => studio.steps.redo()} />
        <i />
        <Tool icon="keep" label={kept ? texts.release : texts.keep} keys="B" test="keep" pressed={kept} disabled={!session} onClick={() => studio.best.toggle()} wide />
        <Tool icon="star" label={starred ? texts.unstar : texts.star} keys="T" test="star" pressed={starred} disabled={!session} onClick={() => studio.stars.toggle()} />
        <Tool icon="dice" label={texts.newStart} keys="R" test="start" disabled={!session} onClick={() => studio.newStart()} wide />
        <i />
        <Tool icon="save" label={texts.save} keys="S" test="save" disabled={!session} onClick={() => onPanel("save")} />
        <Tool icon="open" label={texts.open} keys="O" test="open" onClick={() => onPanel("open")} />
        <Tool icon="export" label={texts.export} keys="E" test="export" disabled={!session} onClick={() => onPanel("export")} />
      </div>
      <div className="group end-group">
        <Tool icon="credits" label={texts.credits} test="credits" onClick={() => onPanel("credits")} />
        <Tool icon="help" label={texts.help} keys="?" test="help" onClick={() => onPanel("help")} />
        <Tool icon={theme === "light" ? "moon" : "sun"} label={theme === "light" ? texts.toDark : texts.toLight} keys="D" test="theme" onClick={onTheme} />
        <button className="tool text" data-testid="language" lang={language === "en" ? "zh-CN" : "en"} title={texts.switchLanguageLabel}
          aria-keyshortcuts="L" onClick={onLanguage}>{texts.switchLanguage}</button>
      </div>
    </header>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  readonly test: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, label, test, keys, pressed, disabled, wide, onClick }: ToolProps) {
  const tip = keys ? `${label} (${keys.replace("Control", "Ctrl")})` : label;
  return (
    <button className={wide ? "tool wide" : "tool"} data-testid={test} title={tip} aria-label={label} aria-keyshortcuts={keys} aria-pressed={pressed}
      disabled={disabled} onClick={onClick}>
      <Icon name={icon} />{wide && <span>{label}</span>}
    </button>
  );
}
