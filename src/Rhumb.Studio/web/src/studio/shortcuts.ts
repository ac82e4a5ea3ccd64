import type { Texts } from "../i18n/en";

export type Command =
  | "next" | "undo" | "redo" | "keep" | "star" | "recentre" | "slideLeft" | "slideRight" | "selectUp" | "selectDown"
  | "more" | "fewer" | "start" | "condition" | "generators" | "save" | "open" | "export" | "view" | "play" | "mute" | "theme" | "language" | "help";

/** What makes sense on the start page, too, where no walk is open. */
const everywhere: ReadonlySet<Command> = new Set<Command>(["generators", "open", "mute", "theme", "language", "help"]);

/** Whether there must be a walk for `command`. */
export const needsWalk = (command: Command): boolean => !everywhere.has(command);

/** One chord: `key` as in KeyboardEvent.key (letters in lower case), with the platform's command key or without. */
export interface Chord {
  readonly key: string;
  readonly command?: boolean;
  readonly shift?: boolean;
}

export interface Shortcut {
  readonly commands: readonly Command[];
  readonly chords: readonly Chord[];
  readonly text: keyof Texts;
}

/** The one list of shortcuts: the keyboard handler and the help page both read it. */
export const shortcuts: readonly Shortcut[] = [
  { commands: ["next"], chords: [{ key: " " }], text: "keyNext" },
  { commands: ["slideLeft", "slideRight"], chords: [{ key: "ArrowLeft" }, { key: "ArrowRight" }], text: "keySlide" },
  { commands: ["selectUp", "selectDown"], chords: [{ key: "ArrowUp" }, { key: "ArrowDown" }], text: "keySelect" },
  { commands: ["recentre"], chords: [{ key: "0" }], text: "keyRecentre" },
  { commands: ["undo"], chords: [{ key: "z", command: true }], text: "keyUndo" },
  { commands: ["redo", "redo"], chords: [{ key: "z", command: true, shift: true }, { key: "y", command: true }], text: "keyRedo" },
  { commands: ["keep"], chords: [{ key: "b" }], text: "keyKeep" },
  { commands: ["star"], chords: [{ key: "t" }], text: "keyStar" },
  { commands: ["more"], chords: [{ key: "+" }], text: "keyMore" },
  { commands: ["fewer"], chords: [{ key: "-" }], text: "keyFewer" },
  { commands: ["start"], chords: [{ key: "r" }], text: "keyStart" },
  { commands: ["condition"], chords: [{ key: "c" }], text: "keyCondition" },
  { commands: ["generators"], chords: [{ key: "g" }], text: "keyGenerators" },
  { commands: ["save", "save"], chords: [{ key: "s" }, { key: "s", command: true }], text: "keySave" },
  { commands: ["open"], chords: [{ key: "o" }], text: "keyOpen" },
  { commands: ["export"], chords: [{ key: "e" }], text: "keyExport" },
  { commands: ["view"], chords: [{ key: "f" }], text: "keyView" },
  { commands: ["play"], chords: [{ key: "p" }], text: "keyPlay" },
  { commands: ["mute"], chords: [{ key: "m" }], text: "keyMute" },
  { commands: ["theme"], chords: [{ key: "d" }], text: "keyTheme" },
  { commands: ["language"], chords: [{ key: "l" }], text: "keyLanguage" },
  { commands: ["help"], chords: [{ key: "?" }], text: "keyHelp" },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command of a key press, or null. Shift counts only together with the command key: "+" and "?" need it on some keyboards. */
export function commandOf(press: KeyPress): Command | null {
  if (press.altKey) return null;
  const command = press.ctrlKey || press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  for (const shortcut of shortcuts) {
    const index = shortcut.chords.findIndex(
      (chord) => chord.key === key && (chord.command ?? false) === command && (!command || (chord.shift ?? false) === press.shiftKey),
    );
    if (index >= 0) return shortcut.commands[Math.min(index, shortcut.commands.length - 1)]!;
  }
  return null;
}

const names: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

/** How a chord is printed on the help page. */
export function printChord(chord: Chord, mac: boolean, space: string): string {
  const key = chord.key === " " ? space : names[chord.key] ?? chord.key.toUpperCase();
  return [chord.command ? (mac ? "⌘" : "Ctrl") : null, chord.shift ? (mac ? "⇧" : "Shift") : null, key].filter(Boolean).join(mac ? " " : "+");
}
