import { useEffect, useRef, useState } from "react";
import type { SessionSummary } from "../api/types";
import { coverOf } from "../studio/pictureShelf";
import { useStudio, useStudioState, useTexts } from "./context";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { useWhileMounted } from "./useWhileMounted";

const page = 24;

export function OpenDialog({ language, onClose }: { language: string; onClose: () => void }) {
  const studio = useStudio();
  const texts = useTexts();
  const { session } = useStudioState();
  const [list, setList] = useState<readonly SessionSummary[] | null>(null);
  const [total, setTotal] = useState(0);
  const [loading, setLoading] = useState(true);
  const file = useRef<HTMLInputElement>(null);
  const giveUp = useWhileMounted(onClose);

  const load = async (known: readonly SessionSummary[]): Promise<void> => {
    setLoading(true);
    try {
      const { sessions, total: all } = await studio.api.sessions(known.length, page);
      // One that was changed in the meantime comes again.
      setList([...known, ...sessions.filter(({ id }) => known.every((one) => one.id !== id))]);
      setTotal(all);
      setLoading(false);
    } catch (error) {
      giveUp();
      studio.report(error);
    }
  };
  // Read once when the dialogue opens.
  useEffect(() => void load([]), []);

  const enter = (action: () => void): void => {
    onClose();
    action();
  };
  const date = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
  return (
    <Dialog title={texts.openTitle} onClose={onClose} test="open-dialog">
      <p className="note">{texts.openNote}</p>
      <ul className="walks">
        {list?.map((item) => {
          const cover = coverOf(item.id);
          return (
            <li key={item.id}>
              <button data-testid="walk" disabled={item.id === session?.id} onClick={() => enter(() => studio.lobby.openSession(item.id))}>
                {cover ? <img src={cover} alt="" /> : <span className="ghost" />}
                <span className="words">
                  <strong>{item.name ?? texts.untitled}</strong>
                  <small>{item.id === session?.id ? texts.thisOne : `${date.format(new Date(item.updated))} · ${item.generator}`}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {list && list.length < total && <button className="quiet" disabled={loading} onClick={() => void load(list)}>{texts.loadMore}</button>}
      {list?.length === 0 && <p className="note">{texts.openEmpty}</p>}
      <footer>
        <p className="note grow">{texts.openFileNote}</p>
        <button className="secondary" onClick={() => file.current?.click()}><Icon name="open" size={17} /> {texts.openFile}</button>
        <input ref={file} hidden type="file" data-testid="open-file" accept=".glb,.obj,.stl,.png,.wav,.json,.rhumb"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) enter(() => studio.lobby.openFile(chosen));
          }} />
      </footer>
    </Dialog>
  );
}
