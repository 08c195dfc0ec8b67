/** Tells waiting subscriptions that the log has grown, without losing the word to one that was just reading. */
export class Wake {
  private count = 0;
  private waiting = new Set<() => void>();

  /** Look at this before reading; pass it to `after` when there was nothing more to read. */
  get version(): number {
    return this.count;
  }

  notify(): void {
    this.count++;
    const woken = this.waiting;
    this.waiting = new Set();
    for (const wake of woken) wake();
  }

  /** Resolves at the first `notify` since `version`, or when `signal` aborts. */
  after(version: number, signal: AbortSignal): Promise<void> {
    if (this.count !== version || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        this.waiting.delete(done);
        resolve();
      };
      signal.addEventListener('abort', done, { once: true });
      this.waiting.add(done);
    });
  }
}
