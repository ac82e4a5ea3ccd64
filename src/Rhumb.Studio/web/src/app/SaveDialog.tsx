import { useState } from "react";
import { useStudio, useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";

export function SaveDialog({ onClose, onSaved }: { onClose: () => void; onSaved: (name: string) => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session } = useStudioState();
  const [name, setName] = useState(session?.name ?? "");
  const submit = async (): Promise<void> => {
    const trimmed = name.trim();
    onClose();
    if (await studio.rename(trimmed) && trimmed) onSaved(trimmed);
  };
  return (
    <Dialog title={texts.saveTitle} onClose={onClose} test="save-dialog">
      <form method="dialog" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <label className="field">
          <span>{texts.saveName}</span>
          <input data-testid="save-name" value={name} maxLength={120} data-first onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        <p className="note">{texts.saveNote}</p>
        <footer>
          <button type="button" className="quiet" onClick={onClose}>{texts.cancel}</button>
          <button type="submit" className="primary" data-testid="save-ok">{texts.save}</button>
        </footer>
      </form>
    </Dialog>
  );
}
