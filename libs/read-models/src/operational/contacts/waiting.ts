import { type ContactEvent, waits } from '@arauto/domain';
import { type Draft, integer, type View } from '../../view';

/** The due queue: who waits to be sent to, and since or until when. Null for everybody else. */
export const WAITING = {
  /**
   * Whoever was not tried yet is due whatever the clock says: a clock that was set back must not put off a whole audience. Such contacts
   * have the time of their upload less `FIRST`, before any time that a clock shows, and still in the order of their uploads.
   */
  dueAt: integer<number | null>(),
};

/** Milliseconds: three thousand years. */
const FIRST = 1e14;

/** When the contact of a row began to wait, or may be tried again. */
export function dueAtOf(dueAt: number): number {
  return dueAt < 0 ? dueAt + FIRST : dueAt;
}

/** One that goes on to wait is due when it was. */
export function tellWaiting(row: Draft<View<typeof WAITING>>, event: ContactEvent): void {
  const { from, to } = event.data;
  if (!waits(to)) {
    if (from && waits(from)) row.dueAt = null;
    return;
  }
  switch (event.type) {
    case 'ContactUploaded':
    case 'RetryScheduled':
    case 'SendWithdrawn': {
      const dueAt = Date.parse(event.data.dueAt);
      row.dueAt = to.state === 'initial' ? dueAt - FIRST : dueAt;
      return;
    }
    default:
  }
}
