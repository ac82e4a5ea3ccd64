import { afterEach, describe, expect, it, vi } from "vitest";
import { pageOf } from "../fakes/page";
import { fakeSession } from "../fakes/session";
import { FakeStudio } from "../fakes/studio";
import { Stars } from "./Stars";

describe("the starred results", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("keep the focus among them when one is taken away", async () => {
    const fake = new FakeStudio(fakeSession({ stars: [{ id: 4 }, { id: 7 }], starShown: 4 }));
    const page = await pageOf(fake.studio, <Stars />);
    expect(page.find("[data-testid=star-1]").getAttribute("aria-current")).toBe("true");
    await page.do(() => page.all(".drop")[0]!.click());
    await page.do(() => fake.answer({ stars: [{ id: 7 }], starShown: null }));
    expect(fake.acted.map(({ action }) => action)).toEqual([{ kind: "unstar", star: 4 }]);
    expect(page.all("[data-testid^=star-]")).toHaveLength(1);
    expect(document.activeElement).toBe(page.find("[data-testid=star-1]"));
    await page.leave();
  });
});
