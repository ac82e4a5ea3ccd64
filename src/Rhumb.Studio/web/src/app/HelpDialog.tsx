import { printChord, shortcuts } from "../studio/shortcuts";
import { useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";
import { kindParts } from "./kindParts";

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const { kind, generators } = useStudioState();
  const shown = kind ?? generators[0]?.kind;
  return (
    <Dialog title={texts.helpTitle} onClose={onClose} test="help-dialog">
      <dl className="keys" tabIndex={0} aria-label={texts.helpTitle}>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.text}>
            <dt>{shortcut.chords.map((chord) => { const printed = printChord(chord, mac, texts.space); return <kbd key={printed}>{printed}</kbd>; })}</dt>
            <dd>{texts[shortcut.text] as string}</dd>
          </div>
        ))}
      </dl>
      {shown && <p className="note">{kindParts[shown].mouse(texts)}</p>}
    </Dialog>
  );
}
