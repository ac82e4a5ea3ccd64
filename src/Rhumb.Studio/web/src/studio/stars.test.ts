import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../api/client";
import { en } from "../i18n/en";
import { fakeSession } from "../fakes/session";
import { FakeStudio, settle } from "../fakes/studio";

describe("stars", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("are given to what is shown: where the hand is, not where it was", async () => {
    const fake = new FakeStudio();
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.stars.toggle();
    await fake.answer({ place: [0.5] });
    expect(fake.actions).toEqual(["move 0.5", "star"]);
    expect(fake.studio.stars.isShown()).toBe(false);
    await fake.answer({ stars: [{ id: 3 }], starShown: 3 });
    expect(fake.studio.stars.isShown()).toBe(true);
    expect(fake.said.at(-1)).toBe(en.saidStarred);
  });

  it("are not those of what is shown while a slider is on its way", () => {
    const { studio } = new FakeStudio(fakeSession({ stars: [{ id: 1 }], starShown: 1 }));
    expect(studio.stars.isShown()).toBe(true);
    studio.hand.scrub(0, 0.25);
    expect(studio.stars.isShown()).toBe(false);
    studio.hand.scrub(0, 0);
    expect(studio.stars.isShown()).toBe(true);
  });

  it("are taken away by the same key, and what is said is what happens", async () => {
    const fake = new FakeStudio();
    fake.studio.stars.toggle();
    fake.studio.stars.toggle();   // before the server has answered
    await fake.answer({ stars: [{ id: 0 }], starShown: 0 });
    await fake.answer({ stars: [], starShown: null });
    expect(fake.actions).toEqual(["star", "star"]);
    expect(fake.said.slice(-2)).toEqual([en.saidStarred, en.saidUnstarred]);
  });

  it("are taken away one by one, each once", async () => {
    const fake = new FakeStudio(fakeSession({ stars: [{ id: 2 }, { id: 5 }] }));
    fake.studio.stars.remove(2);
    fake.studio.stars.remove(2);
    await fake.answer({ stars: [{ id: 5 }] });
    expect(fake.acted.map(({ action }) => action)).toEqual([{ kind: "unstar", star: 2 }]);
    expect(fake.studio.get().session!.stars).toEqual([{ id: 5 }]);
    expect(fake.said.filter((sentence) => sentence === en.saidUnstarred)).toHaveLength(1);
  });

  it("lead back, and what the hand held before is recorded first", async () => {
    const fake = new FakeStudio(fakeSession({ stars: [{ id: 2 }, { id: 5 }], starShown: 2 }));
    fake.studio.stars.goTo(2);
    expect(fake.actions).toEqual([]);   // that is where the page is
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.stars.goTo(5);
    await fake.answer({ place: [0.5], starShown: null });
    await fake.answer({ current: 1, place: [-0.25], starShown: 5 });
    expect(fake.acted.map(({ action }) => action)).toEqual([{ kind: "move", place: [0.5] }, { kind: "goToStar", star: 5 }]);
    expect(fake.studio.get().place).toEqual([-0.25]);
    expect(fake.studio.stars.isShown()).toBe(true);
  });

  it("are exported with all that was done, and of the walk in which that was asked for", async () => {
    const fake = new FakeStudio(fakeSession({ stars: [{ id: 2 }] }));
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.stars.toggle();
    const file = fake.studio.stars.export({ format: "glb" });
    await fake.answer({ place: [0.5] });
    expect(fake.api.exportStars).not.toHaveBeenCalled();
    fake.enter(fakeSession({ id: "b" }));
    await fake.answer({ stars: [{ id: 2 }, { id: 3 }] });
    expect(await (await file).text()).toBe("a");
    expect(fake.api.exportStars).toHaveBeenCalledWith("a", { format: "glb" });
  });

  it("that the server refuses are not there, and it says why", async () => {
    const fake = new FakeStudio();
    fake.studio.stars.toggle();
    await fake.answer(new Problem(409, "Enough stars.", "Take one away."));
    await settle();
    expect(fake.studio.stars.isShown()).toBe(false);
    expect(fake.studio.get().notice).toEqual({ message: "Enough stars.", remedy: "Take one away." });
  });
});
