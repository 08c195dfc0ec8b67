/**
 * The messaging limit of a portfolio: so many different people in any 24 hours, whatever their number of messages. A place is
 * reserved before sending and released when nothing was delivered. Source: `whatsapp-platform.md` section 4.2.
 *
 * The state is changed in place by its one owner; instants are wall-clock milliseconds, because it must survive a restart.
 */
export interface TierLedger {
  /** People per rolling 24 h; null is unlimited, and then nobody is counted. */
  limit: number | null;
  /** In the order of their last message. */
  readonly people: Map<string, Place>;
}

interface Place {
  readonly at: number;
  /** Messages that hold the place. */
  readonly holds: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of the limit. Meta counts deliveries, later than we count sends, and some of the portfolio's traffic is not ours. */
const SAFETY = 0.95;

/**
 * @param people everybody who was sent a message in the last 24 hours, once per message, in any order: from the views, at
 * the start and when an unlimited portfolio gets a limit
 */
export function newTierLedger(
  limit: number | null,
  people: Iterable<{ readonly person: string; readonly at: number }>,
  now: number,
): TierLedger {
  const ledger: TierLedger = { limit, people: new Map() };
  if (limit === null) return ledger;
  for (const { person, at } of [...people].sort((a, b) => a.at - b.at)) {
    if (at > now - DAY_MS) hold(ledger.people, person, at);
  }
  return ledger;
}

/** How many different people may be written to in 24 hours; null is unlimited. */
export function admission({ limit }: TierLedger): number | null {
  return limit === null ? null : Math.max(1, Math.floor(limit * SAFETY));
}

/** Holds a place for one message to the person. Somebody who has a place needs no other. False: the ledger is full. */
export function reserve(ledger: TierLedger, person: string, now: number): boolean {
  const places = admission(ledger);
  if (places === null) return true;
  const { people } = ledger;
  expire(ledger, now);
  if (!people.has(person) && people.size >= places) return false;
  hold(people, person, now);
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
 * puts it at the end, so that the order stays that of expiry.
 */
function hold(people: Map<string, Place>, person: string, at: number): void {
  const holds = (people.get(person)?.holds ?? 0) + 1;
  people.delete(person);
  people.set(person, { at, holds });
}

/** The people are in the order of their last message, so that the loop ends at the first who stays. */
function expire({ people }: TierLedger, now: number): void {
  for (const [person, { at }] of people) {
    if (at > now - DAY_MS) return;
    people.delete(person);
  }
}
