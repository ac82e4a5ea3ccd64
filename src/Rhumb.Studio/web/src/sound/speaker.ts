import { Observable } from "../studio/observable";
import type { Clip } from "./clip";
import { matched } from "./matched";

const key = "rhumb.muted";
/** What browsers take for the person's word that the page may be heard. */
const gestures = ["pointerdown", "pointerup", "keydown"] as const;
const stopSeconds = 0.015;

export interface SpeakerState {
  /** What is heard now, or will be as soon as the browser allows; null in silence. */
  readonly playing: Clip | null;
  /** Remembered by the browser. */
  readonly muted: boolean;
  /** Sounds begun so far. */
  readonly heard: number;
  /** This browser plays nothing. */
  readonly broken: boolean;
}

interface Voice {
  readonly context: AudioContext;
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
  readonly begins: number;
}

/** What the page's sounds come out of: one at a time, all equally loud (`loudness`), a new one in place of the old. Knows neither React nor the session. */
export class Speaker extends Observable<SpeakerState> {
  private context: AudioContext | null = null;
  private voice: Voice | null = null;

  constructor(private readonly open: (rate: number) => AudioContext) {
    super({ playing: null, muted: localStorage.getItem(key) === "1", heard: 0, broken: false });
    // A browser lets nothing be heard before the person has touched the page: what was begun before then begins at that touch.
    for (const gesture of gestures) window.addEventListener(gesture, () => this.wake(), { capture: true });
  }

  /** Gets ready to play sounds of `rate`, so that the first touch of the page is enough. */
  prepare(rate: number): void {
    if (!this.get().muted) this.contextOf(rate);
  }

  play(clip: Clip): void {
    this.stop();
    const context = this.get().muted ? null : this.contextOf(clip.rate);
    if (!context) return;
    const samples = matched(clip);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    const gain = context.createGain();
    source.buffer = buffer;
    source.playbackRate.value = clip.rate / context.sampleRate;
    source.connect(gain).connect(context.destination);
    const begins = context.currentTime + 0.005;
    source.onended = () => {
      if (this.voice?.source !== source) return;
      this.voice = null;
      this.set({ playing: null });
    };
    source.start(begins);
    this.voice = { context, source, gain, begins };
    this.wake();
    this.set({ playing: clip, heard: this.get().heard + 1 });
  }

  /** Silence, faded to within 15 ms. */
  stop(): void {
    const { voice } = this;
    if (!voice) return;
    this.voice = null;
    const { context, source, gain } = voice;
    const now = context.currentTime;
    gain.gain.setValueAtTime(1, now);
    gain.gain.linearRampToValueAtTime(0, now + stopSeconds);
    source.stop(now + stopSeconds);
    // What has not begun never does.
    if (context.state !== "running") gain.disconnect();
    this.set({ playing: null });
  }

  mute(muted: boolean): void {
    if (muted) {
      this.stop();
      localStorage.setItem(key, "1");
    } else localStorage.removeItem(key);
    this.set({ muted });
  }

  /** Seconds since the sound began. */
  get position(): number {
    return this.voice ? Math.max(0, this.voice.context.currentTime - this.voice.begins) : 0;
  }

  private wake(): void {
    if (this.context && this.context.state !== "running") void this.context.resume();
  }

  /** A context of the sound's own rate, where browsers have one: they resample what leaves it better than what is played in it. */
  private contextOf(wanted: number): AudioContext | null {
    const rate = Math.max(8000, Math.min(96_000, wanted));
    if (this.context?.sampleRate === rate) return this.context;
    try {
      const old = this.context;
      this.context = this.open(rate);
      this.stop();
      // Not before what is stopped in it has faded.
      if (old) setTimeout(() => void old.close(), 2000 * stopSeconds);
    } catch {
      this.set({ broken: true });
      return null;
    }
    return this.context;
  }
}

/** The page's only one. */
export const speaker = new Speaker((sampleRate) => new AudioContext({ sampleRate }));
