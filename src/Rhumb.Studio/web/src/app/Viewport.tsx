import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Theme } from "../scene/look";
import { PictureMaker } from "../scene/pictures";
import { Stage } from "../scene/stage";
import { useStudio, useStudioState, useTexts } from "./context";

const turns: Record<string, [number, number]> = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, 0.06], ArrowDown: [0, -0.06] };

/** The stage on the page: the framework-free scene hung into a canvas, and the words on top of it. */
export function Viewport({ theme, onStage }: { theme: Theme; onStage: (stage: Stage | null) => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { alive, session, comparing } = useStudioState();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage | null>(null);
  const [cannotDraw, setCannotDraw] = useState(false);

  useEffect(() => {
    let pictures: PictureMaker | null = null;
    try {
      stage.current = new Stage(canvas.current!, theme);
    } catch {
      setCannotDraw(true);
      return;
    }
    // Made when the first picture is wanted: the shape itself comes first.
    studio.shelf.take = (frame) => (pictures ??= new PictureMaker()).take(frame);
    studio.hang(stage.current);
    onStage(stage.current);
    return () => {
      studio.shelf.take = null;
      studio.hang(null);
      onStage(null);
      stage.current?.dispose();
      pictures?.dispose();
    };
    // The theme is put on below; the stage itself is made once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [studio]);

  useEffect(() => stage.current?.dress(theme), [theme]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const turn = turns[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (turn) stage.current?.turn(...turn);
    else if (event.key === "+" || event.key === "=") stage.current?.approach(0.88);
    else if (event.key === "-") stage.current?.approach(1 / 0.88);
    else return;
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
        aria-label={texts.stage}
        onKeyDown={onKeyDown}
        onDoubleClick={() => stage.current?.resetView()}
      />
      {!alive && !cannotDraw && <p className="preparing"><span className="spinner" />{texts.preparing}</p>}
      {cannotDraw && <p className="preparing">{texts.drawFailed}</p>}
      {compares && (
        <>
          <div className="pane-label left">
            <span>{texts.best}</span>
            <button className="quiet" onClick={() => studio.goToBest()}>{texts.backToBest}</button>
          </div>
          <div className="pane-label right"><span>{texts.current}</span></div>
        </>
      )}
    </div>
  );
}
