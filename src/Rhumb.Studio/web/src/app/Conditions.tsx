import { useStudio, useStudioState, useTexts } from "./context";
import { NumberChoice } from "./NumberChoice";
import { PictureChoice } from "./PictureChoice";

/** What is chosen besides the latent: one control a condition, a list of classes, sliders of numbers, or a picture. */
export function Conditions() {
  const studio = useStudio();
  const texts = useTexts();
  const { session, generators, chosen } = useStudioState();
  const conditions = generators.find((item) => item.name === session?.generator)?.manifest.conditions ?? [];
  if (!session || conditions.length === 0) return null;
  return (
    <div className="group conditions">
      {conditions.map((condition) => {
        const { name } = condition;
        const value = chosen?.[name] ?? session.conditions[name] ?? "";
        const choose = (next: string): void => studio.choice.set(name, next);
        if ("picture" in condition) return <PictureChoice key={name} condition={condition} value={value} choose={choose} />;
        if (!("classes" in condition)) return <NumberChoice key={name} condition={condition} value={value} choose={choose} />;
        return (
          <label key={name}>
            <span>{texts.condition(name)}</span>
            <select data-testid={`condition-${name}`} aria-keyshortcuts="C" value={value} onChange={(event) => choose(event.currentTarget.value)}>
              {condition.classes.map((one) => <option key={one} value={one}>{one}</option>)}
            </select>
          </label>
        );
      })}
    </div>
  );
}
