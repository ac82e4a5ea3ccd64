import { decodeFrame, type Frame } from "./frame";
import { encodeRequest, type FrameRequest } from "./protocol";

export type ConnectionState = "connecting" | "open" | "lost";

/** A sentence and its remedy from the server, about one request or about the session. */
export interface ServerNote {
  readonly type: "changed" | "gone" | "problem";
  readonly revision?: number;
  readonly detail?: string;
  readonly remedy?: string;
  readonly sequence?: number;
}

export interface ConnectionOptions {
  readonly url: () => string;
  readonly onFrame: (frame: Frame) => void;
  readonly onNote: (note: ServerNote) => void;
  readonly onState: (state: ConnectionState) => void;
  /** A message came that cannot be read. */
  readonly onUnreadable: (error: unknown) => void;
}

/** One WebSocket that comes back by itself: after 0.25 s, then half as long again each time, up to 3 s. */
export class Connection {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private wait = 250;
  private closed = false;

  constructor(private readonly options: ConnectionOptions) {
    this.open();
  }

  send(request: FrameRequest): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(encodeRequest(request));
    return true;
  }

  /** Tries now instead of waiting for the timer. */
  retry(): void {
    if (this.closed || this.socket?.readyState === WebSocket.OPEN) return;
    if (this.timer) clearTimeout(this.timer);
    this.open();
  }

  /** Begins anew: somebody found the server gone, which an open connection may not have noticed. */
  renew(): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.open();
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
  }

  private open(): void {
    if (this.closed) return;
    this.timer = null;
    this.socket?.close();
    const socket = new WebSocket(this.options.url());
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.wait = 250;
      this.options.onState("open");
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      if (this.socket === socket) this.read(event.data);
    };
    socket.onclose = () => {
      if (this.socket !== socket || this.closed) return;
      this.socket = null;
      this.options.onState("lost");
      this.timer = setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(this.wait * 1.5, 3000);
    };
  }

  private read(data: ArrayBuffer | string): void {
    let message: Frame | ServerNote;
    try {
      message = typeof data === "string" ? (JSON.parse(data) as ServerNote) : decodeFrame(data);
    } catch (error) {
      return this.options.onUnreadable(error);
    }
    if ("kind" in message) this.options.onFrame(message);
    else this.options.onNote(message);
  }
}
