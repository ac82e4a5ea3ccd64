import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Choice } from "./choice";
import { Observable } from "./observable";
import { initialState, type StudioState } from "./state";

describe("a choice of conditions", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function choice() {
    const state = new Observable<StudioState>(initialState);
    const committed: Readonly<Record<string, string>>[] = [];
    let answer = (): void => undefined;
    const made = new Choice(state, (conditions) => {
      committed.push(conditions);
      return new Promise((resolve) => (answer = resolve));
    });
    return { made, state, committed, answer: () => answer() };
  }

  it("counts when the keys rest, and is shown until the server has answered", async () => {
    const { made, state, committed, answer } = choice();
    for (const label of ["shirt", "dress", "coat"]) made.set("label", label);
    expect(state.get().chosen).toEqual({ label: "coat" });
    expect(committed).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(committed).toEqual([{ label: "coat" }]);
    expect(state.get().chosen).toEqual({ label: "coat" });
    answer();
    await vi.runAllTimersAsync();
    expect(state.get().chosen).toBeNull();
  });

  it("counts at once when something else is done", () => {
    const { made, committed } = choice();
    expect(made.decide()).toBe(false);
    made.set("label", "dress");
    expect(made.decide()).toBe(true);
    expect(committed).toEqual([{ label: "dress" }]);
    vi.advanceTimersByTime(1000);
    expect(committed).toHaveLength(1);
  });

  it("a newer choice stays shown when the answer to an older one comes", async () => {
    const { made, state, answer } = choice();
    made.set("label", "dress");
    made.decide();
    made.set("label", "coat");
    answer();
    await Promise.resolve();
    await Promise.resolve();
    expect(state.get().chosen).toEqual({ label: "coat" });
  });
});
