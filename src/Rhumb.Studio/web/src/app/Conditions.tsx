import { useStudio, useStudioState, useTexts } from "./context";

/** What is chosen besides the latent: one list a condition, its classes in the manifest's order. */
export function Conditions() {
  const studio = useStudio();
  const texts = useTexts();
  const { session, generators, chosen } = useStudioState();
  const conditions = generators.find((item) => item.name === session?.generator)?.manifest.conditions ?? [];
  if (!session || conditions.length === 0) return null;
  return (
    <div className="group conditions">
      {conditions.map(({ name, classes }) => (
        <label key={name}>
          <span>{texts.condition(name)}</span>
          <select data-testid={`condition-${name}`} aria-keyshortcuts="C" value={chosen?.[name] ?? session.conditions[name] ?? ""}
            onChange={(event) => studio.choice.set(name, event.currentTarget.value)}>
            {classes.map((one) => <option key={one} value={one}>{one}</option>)}
          </select>
        </label>
      ))}
    </div>
  );
}
