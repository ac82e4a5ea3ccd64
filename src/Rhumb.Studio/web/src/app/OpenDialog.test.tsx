import { afterEach, describe, expect, it, vi } from "vitest";
import type { SessionList, SessionSummary } from "../api/types";
import { pageOf } from "../fakes/page";
import { FakeStudio } from "../fakes/studio";
import { en } from "../i18n/en";
import { OpenDialog } from "./OpenDialog";

const walk = (id: string): SessionSummary => ({ id, name: id, generator: "chair", created: "2026-01-01T00:00:00Z", updated: "2026-01-01T00:00:00Z" });

describe("the list of walks", () => {
  afterEach(() => void vi.unstubAllGlobals());

  async function list(...pages: string[][]) {
    const fake = new FakeStudio();
    let older = (): void => undefined;
    const sessions = vi.fn((skip: number, _take: number): Promise<SessionList> => {
      const answer = { sessions: pages[skip === 0 ? 0 : 1]!.map(walk), total: 4 };
      return skip === 0 ? Promise.resolve(answer) : new Promise((resolve) => (older = () => resolve(answer)));
    });
    Object.assign(fake.studio.api, { sessions });
    const close = vi.fn();
    const page = await pageOf(fake.studio, <OpenDialog language="en" onClose={close} />);
    const more = (): HTMLElement => page.all("button").find((button) => button.textContent === en.loadMore)!;
    return { fake, page, sessions, close, more, older: () => page.do(() => older()), names: () => page.all(".walks strong").map((name) => name.textContent) };
  }

  it("shows older ones once, however often they are asked for, and none twice", async () => {
    const { page, sessions, more, older, names } = await list(["d", "c"], ["c", "b", "a"]);
    expect(names()).toEqual(["d", "c"]);
    await page.do(() => more().click());
    await page.do(() => more().click());
    await older();
    expect(names()).toEqual(["d", "c", "b", "a"]);
    expect(sessions.mock.calls.map(([skip]) => skip)).toEqual([0, 2]);
    await page.leave();
  });

  it("opens the one that is chosen", async () => {
    const { fake, page, close } = await list(["d", "c"], []);
    const open = vi.spyOn(fake.studio.lobby, "openSession").mockReturnValue(undefined);
    await page.do(() => page.all("[data-testid=walk]")[1]!.click());
    expect(close).toHaveBeenCalledTimes(1);
    expect(open).toHaveBeenCalledWith("c");
    await page.leave();
  });
});
