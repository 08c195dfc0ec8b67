import type { Position } from '@arauto/event-store';
import type { Group, ViewReader } from '@arauto/read-models';

/** Both groups of views, and the wait for them. */
export interface Views {
  readonly operational: ViewReader;
  readonly reporting: ViewReader;
  /** Resolves true once the group has everything up to `position`, false after `timeoutMs`. */
  reached(group: Group, position: Position, timeoutMs: number): Promise<boolean>;
}
