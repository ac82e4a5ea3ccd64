import { useState } from "react";
import type { MeshFormat, UpAxis } from "../api/types";
import { useStudio, useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";
import { download, fileName } from "./download";
import { Icon } from "./Icon";

export function ExportDialog({ onClose, onDone }: { onClose: () => void; onDone: (name: string) => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session, generators } = useStudioState();
  const generator = generators.find((item) => item.name === session?.generator);
  const [format, setFormat] = useState<MeshFormat>("glb");
  const [up, setUp] = useState<UpAxis | null>(null);
  const [size, setSize] = useState(String(generator?.metres ?? 1));
  const [busy, setBusy] = useState(false);
  // Printers and CAD stand things on z.
  const axis = up ?? (format === "stl" ? "z" : "y");

  const run = async (make: () => Promise<Blob>, extension: string): Promise<void> => {
    setBusy(true);
    try {
      const name = fileName(session?.name ?? null, session?.generator ?? "shape", extension);
      download(await make(), name);
      onDone(name);
      onClose();
    } catch (error) {
      studio.report(error);
      onClose();
    }
  };
  const metres = Number(size.replace(",", "."));
  const valid = Number.isFinite(metres) && metres > 0 && metres <= 1000;
  const formats: [MeshFormat, string][] = [["glb", texts.exportGlb], ["obj", texts.exportObj], ["stl", texts.exportStl]];
  return (
    <Dialog title={texts.exportTitle} onClose={onClose} test="export-dialog">
      <form onSubmit={(event) => { event.preventDefault(); void run(() => studio.exportShape({ format, up: axis, size: metres }), format); }}>
        <fieldset className="choices">
          <legend>{texts.exportFormat}</legend>
          {formats.map(([value, label]) => (
            <label key={value}><input type="radio" name="format" checked={format === value} onChange={() => setFormat(value)} /> {label}</label>
          ))}
        </fieldset>
        <div className="pair">
          <fieldset className="choices row">
            <legend>{texts.exportUp}</legend>
            {(["y", "z"] as const).map((value) => (
              <label key={value}><input type="radio" name="up" checked={axis === value} onChange={() => setUp(value)} /> {value.toUpperCase()}</label>
            ))}
          </fieldset>
          <label className="field short">
            <span>{texts.exportSize}</span>
            <span className="unit"><input inputMode="decimal" value={size} aria-invalid={!valid} onChange={(event) => setSize(event.currentTarget.value)} /> {texts.exportMetres}</span>
          </label>
        </div>
        <p className="note">{texts.exportNote}</p>
        {generator && <p className="note credit">{generator.creditLine}</p>}
        <footer>
          <button type="button" className="quiet" disabled={busy} onClick={() => void run(() => studio.exportSession(), "rhumb.json")}>{texts.exportSession}</button>
          <button type="submit" className="primary" data-testid="download" disabled={busy || !valid}>
            {busy ? <><span className="spinner small" />{texts.exporting}</> : <><Icon name="export" size={17} />{texts.exportDownload}</>}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
