import type { Position } from '@arauto/event-store';
import type { Group } from '@arauto/read-models';

/** The views did not get to the position of `?after=` in time: 503 with `Retry-After`. */
export class ViewsBehind extends Error {
  override readonly name = 'ViewsBehind';
  constructor(
    readonly group: Group,
    readonly after: Position,
  ) {
    super(`The ${group} views have not got to ${after} yet. Try again in a moment.`);
  }
}

/** The revision of `If-Match` is not the one it is at: 412 `conflict`. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  constructor(
    readonly expected: number,
    /** Where it stands; -1 when it does not exist. */
    readonly actual: number,
  ) {
    super(`It is at revision ${actual}, not at ${expected}. Read it again and decide again.`);
  }
}

/** Others changed it again and again meanwhile: 409 `concurrent_change`. Safe to repeat. */
export class ConcurrentChange extends Error {
  override readonly name = 'ConcurrentChange';
  constructor() {
    super('It changed at the same moment, several times. Try again.');
  }
}

/** Known who asks, and it may not: 403 `forbidden`. What belongs to others is never this, but `not_found`. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** The same idempotency key with another body: 422 `idempotency_mismatch`. */
export { IdempotencyMismatch } from '@arauto/event-store';
