import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem, Unreachable } from "../api/client";
import { en } from "../i18n/en";
import { fakeSession } from "../fakes/session";
import { FakeSocket } from "../fakes/socket";
import { FakeStudio, settle } from "../fakes/studio";

describe("the studio", () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("shows the line again where the server refuses to go on", async () => {
    const fake = new FakeStudio();
    fake.studio.next();
    expect(fake.studio.get().session!.line).toBeNull();
    await fake.answer(new Problem(409, "The disk is full.", null));
    expect(fake.studio.get().session!.line).not.toBeNull();
    expect(fake.studio.get().notice?.message).toBe("The disk is full.");
  });

  it("takes the change of the place asked about last, also where its answer comes first", async () => {
    const fake = new FakeStudio();
    await settle();
    const answers: ((fromStart: number) => void)[] = [];
    fake.api.change.mockImplementation(() => new Promise((resolve) => answers.push((fromStart) => resolve({ fromStart, distance: 0 }))));
    for (const place of [0.25, 0.5]) {
      fake.studio.hand.scrub(0, place);
      fake.studio.hand.release();
      await fake.answer({ place: [place] });
    }
    answers[1]!(0.5);
    answers[0]!(0.25);
    await settle();
    expect(fake.studio.get().changed).toBe(0.5);
  });

  it("is silent about sliders that are gone, and reads the session again", async () => {
    const fake = new FakeStudio();
    await settle();
    const read = fake.api.session.mock.calls.length;
    FakeSocket.latest.onmessage?.({ data: JSON.stringify({ type: "gone", sequence: 1 }) });
    await settle();
    expect(fake.studio.get().notice).toBeNull();
    expect(fake.api.session.mock.calls.length).toBe(read + 1);
    FakeSocket.latest.onmessage?.({ data: JSON.stringify({ type: "problem", sequence: 2, detail: "The disk is full." }) });
    expect(fake.studio.get().notice?.message).toBe("The disk is full.");
  });

  it("says a walk's new name only where it has it", async () => {
    const fake = new FakeStudio();
    const named = fake.studio.rename("Chair");
    await fake.answer({ name: "Chair" });
    expect(await named).toBe(true);
    const refused = fake.studio.rename("Stool");
    await fake.answer(new Problem(409, "The disk is full.", null));
    expect(await refused).toBe(false);
  });

  it("finds the way back to a server that broke off one request only", async () => {
    const fake = new FakeStudio();
    fake.studio.report(new Unreachable());
    expect(fake.studio.get().connection).toBe("lost");
    expect(FakeSocket.opened).toHaveLength(2);
    FakeSocket.latest.accept();
    expect(fake.studio.get().connection).toBe("open");
    expect(FakeSocket.alive).toHaveLength(1);
    expect(fake.said.at(-1)).toBe(en.back);
  });

  it("does an action again that got lost as soon as the server is back", async () => {
    vi.useFakeTimers();
    const fake = new FakeStudio();
    fake.studio.newStart();
    await fake.answer(new Unreachable());
    expect(fake.studio.get().connection).toBe("lost");
    FakeSocket.latest.accept();
    await settle();
    expect(fake.actions).toEqual(["start", "start"]);
    await fake.answer({ current: 1 });
    expect(fake.studio.get().session!.current).toBe(1);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);   // the fine output at rest: nobody waits any more
  });

  it("has the server speak another language from the next sentence on", () => {
    const fake = new FakeStudio();
    fake.api.session.mockClear();
    fake.studio.speak("zh-CN");
    expect(FakeSocket.latest.url).toBe("a?language=zh-CN");
    expect(FakeSocket.alive).toHaveLength(1);
    expect(fake.api.session).toHaveBeenCalled();
  });

  it("says that a message cannot be read, and goes on", () => {
    const fake = new FakeStudio();
    FakeSocket.latest.onmessage!({ data: new ArrayBuffer(8) });
    expect(fake.studio.get().notice?.message).toContain("RHRF");
    FakeSocket.latest.onmessage!({ data: "{" });
    expect(fake.studio.get().notice).not.toBeNull();
    expect(fake.studio.get().connection).toBe("open");
  });

  it("tells nothing of a walk that was left", async () => {
    const fake = new FakeStudio(fakeSession({ canUndo: true }));
    fake.studio.newStart();
    fake.studio.steps.undo();
    fake.enter(fakeSession({ id: "b" }));
    await fake.answer({ current: 1, canUndo: true });
    expect(fake.actions).toEqual(["start", "undo"]);
    expect(fake.said).not.toContain(en.saidUndo);
    await fake.answer({ current: 0 });
    expect(fake.studio.get().session!.id).toBe("b");
  });
});
