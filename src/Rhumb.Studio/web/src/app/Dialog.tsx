import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTexts } from "./context";
import { Icon } from "./Icon";

/** The browser's own modal dialogue: it holds the focus, gives it back, and closes on Escape and on a click beside it. */
export function Dialog({ title, onClose, children, test }: { title: string; onClose: () => void; children: ReactNode; test: string }) {
  const texts = useTexts();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  /** Pressed beside the sheet: a press that began on it, as where text is selected, closes nothing. */
  const beside = useRef(false);
  useEffect(() => {
    const dialog = element.current!;
    if (!dialog.open) dialog.showModal();
    // The browser would focus the close button, which the next space presses.
    dialog.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog ref={element} aria-labelledby={heading} data-testid={test} onCancel={(event) => { event.preventDefault(); onClose(); }}
      onPointerDown={(event) => (beside.current = event.target === element.current)}
      onClick={(event) => beside.current && event.target === element.current && onClose()}>
      <div className="sheet">
        <header>
          <h2 id={heading}>{title}</h2>
          <button className="tool" aria-label={texts.close} title={texts.close} onClick={onClose}><Icon name="close" /></button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
