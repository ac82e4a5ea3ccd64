import type { components } from "../api/schema";
import { asPng } from "../image/asPng";
import { useStudio, useTexts } from "./context";

interface Props {
  readonly condition: components["schemas"]["ConditionImageCondition"];
  readonly value: string;
  readonly choose: (value: string) => void;
}

/** A picture to choose from a file: what the network is given is shown. */
export function PictureChoice({ condition: { name }, value, choose }: Props) {
  const studio = useStudio();
  const texts = useTexts();
  const read = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    // The same file may be chosen again, changed by now.
    input.value = "";
    if (!file) return;
    const picture = await asPng(file);
    if (picture) choose(picture);
    else studio.set({ notice: { message: texts.noPicture(file.name), remedy: texts.noPictureRemedy } });
  };
  return (
    <label className="picture" title={texts.choosePicture}>
      <span>{texts.condition(name)}</span>
      {value !== "" && <img src={value} alt="" width={34} height={34} />}
      <input type="file" accept="image/*" data-testid={`condition-${name}`} aria-keyshortcuts="C" aria-label={`${texts.condition(name)}: ${texts.choosePicture}`}
        onChange={(event) => void read(event.currentTarget)} />
    </label>
  );
}
