import { useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";

/** The credits of a generator: the one named, or that of the open walk. */
export function CreditsDialog({ of, onClose }: { of: string | null; onClose: () => void }) {
  const texts = useTexts();
  const { generators, session } = useStudioState();
  const wanted = of ?? session?.generator;
  const generator = generators.find((item) => item.name === wanted) ?? generators[0];
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
