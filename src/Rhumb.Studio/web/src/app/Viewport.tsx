import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { GeneratorKind } from "../api/types";
import type { Theme } from "../scene/look";
import { outputKinds } from "../views/outputKinds";
import type { OutputView } from "../views/outputView";
import { Conditions } from "./Conditions";
import { useStudio, useStudioState, useTexts } from "./context";
import { kindParts } from "./kindParts";

interface ViewportProps {
  /** Of one kind for its whole life: another kind is another viewport. */
  readonly kind: GeneratorKind;
  readonly theme: Theme;
  readonly onView: (view: OutputView | null) => void;
}

/** The canvas on the page, in which the view of the output's kind is hung, and the words on top of it. */
export function Viewport({ kind, theme, onView }: ViewportProps) {
  const studio = useStudio();
  const texts = useTexts();
  const { alive, session, comparing } = useStudioState();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState<OutputView | null>(null);
  const [cannotDraw, setCannotDraw] = useState(false);
  const { stage, Controls } = kindParts[kind];

  useEffect(() => {
    let made: OutputView;
    try {
      made = new outputKinds[kind].View(canvas.current!, theme);
    } catch {
      setCannotDraw(true);
      return;
    }
    studio.hang(made);
    setView(made);
    onView(made);
    return () => {
      studio.hang(null);
      setView(null);
      onView(null);
      made.dispose();
    };
    // The theme is put on below; the view itself is made once.
  }, [studio, kind]);

  useEffect(() => view?.dress(theme), [view, theme]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !view?.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const compares = comparing && session?.best != null;
  return (
    <div className={compares ? "viewport comparing" : "viewport"}>
      <canvas
        ref={canvas}
        className={alive ? "alive" : ""}
        tabIndex={0}
        role="application"
        aria-label={stage(texts)}
        onKeyDown={onKeyDown}
        onDoubleClick={() => view?.resetView()}
      />
      {!alive && !cannotDraw && <p className="preparing"><span className="spinner" />{texts.preparing}</p>}
      {cannotDraw && <p className="preparing">{texts.drawFailed}</p>}
      <div className="corners">
        <Conditions />
        {view && Controls && <Controls view={view} />}
      </div>
      {compares && (
        <>
          <div className="pane-label left">
            <span>{texts.best}</span>
            <button className="quiet" onClick={() => studio.best.goTo()}>{texts.backToBest}</button>
          </div>
          <div className="pane-label right"><span>{texts.current}</span></div>
        </>
      )}
    </div>
  );
}
