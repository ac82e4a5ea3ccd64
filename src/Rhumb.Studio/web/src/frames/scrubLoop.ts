import type { Frame } from "./frame";
import { Channel, Detail, type FrameRequest } from "./protocol";

/** Where the person is looking: a step and the sliders' positions on its line. */
export interface Place {
  readonly step: number;
  readonly place: readonly number[];
}

export interface ScrubLoopOptions {
  /** Puts a request on the wire; returns false while there is no connection. */
  readonly send: (request: FrameRequest) => boolean;
  /** Shows a frame: the newest that has arrived. */
  readonly show: (frame: Frame, place: Place) => void;
  /** Milliseconds without movement before the fine output is asked for. */
  readonly restAfter?: number;
}

interface Flight {
  readonly sequence: number;
  readonly detail: Detail;
  readonly place: Place;
}

interface PictureJob {
  readonly place: Place;
  readonly detail: Detail;
  readonly done: (frame: Frame) => void;
}

/**
 * Asks for frames so that the hand is never ahead of the eye by more than one frame: one request in flight, and when its answer comes
 * only the newest wish is asked for next. The fine output is asked for at rest, unless the draft was fine already; a draft overtakes it.
 * Small pictures wait until nothing else is wanted.
 */
export class ScrubLoop {
  private sequence = 0;
  private shown = 0;
  private flight: Flight | null = null;
  private wanted: { place: Place; detail: Detail } | null = null;
  private last: Place | null = null;
  /** Where the frame shown last is as fine as there is. */
  private fine: Place | null = null;
  private restTimer: ReturnType<typeof setTimeout> | null = null;
  private pictures: PictureJob[] = [];
  private pictureFlight: (PictureJob & { sequence: number }) | null = null;

  constructor(private readonly options: ScrubLoopOptions) {}

  /** The person is looking at `place` now. */
  want(place: Place): void {
    this.last = place;
    this.wanted = { place, detail: Detail.Draft };
    this.armRest();
    this.pump();
  }

  /** The output of `place` beside the one looked at, when there is time: a draft for a small picture. */
  picture(place: Place, done: (frame: Frame) => void, detail: Detail = Detail.Draft): void {
    this.pictures.push({ place, done, detail });
    this.pump();
  }

  /** Forgets the pictures still waiting, as when the session changes. */
  clearPictures(): void {
    this.pictures = [];
    this.pictureFlight = null;
  }

  /** An answer arrived. */
  receive(frame: Frame): void {
    if (frame.channel === Channel.Picture) {
      const job = this.pictureFlight;
      if (job?.sequence === frame.sequence) {
        this.pictureFlight = null;
        job.done(frame);
      }
      this.pump();
      return;
    }
    const flight = this.flight;
    if (flight?.sequence === frame.sequence) {
      this.flight = null;
      // A frame that arrives late is still nearer to the hand than the one on screen, unless a newer one was shown.
      if (frame.sequence > this.shown) {
        this.shown = frame.sequence;
        if (frame.detail === Detail.Full) this.fine = flight.place;
        this.options.show(frame, flight.place);
      }
    }
    this.pump();
  }

  /** The server could not answer request `sequence`: do not wait for it. */
  failed(sequence: number): void {
    if (this.flight?.sequence === sequence) this.flight = null;
    if (this.pictureFlight?.sequence === sequence) this.pictureFlight = null;
    this.pump();
  }

  /** The connection is new: whatever was in flight is lost, ask again for what is wanted. */
  reconnected(): void {
    this.flight = null;
    if (this.pictureFlight) {
      this.pictures.unshift(this.pictureFlight);
      this.pictureFlight = null;
    }
    if (this.last && !this.wanted) this.wanted = { place: this.last, detail: Detail.Draft };
    if (this.last) this.armRest();
    this.pump();
  }

  /** Stops asking. */
  stop(): void {
    if (this.restTimer) clearTimeout(this.restTimer);
    this.restTimer = null;
    this.wanted = this.last = this.fine = this.flight = null;
    this.clearPictures();
  }

  private armRest(): void {
    if (this.restTimer) clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => {
      this.restTimer = null;
      if (this.last && !this.wanted) {
        this.wanted = { place: this.last, detail: Detail.Full };
        this.pump();
      } else if (this.last) this.armRest();
    }, this.options.restAfter ?? 180);
  }

  private pump(): void {
    if (this.wanted?.detail === Detail.Full && this.wanted.place === this.fine) this.wanted = null;
    if (this.wanted) {
      const overtakes = this.flight?.detail === Detail.Full && this.wanted.detail === Detail.Draft;
      if (this.flight && !overtakes) return;
      const { place, detail } = this.wanted;
      const sequence = ++this.sequence;
      if (!this.options.send({ sequence, channel: Channel.Scrub, detail, ...place })) return;
      this.flight = { sequence, detail, place };
      this.wanted = null;
      return;
    }
    if (this.flight || this.pictureFlight) return;
    const job = this.pictures[0];
    if (!job) return;
    const sequence = ++this.sequence;
    if (!this.options.send({ sequence, channel: Channel.Picture, detail: job.detail, ...job.place })) return;
    this.pictures.shift();
    this.pictureFlight = { ...job, sequence };
  }
}
