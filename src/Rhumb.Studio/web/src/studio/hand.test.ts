import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../api/client";
import { fakeSession } from "../fakes/session";
import { FakeStudio, settle } from "../fakes/studio";

describe("the hand", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("moves what is seen at once, and records nothing before it lets go", async () => {
    const { studio, actions, looking } = pressed(new FakeStudio());
    expect(studio.get().place).toEqual([0.5]);
    expect(looking()).toMatchObject({ step: 0, place: [0.5] });
    await vi.advanceTimersByTimeAsync(5000);
    expect(actions()).toEqual([]);
    studio.hand.release();
    expect(actions()).toEqual(["move 0.5"]);
    expect(studio.hand.isRecorded(studio.get().session!)).toBe(false);
  });

  it("is heard where it let go, once that is seen, and never while it moves", () => {
    const { studio, fake } = pressed(new FakeStudio());
    fake.frames();
    fake.frames();
    expect(fake.easel.played).toBe(0);
    studio.hand.release();
    expect(fake.easel.played).toBe(1);
    studio.hand.release();
    expect(fake.easel.played).toBe(1);
  });

  it("stays within the slider", () => {
    const { studio } = new FakeStudio();
    studio.hand.scrub(0, 7);
    expect(studio.get().place).toEqual([1]);
    studio.hand.scrub(0, -7);
    expect(studio.get().place).toEqual([-1]);
  });

  it("moves one of several sliders, which the arrow keys move from then on", () => {
    const { studio } = new FakeStudio(fakeSession({ sliderCount: 3, place: [0.1, 0.2, 0.3] }));
    studio.hand.scrub(1, -0.5);
    expect(studio.get()).toMatchObject({ place: [0.1, -0.5, 0.3], active: 1 });
    studio.hand.nudge(0.25);
    expect(studio.get().place).toEqual([0.1, -0.25, 0.3]);
    studio.hand.select(-1);
    expect(studio.get().active).toBe(2);
    studio.hand.select(3);
    expect(studio.get().active).toBe(0);
  });

  it("records a letting go only where that is news", async () => {
    const fake = new FakeStudio(fakeSession({ place: [0.5] }));
    fake.studio.hand.release();
    expect(fake.actions).toEqual([]);
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.hand.release();
    await settle();
    expect(fake.actions).toEqual([]);
  });

  it("lets go of keys when they rest", () => {
    const fake = new FakeStudio();
    for (let i = 0; i < 4; i++) {
      fake.studio.hand.nudge(0.25);
      vi.advanceTimersByTime(200);
    }
    expect(fake.actions).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(fake.actions).toEqual(["move 1"]);
  });

  it("keeps the thumb when an answer to what was done before comes", async () => {
    const { studio, fake } = pressed(new FakeStudio());
    studio.hand.release();
    studio.hand.scrub(0, 0.75);
    await fake.answer({ place: [0.5] });
    expect(studio.get().place).toEqual([0.75]);
    studio.hand.release();
    await fake.answer({ place: [0.75] });
    expect(fake.actions).toEqual(["move 0.5", "move 0.75"]);
  });

  it("gives the thumb to what moves it on the server, as undo does", async () => {
    const { studio, fake } = pressed(new FakeStudio(fakeSession({ canUndo: true })));
    studio.steps.undo();
    await fake.answer({ place: [0.5] });
    expect(studio.get().place).toEqual([0.5]);
    await fake.answer({ place: [0] });
    expect(fake.actions).toEqual(["move 0.5", "undo"]);
    expect(studio.get().place).toEqual([0]);
  });

  it("records what it let go of in one step in no other", async () => {
    const fake = new FakeStudio(fakeSession({ current: 1, canUndo: true }));
    fake.studio.steps.undo();
    fake.studio.hand.scrub(0, 0.25);
    fake.studio.hand.release();
    await fake.answer({ current: 0, place: [0.5] });
    expect(fake.actions).toEqual(["undo"]);
    expect(fake.studio.get().place).toEqual([0.5]);
  });

  it("lost to the start page or to another walk, what it held is recorded in its own", async () => {
    const { studio, fake } = pressed(new FakeStudio());
    studio.newStart();                              // keeps the server busy
    studio.hand.scrub(0, 0.25);
    fake.enter(fakeSession({ id: "b", place: [0] }));
    expect(studio.get().place).toEqual([0]);
    await fake.answer({ place: [0.5] });            // the move to 0.5 before the new start
    await fake.answer(new Problem(409, "no", null));
    expect(fake.acted.map(({ id }) => id)).toEqual(["a", "a", "a"]);
    expect(fake.actions).toEqual(["move 0.5", "start", "move 0.25"]);
  });

  it("loses the thumb where the step changes under it", async () => {
    const { studio, fake } = pressed(new FakeStudio());
    studio.hand.glideTo(0, 1);
    vi.advanceTimersByTime(100);
    await fake.changedElsewhere({ current: 4, place: [-0.5] });
    vi.advanceTimersByTime(3000);
    expect(studio.get().place).toEqual([-0.5]);
    expect(fake.actions).toEqual([]);
  });

  it("does nothing without a line", () => {
    const fake = new FakeStudio(fakeSession({ line: null, place: [] }));
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.hand.nudge(0.5);
    fake.studio.hand.glideTo(0, 1);
    fake.studio.hand.release();
    vi.advanceTimersByTime(3000);
    expect(fake.studio.get().place).toEqual([0]);
    expect(fake.actions).toEqual([]);
  });

  it("glides to an end and lets go there; the person's own hand stops it", () => {
    const fake = new FakeStudio();
    fake.studio.hand.glideTo(0, 1);
    vi.advanceTimersByTime(300);
    const [underway] = fake.studio.get().place;
    expect(underway).toBeGreaterThan(0);
    expect(underway).toBeLessThan(1);
    expect(fake.actions).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(fake.actions).toEqual(["move 1"]);
    fake.studio.hand.glideTo(0, -1);
    vi.advanceTimersByTime(100);
    fake.studio.hand.scrub(0, 0.25);
    vi.advanceTimersByTime(3000);
    expect(fake.studio.get().place).toEqual([0.25]);
  });

  it("comes back to the centre in one action", async () => {
    const fake = new FakeStudio(fakeSession({ sliderCount: 2, place: [0.5, -0.5] }));
    fake.studio.hand.nudge(0.1);
    fake.studio.hand.recentre();
    expect(fake.studio.get().place).toEqual([0, 0]);
    await fake.answer({ place: [0, 0] });
    vi.advanceTimersByTime(1000);
    expect(fake.actions).toEqual(["recentre"]);
    fake.studio.hand.recentre();
    expect(fake.actions).toEqual(["recentre"]);
  });

  /** The thumb of the only slider held at 0.5. */
  function pressed(fake: FakeStudio) {
    fake.studio.hand.scrub(0, 0.25);
    fake.studio.hand.scrub(0, 0.5);
    fake.frames();
    return { fake, studio: fake.studio, actions: () => fake.actions, looking: () => fake.looking };
  }
});
