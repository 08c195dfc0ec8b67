import { useSyncExternalStore } from 'react';

/** How often it is tried whether the engine is back, milliseconds. */
const TRY_EVERY = 1500;

type Listener = () => void;

/**
 * Whether the engine answers. It is lost at the first request that nobody answers, and asked until it is back: what was shown stays until then, and
 * whoever listens asks for it anew.
 */
class Reach {
  private readonly listeners = new Set<Listener>();
  private goneSince: number | null = null;

  /** When it answered no more; null while it does. */
  readonly since = (): number | null => this.goneSince;

  readonly listen = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  lost(): void {
    if (this.goneSince !== null) return;
    this.goneSince = Date.now();
    this.tell();
    this.later();
  }

  /** After something else than a question failed: a stream, a file of a page. Answers whether it is the engine that is gone. */
  async check(): Promise<boolean> {
    const answers = await isThere();
    if (!answers) this.lost();
    return !answers;
  }

  private later(): void {
    setTimeout(() => void isThere().then((answers) => (answers ? this.back() : this.later())), TRY_EVERY);
  }

  private back(): void {
    this.goneSince = null;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

async function isThere(): Promise<boolean> {
  try {
    return (await fetch('/health/live', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

export const reach = new Reach();

/** When the engine answered no more; null while it does. */
export function useEngineGone(): number | null {
  return useSyncExternalStore(reach.listen, reach.since);
}
