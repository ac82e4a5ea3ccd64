import { afterEach, describe, expect, it, vi } from "vitest";
import { pageOf } from "../fakes/page";
import { fakeSession } from "../fakes/session";
import { FakeStudio } from "../fakes/studio";
import { Sliders } from "./Sliders";

describe("a slider", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each(["pointerup", "pointercancel"])("is let go of on %s, and records where it is", async (end) => {
    const fake = new FakeStudio();
    fake.studio.set({ kind: "shape" });
    const page = await pageOf(fake.studio, <Sliders />);
    await page.do(() => fake.studio.hand.scrub(0, 0.5));
    await page.do(() => page.find("input").dispatchEvent(new PointerEvent(end)));
    expect(fake.actions).toEqual(["move 0.5"]);
    await page.leave();
  });

  it("with the focus is the one that the arrow keys move", async () => {
    const fake = new FakeStudio(fakeSession({ sliderCount: 3, place: [0, 0, 0] }));
    fake.studio.set({ kind: "shape" });
    const page = await pageOf(fake.studio, <Sliders />);
    await page.do(() => page.all("input")[2]!.focus());
    expect(fake.studio.get().active).toBe(2);
    await page.leave();
  });
});
