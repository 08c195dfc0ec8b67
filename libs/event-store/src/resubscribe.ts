import { type Clock, firstWithin } from '@arauto/clock';
import type { EventReader, Position, SubscriptionMessage } from './port';

/** Waits between subscriptions that get no further, milliseconds: each time twice as long, up to the last. */
const FIRST_WAIT = 200;
const LAST_WAIT = 5_000;
/**
 * How long a subscription may say nothing before the log is asked whether there was something to say, how long that answer may take, and how long
 * what it tells of, milliseconds. Together they are how late one that died in silence is left: whoever must hear of a pause acts until then.
 */
const QUIET = 2_500;
const ANSWERED_WITHIN = 2_500;
const DELIVERED_WITHIN = 2_000;
/** How long the first word of one may take, milliseconds: where answers come late it takes several, and nobody relies on it before. */
const QUIET_AT_FIRST = 30_000;

/** What an adapter has to give so that its subscriptions go on for ever. */
export interface Subscriptions {
  /** One subscription, until it fails. */
  readonly open: (after: Position, signal: AbortSignal) => AsyncIterable<readonly SubscriptionMessage[]>;
  readonly clock: Clock;
  /** There is nothing more to subscribe to: the next failure is the last. */
  readonly isOver: () => boolean;
  /** Where the log is, for a store whose subscriptions can die and not say so. */
  readonly head?: () => Promise<Position>;
}

/**
 * Follows the log over subscriptions that may fail, each from where the one before it got to: nothing is left out or comes twice. After one
 * that got further the next one begins at once: a server drops who is too slow and expects just that.
 */
export async function* resubscribe(
  { open, clock, isOver, head }: Subscriptions,
  { after, signal, onState }: Parameters<EventReader['subscribe']>[0],
): AsyncGenerator<readonly SubscriptionMessage[], void, undefined> {
  let position = after;
  let failures = 0;
  while (!signal.aborted) {
    const ending = new AbortController();
    const subscription = open(position, AbortSignal.any([signal, ending.signal]))[Symbol.asyncIterator]();
    const begun = position;
    let isLive = false;
    try {
      for (;;) {
        const arrived = await next(
          subscription,
          clock,
          isLive ? QUIET : QUIET_AT_FIRST,
          head && (async () => (await head()) > position),
        );
        if (signal.aborted) return;
        if (arrived.done) throw new Error('the subscription ended by itself');
        if (!isLive) onState?.('live');
        isLive = true;
        const messages = beyond(position, arrived.value);
        if (messages.length === 0) continue;
        position = positionOf(messages.at(-1)!);
        yield messages;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isOver()) throw error;
      onState?.('retrying', error);
    } finally {
      ending.abort();
      void subscription.return?.()?.catch(() => undefined);
    }
    if (position > begun) failures = 0;
    else failures = isLive ? 1 : failures + 1;
    if (failures > 0) await clock.sleep(Math.min(LAST_WAIT, FIRST_WAIT * 2 ** (failures - 1)), signal);
  }
}

/** @throws when nothing arrives for long, and `isBehind` says that something should have, or says nothing either */
async function next<T>(
  subscription: AsyncIterator<T>,
  clock: Clock,
  quietMs: number,
  isBehind: (() => Promise<boolean>) | undefined,
): Promise<IteratorResult<T, unknown>> {
  const arriving = subscription.next();
  if (!isBehind) return arriving;
  for (;;) {
    const arrived = await firstWithin(clock, quietMs, arriving);
    if (arrived) return arrived;
    // A log that refuses to be asked says nothing about the subscription.
    const asked = isBehind().catch(() => false);
    const answer = await firstWithin<IteratorResult<T, unknown> | boolean>(clock, ANSWERED_WITHIN, arriving, asked);
    if (typeof answer === 'object') return answer;
    if (answer === false) continue;
    const late = answer && (await firstWithin(clock, DELIVERED_WITHIN, arriving));
    if (late) return late;
    arriving.catch(() => undefined);
    throw new Error(
      answer
        ? `nothing arrived for ${quietMs + DELIVERED_WITHIN} ms, though the log went on`
        : `nothing arrived for ${quietMs + ANSWERED_WITHIN} ms, and the log does not say where it is`,
    );
  }
}

function positionOf(message: SubscriptionMessage): Position {
  return message.kind === 'event' ? message.event.position : message.position;
}

/** The messages that say something new: a store may deliver again what it delivered. */
function beyond(position: Position, messages: readonly SubscriptionMessage[]): readonly SubscriptionMessage[] {
  const first = messages[0];
  if (!first || positionOf(first) > position) return messages;
  return messages.filter((message) => message.kind === 'caughtUp' || positionOf(message) > position);
}
