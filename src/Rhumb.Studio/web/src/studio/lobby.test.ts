import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem, Unreachable } from "../api/client";
import type { Generator, Session } from "../api/types";
import { fakeSession } from "../fakes/session";
import { FakeStudio, settle } from "../fakes/studio";

const generators = ["chair", "prints"].map((name) => ({ name, kind: "shape" }) as Generator);

describe("the lobby", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    history.replaceState(null, "", "#/walks/a");
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("goes where the person wanted to go last, in whatever order the answers come", async () => {
    const fake = new FakeStudio();
    const answers = new Map<string, (session: Session) => void>();
    fake.api.session.mockImplementation((id) => new Promise((resolve) => answers.set(id, resolve)));
    fake.studio.lobby.openSession("b");
    fake.studio.lobby.openSession("c");
    await settle();
    answers.get("c")!(fakeSession({ id: "c" }));
    await settle();
    answers.get("b")!(fakeSession({ id: "b" }));
    await settle();
    expect(fake.studio.get().session!.id).toBe("c");
    fake.studio.lobby.openSession("b");
    await settle();
    fake.studio.lobby.open();
    answers.get("b")!(fakeSession({ id: "b" }));
    await settle();
    expect(fake.studio.get()).toMatchObject({ choosing: true, session: null });
  });

  it("begins one walk where a button is pressed twice", async () => {
    const fake = new FakeStudio();
    const entered = vi.spyOn(fake.studio, "enter");
    fake.api.create.mockImplementation((generator) => Promise.resolve(fakeSession({ id: `new${fake.api.create.mock.calls.length}`, generator })));
    fake.studio.lobby.startWith("chair");
    fake.studio.lobby.startWith("chair");
    await settle();
    expect(entered).toHaveBeenCalledTimes(1);
  });

  it("heeds the address once it has begun, and not before: a studio that is only made does nothing", async () => {
    const listening = vi.spyOn(window, "addEventListener");
    const fake = new FakeStudio();
    expect(listening.mock.calls.map(([type]) => type)).not.toContain("hashchange");
    await fake.studio.lobby.begin();
    expect(listening.mock.calls.map(([type]) => type)).toContain("hashchange");
  });

  it("says why an address leads nowhere, and shows where the page still is", async () => {
    const fake = new FakeStudio();
    await fake.studio.lobby.begin();
    fake.api.session.mockImplementation(() => Promise.reject(new Problem(404, "No such walk.", null)));
    history.replaceState(null, "", "#/walks/gone");
    window.dispatchEvent(new Event("hashchange"));
    await settle();
    expect(fake.studio.get().notice?.message).toBe("No such walk.");
    expect(location.hash).toBe("#/walks/a");
  });

  it("says why the address that it begins with leads nowhere, and opens the start page", async () => {
    const fake = new FakeStudio();
    fake.api.generators.mockResolvedValue(generators);
    fake.api.session.mockImplementation(() => Promise.reject(new Problem(404, "No such walk.", null)));
    await fake.studio.lobby.begin();
    expect(fake.studio.get()).toMatchObject({ choosing: true, notice: { message: "No such walk." } });
  });

  it("comes back to a server that was lost before the start page opened, asking one question at a time", async () => {
    const fake = new FakeStudio();
    fake.studio.report(new Unreachable());
    let asking = 0;
    fake.api.generators.mockImplementation(() => {
      asking++;
      return Promise.reject(new Unreachable());
    });
    fake.studio.lobby.open();
    await vi.advanceTimersByTimeAsync(1900);
    expect(asking).toBe(3);
    fake.studio.report(new Unreachable());
    fake.studio.report(new Unreachable());
    await vi.advanceTimersByTimeAsync(4200);
    expect(asking).toBe(10);
    fake.api.generators.mockImplementation(() => Promise.resolve(generators as never));
    await vi.advanceTimersByTimeAsync(700);
    expect(fake.studio.get().connection).toBe("open");
    expect(fake.studio.get().generators).toHaveLength(2);
  });
});
