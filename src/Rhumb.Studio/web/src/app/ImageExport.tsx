import { useEffect, useState } from "react";
import { useTexts } from "./context";
import type { ExportFieldsProps } from "./kindParts";

/** Most pixels a side that the server writes. */
const longestSide = 8192;

/** Format and size of an exported image: its own, or each pixel as a square. */
export function ImageExport({ generator, onChange }: ExportFieldsProps) {
  const texts = useTexts();
  const [scale, setScale] = useState(1);
  useEffect(() => onChange({ format: "png", scale }), [onChange, scale]);
  const { width, height } = generator.manifest.image ?? { width: 1, height: 1 };
  const factors = [2, 4, 8, 16, 32, 64].filter((factor) => factor * Math.max(width, height) <= longestSide);
  return (
    <>
      <p>{texts.exportPng}</p>
      <label className="field">
        <span>{texts.exportScale}</span>
        <select data-testid="export-scale" value={scale} onChange={(event) => setScale(Number(event.currentTarget.value))}>
          <option value={1}>{texts.exportNative(width, height)}</option>
          {factors.map((factor) => <option key={factor} value={factor}>{texts.exportEnlarged(factor, `${factor * width} × ${factor * height}`)}</option>)}
        </select>
      </label>
    </>
  );
}
