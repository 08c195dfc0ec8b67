/**
 * The messaging limit of a portfolio: so many different people in any 24 hours, whatever their number of messages. A place is
 * reserved before sending and released when nothing was delivered. Source: Meta's Cloud API documentation, *Messaging limits*.
 *
 * The state is changed in place by its one owner; instants are wall-clock milliseconds, because it must survive a restart.
 */
export interface TierLedger {
  /**
   * People per rolling 24 h, as the platform said of the number that asks next; null is unlimited. Numbers of one portfolio may know
   * different limits for a while, and one that knows none still fills the places of the others.
   */
  limit: number | null;
  /** Of the limit that may be used: less than all where others count as well, and otherwise. */
  readonly share: number;
  /** People remembered, those written to last: no limit may be above it. 0: nobody is counted. */
  readonly most: number;
  /** In the order of their last message. */
  readonly people: Map<string, Place>;
}

interface Place {
  readonly at: number;
  /** Messages that hold the place. */
  readonly holds: number;
}

export const DAY_MS = 24 * 60 * 60 * 1000;
/** Of the limit. Meta counts deliveries, later than we count sends, and some of the portfolio's traffic is not ours. */
const SAFETY = 0.95;

/**
 * @param people those who were sent a message in the last 24 hours, once per message, in any order: from the views, when a portfolio has
 * a limit that is not counted yet
 */
export function newTierLedger(
  limit: number | null,
  people: Iterable<{ readonly person: string; readonly at: number }>,
  now: number,
  share = SAFETY,
): TierLedger {
  const most = limit === null ? 0 : Math.max(1, limit);
  const ledger: TierLedger = { limit, share, most, people: new Map() };
  for (const { person, at } of [...people].sort((a, b) => a.at - b.at)) {
    // A stamp of the future is of a clock that was set back since.
    if (at > now - DAY_MS) hold(ledger, person, Math.min(at, now));
  }
  return ledger;
}

/** How many different people may be written to in 24 hours; null is unlimited. */
export function admission({ limit, share }: TierLedger): number | null {
  return limit === null ? null : Math.max(1, Math.floor(limit * share));
}

/** Whether there is a place for the person. Somebody who has one needs no other. */
export function hasRoom(ledger: TierLedger, person: string, now: number): boolean {
  const { people, most } = ledger;
  if (most === 0) return true;
  expire(ledger, now);
  const places = admission(ledger);
  return places === null || people.has(person) || people.size < places;
}

/** Holds a place for one message to the person. False: the ledger is full. */
export function reserve(ledger: TierLedger, person: string, now: number): boolean {
  if (ledger.most === 0) return true;
  if (!hasRoom(ledger, person, now)) return false;
  hold(ledger, person, now);
  return true;
}

/**
 * One message to the person, reserved at `reservedAt`, will never be delivered: the last of them to go frees the place.
 * A failure that comes a day late frees nothing: its place has expired, and the one there now belongs to others.
 */
export function release({ people }: TierLedger, person: string, reservedAt: number, now: number): void {
  const place = people.get(person);
  if (!place || reservedAt <= now - DAY_MS) return;
  if (place.holds === 1) people.delete(person);
  else people.set(person, { at: place.at, holds: place.holds - 1 });
}

/** Places taken now. */
export function used(ledger: TierLedger, now: number): number {
  expire(ledger, now);
  return ledger.people.size;
}

/** When somebody new may be written to: null is now, else the instant at which a place frees. */
export function nextSlotAt(ledger: TierLedger, now: number): number | null {
  expire(ledger, now);
  const places = admission(ledger);
  const { people } = ledger;
  if (places === null || people.size < places) return null;
  // After a lower limit several must go before one may come.
  let surplus = people.size - places;
  for (const { at } of people.values()) if (surplus-- === 0) return at + DAY_MS;
  return null;
}

/**
 * The place counts from the last message: in a rolling day the person is one of its people until then. Taking it out first
 * puts it at the end, so that the order stays that of expiry. Who is beyond `most` is forgotten: those who are left fill every
 * limit, and free their places in the same order.
 */
function hold({ people, most }: TierLedger, person: string, at: number): void {
  const holds = (people.get(person)?.holds ?? 0) + 1;
  people.delete(person);
  people.set(person, { at, holds });
  if (people.size <= most) return;
  for (const oldest of people.keys()) {
    people.delete(oldest);
    return;
  }
}

/** The people are in the order of their last message, so that the loop ends at the first who stays. */
function expire({ people }: TierLedger, now: number): void {
  for (const [person, { at }] of people) {
    if (at > now - DAY_MS) return;
    people.delete(person);
  }
}
