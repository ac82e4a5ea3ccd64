import { describe, expect, it } from "vitest";
import { Unreachable } from "../api/client";
import type { Session, SessionAction } from "../api/types";
import { fakeSession } from "../fakes/session";
import { Outbox } from "./outbox";

const session = (actions: number): Session => fakeSession({ revision: actions, actions });

function server() {
  const done: string[] = [];
  const refused: unknown[] = [];
  let now = session(1);
  let trouble: ("before" | "after")[] = [];
  const outbox = new Outbox(now, {
    send: (action: SessionAction) => {
      const what = trouble.shift();
      if (what === "before") return Promise.reject(new Unreachable());
      done.push(action.kind!);
      now = session(now.actions + 1);
      return what === "after" ? Promise.reject(new Unreachable()) : Promise.resolve(now);
    },
    fetch: () => Promise.resolve(now),
    waitForServer: () => Promise.resolve(),
    acknowledged: () => undefined,
    refused: (error) => refused.push(error),
  });
  return { outbox, done, refused, fail: (...what: ("before" | "after")[]) => (trouble = what) };
}

describe("the outbox", () => {
  it("sends one thing after the other", async () => {
    const { outbox, done } = server();
    void outbox.add(() => ({ kind: "undo" }));
    void outbox.add(() => null);
    await outbox.add(() => ({ kind: "redo" }));
    expect(done).toEqual(["undo", "redo"]);
    expect(outbox.waiting).toBe(0);
  });

  it("goes on after a rest, however things were added before", async () => {
    const { outbox, done } = server();
    for (let i = 0; i < 20; i++) {
      void outbox.add(() => null);
      await outbox.add(() => ({ kind: "undo" }));
      for (let j = 0; j < i; j++) await Promise.resolve();
    }
    expect(done).toHaveLength(20);
    expect(outbox.waiting).toBe(0);
  });

  it("is not held up by something that turns out to be nothing", async () => {
    const { outbox, done } = server();
    void outbox.add(() => null);
    await outbox.add(() => ({ kind: "redo" }));
    expect(done).toEqual(["redo"]);
  });

  it("is not stopped by what cannot even be made", async () => {
    const { outbox, done, refused } = server();
    void outbox.add(() => {
      throw new Error("a mistake");
    });
    await outbox.add(() => ({ kind: "undo" }));
    expect(refused).toEqual([new Error("a mistake")]);
    expect(done).toEqual(["undo"]);
  });

  it("sends again what did not arrive, and only that", async () => {
    const { outbox, done, fail } = server();
    fail("before", "before");
    await outbox.add(() => ({ kind: "undo" }));
    expect(done).toEqual(["undo"]);
    fail("after");
    await outbox.add(() => ({ kind: "redo" }));
    expect(done).toEqual(["undo", "redo"]);
  });
});
