import { useSyncExternalStore } from "react";
import { ImageStage } from "../image/imageStage";
import type { OutputView } from "../views/outputView";
import { useTexts } from "./context";
import { Icon } from "./Icon";

/** How large the image is seen, and the buttons that change it. */
export function ImageZoom({ view }: { view: OutputView }) {
  return view instanceof ImageStage ? <Buttons stage={view} /> : null;
}

function Buttons({ stage }: { stage: ImageStage }) {
  const texts = useTexts();
  const { percent, fits } = useSyncExternalStore(stage.zoom.subscribe, stage.zoom.get);
  return (
    <div className="group controls" role="group" aria-label={texts.zoom}>
      <button className="tool" data-testid="zoom-out" title={texts.zoomOut} aria-label={texts.zoomOut} onClick={() => stage.zoomBy(false)}><Icon name="minus" size={16} /></button>
      <span className="percent" data-testid="zoom">{texts.zoomPercent(percent)}</span>
      <button className="tool" data-testid="zoom-in" title={texts.zoomIn} aria-label={texts.zoomIn} onClick={() => stage.zoomBy(true)}><Icon name="plus" size={16} /></button>
      <button className="tool text" data-testid="zoom-actual" title={`${texts.zoomActual} (1)`} aria-label={`1:1, ${texts.zoomActual}`} onClick={() => stage.actualSize()}>1:1</button>
      <button className="tool" data-testid="zoom-fit" title={`${texts.zoomFit} (F)`} aria-label={texts.zoomFit} aria-pressed={fits} onClick={() => stage.resetView()}><Icon name="fit" size={16} /></button>
    </div>
  );
}
