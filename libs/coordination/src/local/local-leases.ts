import type { Lease, Leases } from '../leases';
import { Waiting } from '../waiting';

/** Leases of an engine of one process: what it asks for is its own until it gives it back. Parts of it wait for each other. */
export class LocalLeases implements Leases {
  private readonly held = new Map<string, LocalLease>();
  private readonly waiting = new Waiting();
  private closed = false;

  /** @param instance what the process is called */
  constructor(private readonly instance: string) {}

  acquire(name: string, signal: AbortSignal): Promise<Lease | undefined> {
    if (this.closed) return Promise.resolve(undefined);
    const lease = this.waiting.for(name, signal);
    if (!this.held.has(name)) this.grant(name);
    return lease;
  }

  holders(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map([...this.held.keys()].map((name) => [name, this.instance])));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.waiting.endAll();
    await Promise.all([...this.held.values()].map((lease) => lease.release()));
  }

  private grant(name: string): void {
    const lease = new LocalLease(name, () => {
      this.held.delete(name);
      this.grant(name);
    });
    if (this.waiting.answer(lease)) this.held.set(name, lease);
  }
}

class LocalLease implements Lease {
  private readonly ending = new AbortController();

  constructor(
    readonly name: string,
    private readonly onReleased: () => void,
  ) {}

  get isHeld(): boolean {
    return !this.lost.aborted;
  }

  get lost(): AbortSignal {
    return this.ending.signal;
  }

  release(): Promise<void> {
    if (this.isHeld) {
      this.ending.abort();
      this.onReleased();
    }
    return Promise.resolve();
  }
}
