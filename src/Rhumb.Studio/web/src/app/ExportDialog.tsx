import { useState } from "react";
import type { ExportOptions } from "../api/client";
import { useStudio, useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";
import { download, fileName } from "./download";
import { Icon } from "./Icon";
import { kindParts } from "./kindParts";
import { useWhileMounted } from "./useWhileMounted";

export function ExportDialog({ onClose, onDone }: { onClose: () => void; onDone: (name: string) => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session, generators } = useStudioState();
  const generator = generators.find((item) => item.name === session?.generator);
  const [options, setOptions] = useState<ExportOptions | null>(null);
  const [together, setTogether] = useState(false);
  const [busy, setBusy] = useState(false);
  const stars = session?.stars.length ?? 0;
  const finish = useWhileMounted(onClose);

  const run = async (make: () => Promise<Blob>, extension: string): Promise<void> => {
    setBusy(true);
    try {
      const name = fileName(session?.name ?? null, session?.generator ?? "rhumb", extension);
      download(await make(), name);
      onDone(name);
    } catch (error) {
      studio.report(error);
    }
    finish();
  };
  const Fields = generator && kindParts[generator.kind].ExportFields;
  return (
    <Dialog title={texts.exportTitle} onClose={onClose} test="export-dialog">
      <form onSubmit={(event) => { event.preventDefault(); if (options) void (together && stars > 0 ? run(() => studio.stars.export(options), "zip") : run(() => studio.exportOutput(options), options.format)); }}>
        {stars > 0 && (
          <label className="field">
            <span>{texts.exportWhat}</span>
            <select data-testid="export-what" value={together ? "stars" : "shown"} onChange={(event) => setTogether(event.currentTarget.value === "stars")}>
              <option value="shown">{texts.exportShown}</option>
              <option value="stars">{texts.exportStars(stars)}</option>
            </select>
          </label>
        )}
        {Fields && <Fields generator={generator} onChange={setOptions} />}
        <p className="note">{texts.exportNote}</p>
        {generator && <p className="note credit">{generator.creditLine}</p>}
        <footer>
          <button type="button" className="quiet" disabled={busy} onClick={() => void run(() => studio.exportSession(), "rhumb.json")}>{texts.exportSession}</button>
          <button type="submit" className="primary" data-testid="download" disabled={busy || !options}>
            {busy ? <><span className="spinner small" />{texts.exporting}</> : <><Icon name="export" size={17} />{texts.exportDownload}</>}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
