import type { Clock } from '@arauto/clock';
import {
  type EventReader,
  OutcomeUnknown,
  type Position,
  type RecordedEvent,
  START,
  Unavailable,
  WrongExpectedRevision,
} from './port';

/** How long it is tried again without getting on, milliseconds, and how long it waits each time. */
const PATIENCE = 60_000;
const WAITS = 1_000;

/** What of a log is read to copy it, or to compare it. */
export type ReadableLog = Pick<EventReader, 'readAll'>;

/** A log that another one is copied into. */
export interface LogCopy {
  readonly log: EventReader;
  /**
   * Appends events as they are recorded, with their revisions, ids, metadata and times, in their order, many at a time. A repeat of what is there is
   * harmless. When it fails, some are there, and all that are not come after them: what is there is then to be looked at.
   * @param onAppended told of every some that are durable
   * @throws Unavailable, OutcomeUnknown, WrongExpectedRevision, StreamDeleted, TooLarge; LogsDiffer when the order was not kept after all
   */
  append(events: AsyncIterable<RecordedEvent>, onAppended: (count: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** Up to where two logs are the same. */
export interface CommonPart {
  readonly events: number;
  /** Of the last common event in the one and in the other. */
  readonly source: Position;
  readonly copy: Position;
  /** Which of them goes on after it. */
  readonly longer: 'source' | 'copy' | 'neither';
}

/** Before anything was looked at. */
export const NOTHING_IN_COMMON: CommonPart = { events: 0, source: START, copy: START, longer: 'source' };

/** One log is not the beginning of the other. The message says where, and names no event's data. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
}

/**
 * Reads two logs beside each other from `from` on, as long as both go on.
 * @param visit told of each common event as each log has it
 * @throws LogsDiffer when they have different events, or the same ones in another order; Unavailable
 */
export async function commonPart(
  source: ReadableLog,
  copy: ReadableLog,
  from: CommonPart = NOTHING_IN_COMMON,
  visit?: (source: RecordedEvent, copy: RecordedEvent) => void,
): Promise<CommonPart> {
  const sources = source.readAll({ after: from.source })[Symbol.asyncIterator]();
  const copies = copy.readAll({ after: from.copy })[Symbol.asyncIterator]();
  let { events, source: inSource, copy: inCopy } = from;
  const until = (longer: CommonPart['longer']): CommonPart => ({ events, source: inSource, copy: inCopy, longer });
  try {
    for (;;) {
      const [one, other] = await Promise.all([sources.next(), copies.next()]);
      if (one.done) return until(other.done ? 'neither' : 'copy');
      if (other.done) return until('source');
      compare(one.value, other.value, events);
      visit?.(one.value, other.value);
      events++;
      inSource = one.value.position;
      inCopy = other.value.position;
    }
  } finally {
    await Promise.all([sources.return?.(), copies.return?.()]);
  }
}

/** An event as text, without its position: the same for the same event in any log. */
export function eventText({ stream, revision, at, id, type, data, metadata }: RecordedEvent): string {
  return JSON.stringify([stream, revision, at, id, type, data, metadata]);
}

function compare(source: RecordedEvent, copy: RecordedEvent, before: number): void {
  if (eventText(source) === eventText(copy)) return;
  const name = ({ stream, revision, type }: RecordedEvent) => `${type}, revision ${revision} of ${stream}`;
  const where = `event ${before + 1} is ${name(copy)}`;
  throw new LogsDiffer(
    source.id === copy.id ? `${where}, and not as it is in the other` : `${where}, in the other ${name(source)}`,
  );
}

export interface CopyLogOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** @param events that are in the copy @param trouble why it is not going on at the moment */
  readonly onProgress: (events: number, trouble?: Error) => void;
}

/**
 * Copies a log that nobody writes to into one that holds nothing, or the beginning of it, event by event in its order. What fails is begun again where the
 * copy is found to end, so that it does not matter why, nor whether this process or an earlier one was it.
 * @param from the common part, as far as it is known
 * @throws LogsDiffer when the copy holds anything else; what a store failed with, when it did not get on for a minute
 */
export async function copyLog(
  source: ReadableLog,
  copy: LogCopy,
  from: CommonPart,
  { clock, signal, onProgress }: CopyLogOptions,
): Promise<void> {
  let common = from;
  let movedAt = clock.monotonic();
  const moved = (events: number) => {
    movedAt = clock.monotonic();
    onProgress(events);
  };
  for (;;) {
    signal.throwIfAborted();
    try {
      let found = common.events;
      common = await commonPart(source, copy.log, common, () => moved(++found));
      if (common.longer === 'copy') throw new LogsDiffer(`it goes on after all ${common.events} events of the other`);
      if (common.longer === 'neither') return;
      let events = common.events;
      await copy.append(until(source.readAll({ after: common.source }), signal), (count) => moved((events += count)));
    } catch (error) {
      if (!passes(error) || clock.monotonic() - movedAt > PATIENCE) throw error;
      onProgress(common.events, error);
      await clock.sleep(WAITS, signal);
    }
  }
}

async function* until(events: AsyncIterable<RecordedEvent>, signal: AbortSignal): AsyncGenerator<RecordedEvent> {
  for await (const event of events) {
    signal.throwIfAborted();
    yield event;
  }
}

/** Another writer's append, too, may be one of an earlier try that was under way. */
function passes(error: unknown): error is Error {
  return error instanceof Unavailable || error instanceof OutcomeUnknown || error instanceof WrongExpectedRevision;
}
