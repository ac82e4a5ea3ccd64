import { describe, expect, it } from "vitest";
import type { ImageFrame } from "../frames/imageFrame";
import { Showcase, type Samples } from "./showcase";

const frame: ImageFrame = { kind: "image", sequence: 0, step: 0, channel: 1, detail: 1, width: 1, height: 1, channels: 1, pixels: new Uint8Array(1) };

function showcase(broken = "") {
  const asked: string[] = [];
  const failures: unknown[] = [];
  let shown: Samples = new Map();
  const made = new Showcase({
    ask: (generator, seed) => {
      expect(Number.isInteger(seed) && seed >= 0).toBe(true);
      asked.push(generator);
      return generator === broken ? Promise.reject(new Error("broken")) : Promise.resolve(frame);
    },
    take: () => "picture",
    changed: (samples) => (shown = samples),
    failed: (error) => failures.push(error),
  });
  return { made, asked, failures, shown: () => shown };
}

describe("the showcase", () => {
  it("fills evenly, and only what is missing", async () => {
    const { made, asked, shown } = showcase();
    await made.fill(["a", "b"], 2);
    expect(asked).toEqual(["a", "b", "a", "b"]);
    await made.fill(["a", "b", "c"], 2);
    expect(asked.slice(4)).toEqual(["c", "c"]);
    expect(shown().get("c")).toHaveLength(2);
    expect(new Set(shown().get("a")!.map((sample) => sample.seed)).size).toBe(2);
  });

  it("a generator that fails is told of once and does not hold up the others", async () => {
    const { made, asked, failures, shown } = showcase("a");
    await made.fill(["a", "b"], 3);
    expect(failures).toHaveLength(1);
    expect(asked.filter((name) => name === "a")).toHaveLength(1);
    expect(shown().get("b")).toHaveLength(3);
  });
});
