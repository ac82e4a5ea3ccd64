import { afterEach, describe, expect, it, vi } from "vitest";
import type { Generator } from "../api/types";
import { pageOf } from "../fakes/page";
import { fakeSession } from "../fakes/session";
import { FakeStudio } from "../fakes/studio";
import { ExportDialog } from "./ExportDialog";

const generator = { name: "chair", kind: "sound", manifest: {}, creditLine: "The tests" } as unknown as Generator;

describe("the export dialogue", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  async function exporting() {
    const fake = new FakeStudio(fakeSession({ stars: [{ id: 1 }] }));
    fake.studio.set({ generators: [generator] });
    let finish = (_: Blob | Error): void => undefined;
    const made = vi.spyOn(fake.studio, "exportOutput")
      .mockImplementation(() => new Promise((resolve, reject) => (finish = (what) => (what instanceof Error ? reject(what) : resolve(what)))));
    vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:file");
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue(undefined);
    const [close, done] = [vi.fn(), vi.fn()];
    const page = await pageOf(fake.studio, <ExportDialog onClose={close} onDone={done} />);
    await page.do(() => page.find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    return { fake, page, made, close, done, finish: (what: Blob | Error) => page.do(() => finish(what)) };
  }

  it("closes when the file is made, and says so", async () => {
    const { page, made, close, done, finish } = await exporting();
    expect(made).toHaveBeenCalledWith({ format: "wav" });
    expect(close).not.toHaveBeenCalled();
    await finish(new Blob());
    expect(done).toHaveBeenCalledWith("chair.wav");
    expect(close).toHaveBeenCalledTimes(1);
    await page.leave();
  });

  it("closed before, it closes nothing that was opened since, and the file still comes", async () => {
    const { page, close, done, finish } = await exporting();
    await page.show(null);
    await finish(new Blob());
    expect(done).toHaveBeenCalledWith("chair.wav");
    expect(close).not.toHaveBeenCalled();
    await page.leave();
  });

  it("says what went wrong in its place", async () => {
    const { fake, page, close, done, finish } = await exporting();
    await finish(new Error("The shape is empty."));
    expect(fake.studio.get().notice?.message).toBe("The shape is empty.");
    expect(close).toHaveBeenCalledTimes(1);
    expect(done).not.toHaveBeenCalled();
    await page.leave();
  });
});
