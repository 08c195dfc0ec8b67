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

  private later(): void {
    setTimeout(() => {
      fetch('/health/live', { cache: 'no-store' }).then(
        (response) => (response.ok ? this.back() : this.later()),
        () => this.later(),
      );
    }, TRY_EVERY);
  }

  private back(): void {
    this.goneSince = null;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const reach = new Reach();

/** When the engine answered no more; null while it does. */
export function useEngineGone(): number | null {
  return useSyncExternalStore(reach.listen, reach.since);
}
