import { useEffect } from "react";
import { useTexts } from "./context";
import type { ExportFieldsProps } from "./kindParts";

/** There is one way to export a sound: as it was made. */
export function SoundExport({ onChange }: ExportFieldsProps) {
  const texts = useTexts();
  useEffect(() => onChange({ format: "wav" }), [onChange]);
  return <p>{texts.exportWav}</p>;
}
