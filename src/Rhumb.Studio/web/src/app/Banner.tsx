import { useStudio, useStudioState, useTexts } from "./context";
import { Icon } from "./Icon";

/** What went wrong and what to do about it; gone by itself when the server is back. */
export function Banner() {
  const studio = useStudio();
  const texts = useTexts();
  const { connection, notice } = useStudioState();
  if (connection === "lost")
    return (
      <div className="banner" role="alert" data-testid="banner">
        <span className="spinner small" />
        <p><strong>{texts.lostTitle}</strong> {texts.lostDetail}</p>
        <button className="quiet" onClick={() => studio.retry()}>{texts.lostRetry}</button>
      </div>
    );
  if (!notice) return null;
  return (
    <div className="banner" role="alert" data-testid="banner">
      <p><strong>{texts.problemTitle}</strong> {notice.message} {notice.remedy}</p>
      <button className="tool" aria-label={texts.close} onClick={() => studio.dismiss()}><Icon name="close" size={16} /></button>
    </div>
  );
}
