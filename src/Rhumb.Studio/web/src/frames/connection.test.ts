import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "../fakes/socket";
import { Connection, type ConnectionState } from "./connection";

describe("the connection", () => {
  let states: ConnectionState[];
  let notes: unknown[];
  let unreadable: unknown[];
  let connection: Connection;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    FakeSocket.opened = [];
    [states, notes, unreadable] = [[], [], []];
    connection = new Connection({
      url: () => "ws://here",
      onFrame: () => undefined,
      onNote: (note) => notes.push(note),
      onState: (state) => states.push(state),
      onUnreadable: (error) => unreadable.push(error),
    });
  });
  afterEach(() => {
    connection.close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("comes back by itself, ever more patiently", () => {
    for (let i = 0; i < 12; i++) {
      FakeSocket.latest.drop();
      const wait = Math.min(3000, 250 * 1.5 ** i);
      vi.advanceTimersByTime(wait - 2);
      expect(FakeSocket.opened).toHaveLength(i + 1);
      vi.advanceTimersByTime(3);
      expect(FakeSocket.opened).toHaveLength(i + 2);
    }
    FakeSocket.latest.accept();
    expect(states.at(-1)).toBe("open");
    FakeSocket.latest.drop();
    vi.advanceTimersByTime(251);
    expect(FakeSocket.opened).toHaveLength(14);
  });

  it("never holds two connections, however impatient the person is", () => {
    connection.retry();
    connection.retry();
    expect(FakeSocket.alive).toHaveLength(1);
    FakeSocket.latest.accept();
    connection.retry();
    expect(FakeSocket.opened).toHaveLength(3);
    connection.renew();
    expect(FakeSocket.alive).toHaveLength(1);
  });

  it("hears no message of a connection that it has given up", () => {
    const [first] = FakeSocket.opened;
    first!.accept();
    connection.renew();
    first!.onmessage!({ data: "{\"type\":\"changed\"}" });
    expect(notes).toEqual([]);
    FakeSocket.latest.onmessage!({ data: "{\"type\":\"changed\"}" });
    expect(notes).toHaveLength(1);
  });

  it("says so where a message cannot be read", () => {
    FakeSocket.latest.accept();
    FakeSocket.latest.onmessage!({ data: new ArrayBuffer(60) });
    FakeSocket.latest.onmessage!({ data: "no note" });
    expect(unreadable).toHaveLength(2);
  });

  it("stays closed", () => {
    FakeSocket.latest.drop();
    connection.close();
    vi.advanceTimersByTime(10_000);
    connection.retry();
    expect(FakeSocket.alive).toHaveLength(0);
  });
});
