import type { Generator } from "../api/types";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";
import { kindParts } from "./kindParts";
import type { Panel } from "./Toolbar";

const samplesEach = 4;

/** Every generator as a card: what it makes, whom to credit, and a few samples to begin at. */
export function StartPage({ onPanel, onCredits }: { onPanel: (panel: Panel) => void; onCredits: (generator: string) => void }) {
  const texts = useTexts();
  const { generators } = useStudioState();
  return (
    <div className="start" data-testid="start-page">
      <header>
        <div>
          <h2>{texts.generators}</h2>
          <p className="note">{texts.startNote}</p>
        </div>
        <button className="secondary" onClick={() => onPanel("open")}><Icon name="open" size={17} /> {texts.startOpen}</button>
      </header>
      <ul>
        {generators.map((generator) => <Card key={generator.name} generator={generator} onCredits={onCredits} />)}
      </ul>
    </div>
  );
}

function Card({ generator, onCredits }: { generator: Generator; onCredits: (generator: string) => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { samples } = useStudioState();
  const { name, licence, credits } = generator;
  const own = samples.get(name) ?? [];
  return (
    <li className="generator" data-testid={`generator-${name}`}>
      <div className="samples">
        {Array.from({ length: samplesEach }, (_, i) => {
          const sample = own[i];
          const label = texts.startSample(name, i + 1);
          return (
            <button key={i} disabled={!sample} aria-label={label} title={label} onClick={() => sample && studio.lobby.startWith(name, sample.seed)}>
              {sample ? <img src={sample.picture} alt="" draggable={false} /> : <span className="ghost" />}
            </button>
          );
        })}
      </div>
      <div className="words">
        <h3>{name}</h3>
        <p>{kindParts[generator.kind].makes(texts, generator)}</p>
        <p className="note">
          {licence} · {credits.length > 0
            ? <button className="link" onClick={() => onCredits(name)}>{texts.creditsCount(credits.length)}</button>
            : texts.noCredits}
        </p>
      </div>
      <button className="primary" data-testid={`start-${name}`} onClick={() => studio.lobby.startWith(name)}>{texts.startRandom(name)}</button>
    </li>
  );
}
