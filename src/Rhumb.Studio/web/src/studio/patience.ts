/** How long to wait for word of the server, in milliseconds. */
const longest = 1500;

/** Waits for the server to come back: until somebody says that it has, or for a moment, where nobody may. */
export class Patience {
  private readonly waiting = new Set<() => void>();

  wait(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, longest);
      this.waiting.add(end);
    });
  }

  /** The server may be back. */
  end(): void {
    for (const end of [...this.waiting]) end();
  }
}
