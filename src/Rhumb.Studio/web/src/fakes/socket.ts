/** A WebSocket whose other end the test is. */
export class FakeSocket {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  readonly sent: ArrayBuffer[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer | string }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.opened.push(this);
  }

  /** The one opened last. */
  static get latest(): FakeSocket {
    return FakeSocket.opened.at(-1)!;
  }

  /** Those that hold a connection. */
  static get alive(): FakeSocket[] {
    return FakeSocket.opened.filter((socket) => socket.readyState < 2);
  }

  send(message: ArrayBuffer): void {
    this.sent.push(message);
  }

  close(): void {
    this.readyState = 2;
  }

  /** The server takes the connection. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** The server goes away, or was never there. */
  drop(): void {
    this.readyState = 3;
    this.onclose?.();
  }
}
