import type { Change, Generator, MeshDetail, MeshFormat, Session, SessionAction, SessionList, UpAxis } from "./types";

/** What the server says when it does not do something: one sentence, and what to do about it. */
export class Problem extends Error {
  constructor(readonly status: number, message: string, readonly remedy: string | null) {
    super(message);
  }
}

/** The server did not answer, or not to the end: nothing is known about what became of the request. */
export class Unreachable extends Error {}

/** How an output is exported; what is left out is the generator's own choice. */
export interface ExportOptions {
  readonly format: MeshFormat | "png" | "wav";
  readonly up?: UpAxis;
  readonly detail?: MeshDetail;
  /** Longest side of a shape in metres. */
  readonly size?: number;
  /** Side of the square that each pixel of an image becomes. */
  readonly scale?: number;
}

const query = (options: ExportOptions): URLSearchParams => new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]));

/** The studio's resources; `language` goes with every request so that sentences come back in it. */
export class Api {
  language = "en";

  generators = (): Promise<Generator[]> => this.ask("GET", "/api/generators");
  sessions = (skip: number, take: number): Promise<SessionList> => this.ask("GET", `/api/sessions?skip=${skip}&take=${take}`);
  create = (generator: string, seed?: number): Promise<Session> => this.ask("POST", "/api/sessions", { generator, ...(seed === undefined ? {} : { seed }) });
  /** A sample as a frame: what a session with that seed begins at. */
  sample = (generator: string, seed: number): Promise<ArrayBuffer> =>
    this.send("GET", `/api/generators/${encodeURIComponent(generator)}/samples/${seed}`, (response) => response.arrayBuffer());
  session = (id: string): Promise<Session> => this.ask("GET", `/api/sessions/${id}`);
  act = (id: string, action: SessionAction): Promise<Session> => this.ask("POST", `/api/sessions/${id}/events`, action);
  change = (id: string): Promise<Change> => this.ask("GET", `/api/sessions/${id}/change`);
  sessionFile = (id: string): Promise<Blob> => this.blob(`/api/sessions/${id}/file`);
  openFile = (file: File): Promise<Session> => this.send("POST", "/api/files", (response) => response.json() as Promise<Session>, file);

  export = (id: string, options: ExportOptions): Promise<Blob> => this.blob(`/api/sessions/${id}/export?${query(options)}`);
  /** All starred results in one archive, with a sheet. */
  exportStars = (id: string, options: ExportOptions): Promise<Blob> => this.blob(`/api/sessions/${id}/stars/export?${query(options)}`);

  framesUrl(id: string): string {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    return `${scheme}://${location.host}/api/sessions/${id}/frames?language=${this.language}`;
  }

  private blob(path: string): Promise<Blob> {
    return this.send("GET", path, (response) => response.blob());
  }

  private ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.send(method, path, (response) => response.json() as Promise<T>, body === undefined ? undefined : JSON.stringify(body));
  }

  private async send<T>(method: string, path: string, read: (response: Response) => Promise<T>, body?: BodyInit): Promise<T> {
    const headers: Record<string, string> = { "Accept-Language": this.language };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    else if (body instanceof File) {
      headers["Content-Type"] = "application/octet-stream";
      headers["X-File-Name"] = encodeURIComponent(body.name);
    }
    const response = await reached(fetch(path, { method, headers, ...(body === undefined ? {} : { body }) }));
    if (response.ok) return reached(read(response));
    const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; remedy?: string };
    throw new Problem(response.status, problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`, problem.remedy ?? null);
  }
}

/** What came of something that the network may break off. */
async function reached<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    // What has come whole and cannot be read is a mistake, and trying again would bring it again.
    throw error instanceof SyntaxError ? error : new Unreachable();
  }
}
