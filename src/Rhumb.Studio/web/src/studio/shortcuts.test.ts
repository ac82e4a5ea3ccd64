import { describe, expect, it } from "vitest";
import { en } from "../i18n/en";
import { commandOf, needsWalk, printChord, shortcuts, type KeyPress } from "./shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe("shortcuts", () => {
  it("every chord is its own and every line has a text", () => {
    const seen = new Set<string>();
    for (const shortcut of shortcuts) {
      expect(en[shortcut.text]).toBeTypeOf("string");
      for (const chord of shortcut.chords) {
        const printed = printChord(chord, false, "Space");
        expect(seen.has(printed), printed).toBe(false);
        seen.add(printed);
      }
    }
  });

  it("every chord listed does what its line says", () => {
    for (const shortcut of shortcuts)
      shortcut.chords.forEach((chord, i) => {
        const command = commandOf(press(chord.key, { ctrlKey: chord.command ?? false, shiftKey: chord.shift ?? false }));
        expect(command).toBe(shortcut.commands[Math.min(i, shortcut.commands.length - 1)]);
      });
  });

  it("Space is Next; Ctrl+Z undoes and with Shift redoes; the Mac's command key counts", () => {
    expect(commandOf(press(" "))).toBe("next");
    expect(commandOf(press("z", { ctrlKey: true }))).toBe("undo");
    expect(commandOf(press("Z", { metaKey: true, shiftKey: true }))).toBe("redo");
    expect(commandOf(press("z"))).toBeNull();
  });

  it("leaves the browser's own chords alone", () => {
    expect(commandOf(press("r", { ctrlKey: true }))).toBeNull();
    expect(commandOf(press("l", { metaKey: true }))).toBeNull();
    expect(commandOf(press("ArrowLeft", { altKey: true }))).toBeNull();
  });

  it("a shifted key on another keyboard is still that key", () => {
    expect(commandOf(press("?", { shiftKey: true }))).toBe("help");
    expect(commandOf(press("+", { shiftKey: true }))).toBe("more");
  });

  it("on the start page only what does not need a walk is a shortcut: space and arrows scroll", () => {
    for (const command of ["next", "undo", "redo", "slideLeft", "selectDown", "keep", "star", "save", "export", "start"] as const) expect(needsWalk(command), command).toBe(true);
    for (const command of ["generators", "open", "help", "language", "theme", "mute"] as const) expect(needsWalk(command), command).toBe(false);
  });
});
