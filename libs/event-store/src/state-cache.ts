import type { Position } from './port';
import { Recent } from './recent';

/** A stream's fold at a revision (-1: no event). */
export interface Loaded<State> {
  readonly revision: number;
  readonly position: Position;
  readonly state: State;
}

/**
 * States of recently used streams, written through by `execute`. One cache belongs to one store and one decider. It may be
 * behind (another process wrote): the expected revision of the append notices, and refusals are decided on a fresh state.
 */
export class StateCache<State> {
  private readonly recent: Recent<string, Loaded<State>>;

  /** @param size streams kept, at least; at most twice as many */
  constructor(size: number) {
    this.recent = new Recent(size);
  }

  get(stream: string): Loaded<State> | undefined {
    return this.recent.get(stream);
  }

  set(stream: string, loaded: Loaded<State>): void {
    this.recent.set(stream, loaded);
  }

  delete(stream: string): void {
    this.recent.delete(stream);
  }
}
