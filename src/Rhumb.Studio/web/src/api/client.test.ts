import { afterEach, describe, expect, it, vi } from "vitest";
import { Api, Problem, Unreachable } from "./client";

describe("the client", () => {
  afterEach(() => void vi.unstubAllGlobals());

  const server = (answer: () => Promise<Response>): Api => {
    vi.stubGlobal("fetch", vi.fn(answer));
    return new Api();
  };
  const broken = (): Response => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("network error")) }));

  it("knows nothing of a request that was not answered, or not to the end", async () => {
    await expect(server(() => Promise.reject(new TypeError("failed"))).session("a")).rejects.toBeInstanceOf(Unreachable);
    await expect(server(() => Promise.resolve(broken())).session("a")).rejects.toBeInstanceOf(Unreachable);
    await expect(server(() => Promise.resolve(broken())).sessionFile("a")).rejects.toBeInstanceOf(Unreachable);
    await expect(server(() => Promise.resolve(broken())).sample("a", 1)).rejects.toBeInstanceOf(Unreachable);
  });

  it("does not ask again for what has come and cannot be read", async () => {
    await expect(server(() => Promise.resolve(new Response("{"))).session("a")).rejects.toBeInstanceOf(SyntaxError);
  });

  it("says what the server says", async () => {
    const refusal = new Response(JSON.stringify({ detail: "The disk is full.", remedy: "Free some space." }), { status: 409 });
    await expect(server(() => Promise.resolve(refusal)).session("a")).rejects.toEqual(new Problem(409, "The disk is full.", "Free some space."));
    await expect(server(() => Promise.resolve(new Response("?", { status: 502, statusText: "Bad Gateway" }))).session("a")).rejects.toThrow("502 Bad Gateway");
  });
});
