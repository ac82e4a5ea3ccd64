import { useEffect, useRef } from "react";
import { pictureKey } from "../studio/pictureShelf";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";
import { Stars } from "./Stars";

/** The way so far: one small picture a step, a click goes there. */
export function Steps() {
  const studio = useStudio();
  const texts = useTexts();
  const { session, pictures, changed } = useStudioState();
  const strip = useRef<HTMLOListElement>(null);
  const current = session?.current;
  useEffect(() => {
    strip.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  if (!session) return null;
  const at = session.path.findIndex((step) => step.id === session.current);
  return (
    <nav className="steps" aria-label={texts.steps}>
      <ol ref={strip}>
        {session.path.map((step, index) => {
          const { id } = step;
          const here = index === at;
          const ahead = index > at;
          const picture = pictures.get(pictureKey(id, []));
          const label = here ? texts.stepCurrent(index + 1) : step.isStart ? texts.stepStart(index + 1) : texts.step(index + 1);
          return (
            <li key={id} className={ahead ? "ahead" : ""}>
              <button data-testid={`step-${index + 1}`} aria-current={here ? "step" : undefined} aria-label={label} title={label} onClick={() => studio.steps.visit(id)}>
                {picture ? <img src={picture} alt="" draggable={false} /> : <span className="ghost" />}
                <span className="number">{index + 1}</span>
                {step.isStart && index > 0 && <span className="mark"><Icon name="dice" size={12} /></span>}
              </button>
              {step.otherBranches.length > 0 && (
                <button className="branches" title={texts.branch(step.otherBranches.length)} aria-label={texts.branch(step.otherBranches.length)}
                  onClick={() => studio.steps.visit(step.otherBranches[0]!)}>
                  <Icon name="branch" size={13} />{step.otherBranches.length}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <Stars />
      <p className="facts">
        <span data-testid="changed">{changed === null ? "" : texts.changed(Math.round(100 * changed))}</span>
        <span data-testid="interactions">{texts.interactions(session.interactions)}</span>
      </p>
    </nav>
  );
}
