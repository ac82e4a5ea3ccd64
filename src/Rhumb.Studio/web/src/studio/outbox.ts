import { Unreachable } from "../api/client";
import type { Session, SessionAction } from "../api/types";

/** What is to be done, made from the session as it is when its turn comes; null means that there is nothing to do any more. */
export type Intent = (session: Session) => SessionAction | null;

export interface OutboxOptions {
  readonly send: (action: SessionAction) => Promise<Session>;
  readonly fetch: () => Promise<Session>;
  /** Resolves when it makes sense to try again. */
  readonly waitForServer: () => Promise<void>;
  /** The server has acknowledged: this is the session now. */
  readonly acknowledged: (session: Session) => void;
  readonly refused: (error: unknown) => void;
}

/**
 * Sends what the person did, one thing after the other, and keeps it until the server has acknowledged it. Where an answer is missing the
 * session's revision tells whether the action arrived: it is sent again only if it did not, so nothing is lost and nothing happens twice.
 */
export class Outbox {
  private queue: Intent[] = [];
  private busy = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private session: Session, private readonly options: OutboxOptions) {}

  /** Number of actions that the server has not acknowledged yet. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Adds an intent; resolves when there is none left. */
  add(intent: Intent): Promise<void> {
    this.queue.push(intent);
    if (!this.busy) {
      this.busy = true;
      this.running = this.run();
    }
    return this.running;
  }

  /** The server's session as read elsewhere. */
  refresh(session: Session): void {
    if (session.revision >= this.session.revision) this.session = session;
  }

  private async run(): Promise<void> {
    for (let intent = this.queue[0]; intent; intent = this.queue[0]) {
      try {
        const action = intent(this.session);
        if (action) this.accept(await this.deliver(action));
      } catch (error) {
        this.options.refused(error);
      }
      this.queue.shift();
    }
    // In the same breath as the last look at the queue: what is added from here on begins its own run.
    this.busy = false;
  }

  private accept(session: Session): void {
    this.session = session;
    this.options.acknowledged(session);
  }

  private async deliver(action: SessionAction): Promise<Session> {
    const before = this.session.actions;
    for (;;) {
      try {
        return await this.options.send(action);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
      }
      for (;;) {
        await this.options.waitForServer();
        try {
          const now = await this.options.fetch();
          if (now.actions > before) return now;
          break;
        } catch (error) {
          if (!(error instanceof Unreachable)) throw error;
        }
      }
    }
  }
}
