import { afterEach, describe, expect, it, vi } from "vitest";
import { pageOf } from "../fakes/page";
import { FakeStudio } from "../fakes/studio";
import { Dialog } from "./Dialog";

describe("a dialogue", () => {
  afterEach(() => void vi.unstubAllGlobals());

  const press = (down: HTMLElement, up: HTMLElement) => () => {
    down.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    // The browser's click is that of what holds both.
    up.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  };

  it("closes on a click beside it, and not where a press that began in it ends there", async () => {
    const close = vi.fn();
    const page = await pageOf(new FakeStudio().studio, <Dialog title="Name" test="dialog" onClose={close}><input /></Dialog>);
    const [dialog, input] = [page.find("dialog"), page.find("input")];
    await page.do(press(input, input));
    await page.do(press(input, dialog));
    expect(close).not.toHaveBeenCalled();
    await page.do(press(dialog, dialog));
    expect(close).toHaveBeenCalledTimes(1);
    await page.leave();
  });
});
