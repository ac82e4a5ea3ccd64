import { useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";

export function CreditsDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const { generators, session } = useStudioState();
  const generator = generators.find((item) => item.name === session?.generator) ?? generators[0];
  return (
    <Dialog title={texts.credits} onClose={onClose} test="credits-dialog">
      {generator && (
        <>
          <p><strong>{generator.name}</strong> · {texts.creditsLicence}: {generator.licence}</p>
          <p>{generator.mayBeSold === true ? texts.creditsMayBeSold : generator.mayBeSold === false ? texts.creditsMayNotBeSold : texts.creditsAsk}</p>
          <h3>{texts.creditsCredit}</h3>
          <ul className="credits" tabIndex={0} aria-label={texts.creditsCredit}>
            {generator.credits.map((credit) => (
              <li key={`${credit.author}/${credit.work}`}>{credit.work} – {credit.author} <small>({credit.licence}{credit.source ? `, ${credit.source}` : ""})</small></li>
            ))}
          </ul>
        </>
      )}
      <p className="note">{texts.creditsAbout}</p>
    </Dialog>
  );
}
