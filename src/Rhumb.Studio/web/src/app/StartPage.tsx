import { useState } from "react";
import type { Generator } from "../api/types";
import { samplesEach } from "../studio/showcase";
import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";
import { kindParts } from "./kindParts";
import { MuteButton } from "./SoundControls";
import type { Panel } from "./Toolbar";

/** Every generator as a card: what it makes, whom to credit, and a few samples to begin at. */
export function StartPage({ onPanel, onCredits }: { onPanel: (panel: Panel) => void; onCredits: (generator: string) => void }) {
  const texts = useTexts();
  const { generators } = useStudioState();
  const audible = generators.some(({ kind }) => kindParts[kind].hear);
  return (
    <div className="start" data-testid="start-page">
      <header>
        <div>
          <h2>{texts.generators}</h2>
          <p className="note">{texts.startNote}{audible && ` ${texts.startHear}`}</p>
        </div>
        <div className="start-tools">
          {audible && <div className="group"><MuteButton /></div>}
          <button className="secondary" onClick={() => onPanel("open")}><Icon name="open" size={17} /> {texts.startOpen}</button>
        </div>
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
  const { makes, hear } = kindParts[generator.kind];
  /** The sample heard last: the walk begins there. */
  const [heard, setHeard] = useState<number | null>(null);
  const chosen = heard === null ? undefined : own[heard];
  return (
    <li className="generator" data-testid={`generator-${name}`}>
      <div className="samples">
        {Array.from({ length: samplesEach }, (_, i) => {
          const sample = own[i];
          const label = hear ? texts.hearSample(name, i + 1) : texts.startSample(name, i + 1);
          const press = (): void => {
            if (!sample) return;
            if (!hear) return studio.lobby.startWith(name, sample.seed);
            hear(sample.frame);
            setHeard(i);
          };
          return (
            <button key={i} disabled={!sample} aria-label={label} title={label} aria-pressed={hear ? heard === i : undefined} onClick={press}>
              {sample ? <img src={sample.picture} alt="" draggable={false} /> : <span className="ghost" />}
              {sample && hear && <span className="badge"><Icon name="play" size={14} /></span>}
            </button>
          );
        })}
      </div>
      <div className="words">
        <h3>{name}</h3>
        <p>{makes(texts, generator)}</p>
        <p className="note">
          {licence} · {credits.length > 0
            ? <button className="link" onClick={() => onCredits(name)}>{texts.creditsCount(credits.length)}</button>
            : texts.noCredits}
        </p>
      </div>
      <button className="primary" data-testid={`start-${name}`} onClick={() => studio.lobby.startWith(name, chosen?.seed)}>
        {chosen ? texts.startSample(name, heard! + 1) : texts.startRandom(name)}
      </button>
    </li>
  );
}
