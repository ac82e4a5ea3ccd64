import { beforeEach, describe, expect, it, vi } from "vitest";
import { Speaker } from "./speaker";

/** What a speaker asks of the browser's sound, written down. */
class FakeContext {
  state = "suspended";
  currentTime = 0;
  readonly destination = {};
  readonly started: { at: number; rate: number; samples: Float32Array; stopped: number | null; end: () => void }[] = [];
  closed = false;

  constructor(readonly sampleRate: number) {}

  createBuffer = (_: number, length: number) => {
    const data = new Float32Array(length);
    return { data, copyToChannel: (samples: Float32Array) => data.set(samples) };
  };

  createGain = () => ({ gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined }, connect: () => undefined, disconnect: () => undefined });

  createBufferSource = () => {
    const source = {
      buffer: null as { data: Float32Array } | null, playbackRate: { value: 1 }, onended: null as (() => void) | null, connect: (node: unknown) => node,
      start: (at: number) => void this.started.push({ at, rate: source.playbackRate.value, samples: source.buffer!.data, stopped: null, end: () => source.onended?.() }),
      stop: (at: number) => { this.started.find((one) => one.samples === source.buffer!.data)!.stopped = at; },
    };
    return source;
  };

  resume = () => ((this.state = "running"), Promise.resolve());
  close = () => ((this.closed = true), Promise.resolve());
}

const tone = (rate = 16_000) => ({ rate, samples: Int16Array.from({ length: 1600 }, (_, i) => 9000 * Math.sin(i / 3)) });

function speaker() {
  const contexts: FakeContext[] = [];
  const made = new Speaker((rate) => {
    contexts.push(new FakeContext(rate));
    return contexts.at(-1) as unknown as AudioContext;
  });
  return { made, contexts };
}

describe("the speaker", () => {
  beforeEach(() => localStorage.clear());

  it("plays one sound at a time and says so", () => {
    const { made, contexts } = speaker();
    const [first, second] = [tone(), tone()];
    made.play(first);
    expect(made.get()).toMatchObject({ playing: first, heard: 1 });
    made.play(second);
    const { started } = contexts[0]!;
    expect(started.map((one) => one.stopped !== null)).toEqual([true, false]);
    started[0]!.end();
    expect(made.get().playing).toBe(second);
    started[1]!.end();
    expect(made.get()).toMatchObject({ playing: null, heard: 2 });
  });

  it("waits for the first touch of the page, and needs no other", () => {
    const { made, contexts } = speaker();
    made.prepare(16_000);
    expect(contexts[0]!.state).toBe("suspended");
    window.dispatchEvent(new Event("pointerdown"));
    expect(contexts[0]!.state).toBe("running");
    made.play(tone());
    expect(contexts).toHaveLength(1);
  });

  it("is silent when muted, also tomorrow", () => {
    const { made, contexts } = speaker();
    made.play(tone());
    made.mute(true);
    expect(made.get()).toMatchObject({ playing: null, muted: true });
    expect(contexts[0]!.started[0]!.stopped).not.toBeNull();
    made.play(tone());
    expect(contexts[0]!.started).toHaveLength(1);
    const tomorrow = speaker();
    tomorrow.made.prepare(16_000);
    tomorrow.made.play(tone());
    expect(tomorrow.contexts).toHaveLength(0);
    tomorrow.made.mute(false);
    tomorrow.made.play(tone());
    expect(tomorrow.contexts[0]!.started).toHaveLength(1);
  });

  it("keeps the pitch of any rate", () => {
    vi.useFakeTimers();
    const { made, contexts } = speaker();
    for (const rate of [16_000, 44_100, 4000, 192_000]) made.play(tone(rate));
    expect(contexts.map((one) => one.sampleRate)).toEqual([16_000, 44_100, 8000, 96_000]);
    expect(contexts.map((one) => one.started[0]!.rate)).toEqual([1, 1, 0.5, 2]);
    vi.runAllTimers();
    expect(contexts.map((one) => one.closed)).toEqual([true, true, true, false]);
    vi.useRealTimers();
  });

  it("plays nothing on in a context that is given up for another rate", () => {
    const { made, contexts } = speaker();
    made.play(tone());
    made.prepare(8000);
    expect(contexts[0]!.started[0]!.stopped).not.toBeNull();
    expect(made.get().playing).toBeNull();
  });

  it("says when the browser has no sound", () => {
    const made = new Speaker(() => { throw new Error("no sound"); });
    made.play(tone());
    expect(made.get()).toMatchObject({ playing: null, broken: true, heard: 0 });
  });
});
