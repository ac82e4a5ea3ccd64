import type { components } from "../api/schema";
import { useTexts } from "./context";

interface Props {
  readonly condition: components["schemas"]["ConditionNumberCondition"];
  readonly value: string;
  readonly choose: (value: string) => void;
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const moves = /^(Arrow|Home|End|Page)/;

/** Numbers to choose, a slider each. */
export function NumberChoice({ condition, value, choose }: Props) {
  const texts = useTexts();
  const { name, low = -1, high = 1 } = condition;
  const numbers = value.split(",").map(Number);
  return (
    // Keys that move these sliders are no commands of the page.
    <div role="group" aria-label={texts.condition(name)} className="numbers" onKeyDown={(event) => moves.test(event.key) && event.stopPropagation()}>
      <span>{texts.condition(name)}</span>
      {numbers.map((number, index) => (
        <input key={index} type="range" data-testid={`condition-${name}-${index}`} aria-keyshortcuts="C"
          aria-label={numbers.length === 1 ? texts.condition(name) : `${texts.condition(name)} ${index + 1}`} aria-valuetext={rounded(number)}
          min={low} max={high} step={(high - low) / 200} value={number}
          onChange={(event) => choose(numbers.map((other, place) => (place === index ? event.currentTarget.valueAsNumber : other)).join(","))} />
      ))}
      <output>{numbers.map((number) => rounded(number)).join(", ")}</output>
    </div>
  );
}
