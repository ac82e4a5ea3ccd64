import { afterEach, describe, expect, it, vi } from "vitest";
import { en } from "../i18n/en";
import { fakeSession } from "../fakes/session";
import { FakeStudio } from "../fakes/studio";

const path = [0, 1, 2].map((id) => ({ id, isStart: id === 0, otherBranches: [] }));

describe("steps", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("say nothing of what does not happen", () => {
    const fake = new FakeStudio(fakeSession({ path }));
    const before = fake.said.length;
    fake.studio.steps.undo();
    fake.studio.steps.redo();
    fake.studio.steps.visit(0);
    expect(fake.actions).toEqual([]);
    expect(fake.said).toHaveLength(before);
  });

  it("go back and forward, and to any of them", async () => {
    const fake = new FakeStudio(fakeSession({ path, current: 2, canUndo: true }));
    fake.studio.steps.undo();
    await fake.answer({ current: 1, canRedo: true });
    fake.studio.steps.redo();
    await fake.answer({ current: 2, canRedo: false });
    fake.studio.steps.visit(0);
    await fake.answer({ current: 0 });
    expect(fake.actions).toEqual(["undo", "redo", "goTo"]);
    expect(fake.said).toEqual(expect.arrayContaining([en.saidUndo, en.saidRedo, en.saidStep(1)]));
  });

  it("redo puts the sliders back to where undo took them from", async () => {
    const fake = new FakeStudio(fakeSession({ place: [0.5], canUndo: true }));
    fake.studio.steps.undo();
    await fake.answer({ place: [0] });
    expect(fake.studio.get().place).toEqual([0]);
    fake.studio.steps.redo();
    await fake.answer({ place: [0.5] });
    expect(fake.actions).toEqual(["undo", "move 0.5"]);
    expect(fake.studio.get().place).toEqual([0.5]);
  });
});
