import { useSyncExternalStore } from "react";
import { speaker } from "../sound/speaker";
import type { OutputView } from "../views/outputView";
import { useTexts } from "./context";
import { Icon } from "./Icon";

/** Plays what is shown, and silences the page. */
export function SoundControls({ view }: { view: OutputView }) {
  const texts = useTexts();
  const { playing, muted, broken } = useSyncExternalStore(speaker.subscribe, speaker.get);
  const label = broken ? texts.soundBroken : playing ? texts.stopSound : texts.playSound;
  return (
    <div className="group controls" role="group" aria-label={texts.sound}>
      <button className="tool wide" data-testid="play" disabled={muted || broken} title={playing ? label : `${label} (P)`} aria-label={label} aria-keyshortcuts={playing ? undefined : "P"}
        onClick={() => (playing ? speaker.stop() : view.play?.())}>
        <Icon name={playing ? "stop" : "play"} /><span>{label}</span>
      </button>
      <MuteButton />
    </div>
  );
}

/** Whether the page is silent; the browser remembers it. */
export function MuteButton() {
  const texts = useTexts();
  const { muted } = useSyncExternalStore(speaker.subscribe, speaker.get);
  const label = muted ? texts.soundOn : texts.soundOff;
  return (
    <button className="tool" data-testid="mute" title={`${label} (M)`} aria-label={label} aria-keyshortcuts="M" onClick={() => speaker.mute(!muted)}>
      <Icon name={muted ? "muted" : "loud"} />
    </button>
  );
}
