import { useEffect, useRef, type CSSProperties } from "react";
import { endPlace, pictureKey } from "../studio/pictureShelf";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";
import { kindParts } from "./kindParts";

/** The sliders and the one button under the output. */
export function Sliders() {
  const studio = useStudio();
  const texts = useTexts();
  const { session, kind, place, touched } = useStudioState();
  if (!session || !kind) return null;
  const moved = place.some((t) => t !== 0);
  const few = session.path.length < 3;
  const first = kindParts[kind].hint(texts);
  const hint = !touched ? first : moved ? (few ? texts.sliderHintMoved : texts.sliderHintFew) : few ? first : "";
  return (
    <section className={place.length > 1 ? "sliders several" : "sliders"}>
      <div className="rows">
        {place.map((_, index) => <Slider key={index} index={index} />)}
      </div>
      <div className="act">
        <p className="hint">
          {session.line && place.length === session.sliderCount ? hint : session.directionsFailed
            ? <>{session.directionsFailed} <button className="quiet" onClick={() => studio.findAgain()}>{texts.tryAgain}</button></>
            : <><span className="spinner small" />{texts.finding}</>}
        </p>
        <button className="primary" data-testid="next" disabled={!session.line} onClick={() => studio.next()} aria-keyshortcuts="Space">
          {moved ? texts.goHere : texts.anotherDirection}
          <kbd>{texts.space}</kbd>
        </button>
        <div className="count" role="group" aria-label={texts.sliderCount(session.sliderCount)}>
          <button className="round" title={texts.fewerSliders} aria-label={texts.fewerSliders} aria-keyshortcuts="-"
            disabled={session.sliderCount <= 1} onClick={() => studio.addSliders(-1)}><Icon name="minus" size={16} /></button>
          <span data-testid="slider-count">{texts.sliderCount(session.sliderCount)}</span>
          <button className="round" title={texts.moreSliders} aria-label={texts.moreSliders} aria-keyshortcuts="+"
            disabled={session.sliderCount >= 8} onClick={() => studio.addSliders(1)}><Icon name="plus" size={16} /></button>
        </div>
      </div>
    </section>
  );
}

function Slider({ index }: { index: number }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session, place, touched } = useStudioState();
  const input = useRef<HTMLInputElement>(null);
  const t = place[index] ?? 0;
  const ready = session?.line != null;

  // React's onChange is the browser's input event; letting go is its change event.
  useEffect(() => {
    const element = input.current!;
    const letGo = (): void => studio.hand.releaseSoon();
    const up = (): void => studio.hand.release();
    // A touch that the browser takes over ends as if the hand had let go.
    const ends = ["pointerup", "pointercancel"] as const;
    element.addEventListener("change", letGo);
    for (const end of ends) element.addEventListener(end, up);
    return () => {
      element.removeEventListener("change", letGo);
      for (const end of ends) element.removeEventListener(end, up);
    };
  }, [studio]);

  const count = place.length;
  const style = { "--t": t, "--from": Math.min(0, t), "--span": Math.abs(t) } as CSSProperties;
  return (
    <div className={ready ? "slider" : "slider waiting"} style={style}>
      <End index={index} end={-1} />
      <div className="track">
        <span className="rail" /><span className="tick" /><span className="fill" />
        <input
          ref={input}
          data-testid={`slider-${index}`}
          className={touched ? "" : "inviting"}
          type="range" min={-1} max={1} step={0.001} value={t}
          disabled={!ready}
          aria-label={texts.slider(index + 1, count)}
          aria-valuetext={texts.sliderValue(Math.round(100 * t))}
          onChange={(event) => studio.hand.scrub(index, magnet(Number(event.currentTarget.value)))}
          onDoubleClick={() => studio.hand.recentre()}
          onFocus={() => studio.hand.select(index)}
        />
      </div>
      <End index={index} end={1} />
    </div>
  );
}

/** The centre holds the thumb a little, so that it is easy to come back to. */
function magnet(t: number): number {
  return Math.abs(t) < 0.012 ? 0 : t;
}

/** What the output becomes at one end; a click glides there. */
function End({ index, end }: { index: number; end: -1 | 1 }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session, pictures, place } = useStudioState();
  const picture = session?.line ? pictures.get(pictureKey(session.current, endPlace(session, index, end))) : undefined;
  const nearness = Math.max(0, end * (place[index] ?? 0));
  const label = end < 0 ? texts.endLeft : texts.endRight;
  return (
    <button className="end" style={{ "--near": nearness } as CSSProperties} disabled={!session?.line} title={label} aria-label={label}
      onClick={() => studio.hand.glideTo(index, end)}>
      {picture ? <img src={picture} alt="" draggable={false} /> : <span className="ghost" />}
    </button>
  );
}
