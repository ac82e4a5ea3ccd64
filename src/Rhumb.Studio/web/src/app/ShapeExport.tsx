import { useEffect, useState } from "react";
import type { MeshDetail, MeshFormat, UpAxis } from "../api/types";
import { useTexts } from "./context";
import type { ExportFieldsProps } from "./kindParts";

/** Format, fineness, upward axis and size of an exported shape. */
export function ShapeExport({ generator, onChange }: ExportFieldsProps) {
  const texts = useTexts();
  const [format, setFormat] = useState<MeshFormat>("glb");
  const [detail, setDetail] = useState<MeshDetail>("export");
  const [up, setUp] = useState<UpAxis | null>(null);
  const [size, setSize] = useState(String(generator.metres ?? 1));
  // Printers and CAD stand things on z.
  const axis = up ?? (format === "stl" ? "z" : "y");
  const metres = Number(size.replace(",", "."));
  const valid = Number.isFinite(metres) && metres > 0 && metres <= 1000;
  useEffect(() => onChange(valid ? { format, detail, up: axis, size: metres } : null), [onChange, format, detail, axis, metres, valid]);
  const formats: [MeshFormat, string][] = [["glb", texts.exportGlb], ["obj", texts.exportObj], ["stl", texts.exportStl]];
  const details: [MeshDetail, string][] = [["export", texts.exportFine], ["full", texts.exportMedium], ["draft", texts.exportLight]];
  return (
    <>
      <fieldset className="choices">
        <legend>{texts.exportFormat}</legend>
        {formats.map(([value, label]) => (
          <label key={value}><input type="radio" name="format" checked={format === value} onChange={() => setFormat(value)} /> {label}</label>
        ))}
      </fieldset>
      <label className="field">
        <span>{texts.exportDetail}</span>
        <select data-testid="export-detail" value={detail} onChange={(event) => setDetail(event.currentTarget.value as MeshDetail)}>
          {details.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </select>
      </label>
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
    </>
  );
}
