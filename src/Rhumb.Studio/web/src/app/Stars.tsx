import { starStep } from "../frames/protocol";
import { pictureKey } from "../studio/pictureShelf";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";

/** The starred results: a click goes back to one. */
export function Stars() {
  const studio = useStudio();
  const texts = useTexts();
  const { session, pictures } = useStudioState();
  if (!session || session.stars.length === 0) return null;
  const here = studio.stars.isShown() ? session.starShown : null;
  return (
    <div className="stars" role="group" aria-label={texts.stars(session.stars.length)}>
      <ol>
        {session.stars.map(({ id }, index) => {
          const picture = pictures.get(pictureKey(starStep(id), []));
          return (
            <li key={id}>
              <button data-testid={`star-${index + 1}`} aria-current={here === id ? "true" : undefined} aria-label={texts.starred(index + 1)} title={texts.starred(index + 1)}
                onClick={() => studio.stars.goTo(id)}>
                {picture ? <img src={picture} alt="" draggable={false} /> : <span className="ghost" />}
                <span className="number"><Icon name="star" size={11} />{index + 1}</span>
              </button>
              <button className="drop" title={texts.unstar} aria-label={`${texts.unstar} ${index + 1}`}
                onClick={({ currentTarget }) => {
                  focusBeside(currentTarget.closest("li")!);
                  studio.stars.remove(id);
                }}><Icon name="close" size={11} /></button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The focus goes to a neighbour of what is about to leave the list: with it, it would be lost. */
function focusBeside(item: HTMLElement): void {
  (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button")?.focus();
}
