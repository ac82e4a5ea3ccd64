import { afterEach, describe, expect, it, vi } from "vitest";
import { bestStep } from "../frames/protocol";
import { en } from "../i18n/en";
import { fakeSession } from "../fakes/session";
import { FakeEasel, FakeStudio } from "../fakes/studio";

describe("the best so far", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("is what is shown, recorded first, and stands beside the current one", async () => {
    const fake = await kept();
    expect(fake.actions).toEqual(["move 0.5", "keep"]);
    expect(fake.studio.get().comparing).toBe(true);
    expect(fake.easel.kept).toMatchObject({ kind: "shape", step: bestStep });
    expect(fake.said.at(-1)).toBe(en.saidKept);
  });

  it("stays while the hand goes on", async () => {
    const fake = await kept();
    const { kept: before } = fake.easel;
    fake.studio.hand.scrub(0, -0.75);
    fake.frames();
    fake.studio.hand.release();
    await fake.answer({ place: [-0.75] });
    fake.frames();
    expect(fake.easel.kept).toBe(before);
  });

  it("is taken off the page, not out of the walk, and hangs there again when something better is kept", async () => {
    const fake = await kept();
    const { kept: before } = fake.easel;
    fake.studio.best.toggle();
    expect(fake.easel.kept).toBeNull();
    expect(fake.studio.get()).toMatchObject({ comparing: false, session: { best: { step: 0 } } });
    expect(fake.said.at(-1)).toBe(en.saidReleased);
    fake.studio.best.toggle();
    await fake.answer({ best: { step: 0, key: "0/0.9" } });
    fake.frames();
    expect(fake.easel.kept).not.toBeNull();
    expect(fake.easel.kept).not.toBe(before);
    expect(fake.actions).toEqual(["move 0.5", "keep", "keep"]);
  });

  it("that was kept before is drawn no more when its answer comes late", async () => {
    const fake = new FakeStudio(fakeSession({ best: { step: 0, key: "0/0.1" } }));
    fake.studio.best.toggle();   // off the page, before its frame has come
    fake.frames();
    fake.frames();
    expect(fake.easel.kept).toBeNull();
  });

  it("of one walk is not shown in another", async () => {
    const fake = await kept();
    fake.enter(fakeSession({ id: "b" }));
    fake.frames();
    expect(fake.easel.kept).toBeNull();
    fake.enter(fakeSession({ id: "c", best: { step: 2, key: "2/" } }));
    fake.frames();
    expect(fake.easel.kept).not.toBeNull();
  });

  it("hangs on the next easel, too", async () => {
    const fake = await kept();
    const next = new FakeEasel();
    fake.studio.hang(null);
    fake.studio.hang(next);
    fake.frames();
    expect(next.kept).toMatchObject({ step: bestStep });
  });

  it("becomes the current one again, after what the hand held is recorded", async () => {
    const fake = await kept();
    fake.studio.hand.scrub(0, -0.25);
    fake.studio.best.goTo();
    await fake.answer({ place: [-0.25] });
    await fake.answer({ place: [0.5] });
    expect(fake.actions.slice(2)).toEqual(["move -0.25", "goToBest"]);
    expect(fake.studio.get().place).toEqual([0.5]);
  });

  it("cannot be gone to before there is one", () => {
    const fake = new FakeStudio();
    fake.studio.best.goTo();
    expect(fake.actions).toEqual([]);
  });

  /** A walk in which the output at 0.5 was kept. */
  async function kept(): Promise<FakeStudio> {
    const fake = new FakeStudio();
    fake.studio.hand.scrub(0, 0.5);
    fake.studio.best.toggle();
    await fake.answer({ place: [0.5] });
    await fake.answer({ best: { step: 0, key: "0/0.5" } });
    for (let i = 0; i < 8; i++) fake.frames();
    return fake;
  }
});
