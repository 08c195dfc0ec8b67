import { setMaxListeners } from 'node:events';
import type { Lease } from './leases';

interface Caller {
  readonly name: string;
  readonly answer: (lease: Lease | undefined) => void;
}

/** The parts of this process that wait for a lease, in the order in which they asked. */
export class Waiting {
  private readonly callers = new Set<Caller>();

  /** @returns what `answer` is given for it; undefined once `signal` aborts */
  for(name: string, signal: AbortSignal): Promise<Lease | undefined> {
    return new Promise((resolve) => {
      const giveUp = () => caller.answer(undefined);
      const caller: Caller = {
        name,
        answer: (lease) => {
          this.callers.delete(caller);
          signal.removeEventListener('abort', giveUp);
          resolve(lease);
        },
      };
      this.callers.add(caller);
      // hundreds may wait until one thing ends
      setMaxListeners(0, signal);
      signal.addEventListener('abort', giveUp);
      if (signal.aborted) giveUp();
    });
  }

  names(): ReadonlySet<string> {
    return new Set([...this.callers].map(({ name }) => name));
  }

  /** Gives it to whoever has waited longest. @returns false where nobody waits for it any more */
  answer(lease: Lease): boolean {
    const caller = [...this.callers].find(({ name }) => name === lease.name);
    caller?.answer(lease);
    return caller !== undefined;
  }

  endAll(): void {
    for (const caller of [...this.callers]) caller.answer(undefined);
  }
}
