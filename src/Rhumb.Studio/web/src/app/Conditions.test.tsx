import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Generator } from "../api/types";
import { pageOf } from "../fakes/page";
import { fakeSession } from "../fakes/session";
import { FakeStudio } from "../fakes/studio";
import { Conditions } from "./Conditions";

const layout = { height: 4, width: 4, channels: 3 };
const generator = {
  name: "chair",
  manifest: { conditions: [{ kind: "label", name: "label", classes: ["cat", "dog"] }, { kind: "number", name: "c", low: -1, high: 1, count: 2 }, { kind: "image", name: "photo", picture: layout }] },
} as unknown as Generator;

describe("conditions", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function shown() {
    const fake = new FakeStudio(fakeSession({ conditions: { label: "cat", c: "0.5,-1", photo: "data:image/png;base64,AA" } }));
    fake.studio.set({ generators: [generator] });
    return { fake, page: await pageOf(fake.studio, <Conditions />) };
  }

  it("are a list, sliders and a picture, and show what is chosen", async () => {
    const { page } = await shown();
    expect((page.find("select") as HTMLSelectElement).value).toBe("cat");
    expect(page.all("input[type=range]").map((input) => (input as HTMLInputElement).value)).toEqual(["0.5", "-1"]);
    expect(page.find("output").textContent).toBe("0.5, -1");
    expect(page.find("img").getAttribute("src")).toBe("data:image/png;base64,AA");
    await page.leave();
  });

  it("one number changes, the others stay, and it counts when the hand rests", async () => {
    const { fake, page } = await shown();
    const input = page.all("input[type=range]")[1] as HTMLInputElement;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    await page.do(() => {
      set.call(input, "0.25");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await act(async () => void vi.advanceTimersByTime(300));
    expect(fake.acted.map(({ action }) => action)).toEqual([{ kind: "choose", conditions: { c: "0.5,0.25" } }]);
    await page.leave();
  });

  it("a file that is no picture is told, and nothing is chosen", async () => {
    vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("no picture")));
    const { fake, page } = await shown();
    const input = page.find("input[type=file]") as HTMLInputElement;
    Object.defineProperty(input, "files", { value: [new File(["text"], "notes.txt")] });
    await page.do(() => input.dispatchEvent(new Event("change", { bubbles: true })));
    expect(fake.studio.get().notice?.message).toContain("notes.txt");
    expect(fake.acted).toEqual([]);
    await page.leave();
  });
});
