import { type EventReader, laneOf, type Position } from '@arauto/event-store';
import type { Group, ViewReader } from '@arauto/read-models';
import { ViewsBehind } from '../errors';
import type { Views } from '../views';
import type { Findings } from './findings';

/** How long the views may take to get to where the log was, milliseconds. */
const PATIENCE = 60_000;
/** Views are written in batches, some ten a second under load, and asked in a few milliseconds. */
const TRIES = 200;

export interface AsOf<Answer> {
  readonly answer: Answer;
  /** Of this stream the views had everything up to here, and nothing beyond, when they were asked. */
  of(stream: string): Position;
  /** Of none had they anything beyond this. */
  readonly last: Position;
}

/**
 * Asks views that go on being written, and says of which moment the answer is: of the places that each lane was at before and after.
 * @throws ViewsBehind when they were never found still
 */
export async function asOf<Answer>(
  reader: ViewReader,
  group: Group,
  ask: () => Promise<Answer>,
): Promise<AsOf<Answer>> {
  let before = await reader.lanes(group);
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask();
    const lanes = await reader.lanes(group);
    if (lanes.join() === before.join()) {
      const of = (stream: string) => lanes[laneOf(stream, lanes.length)]!;
      return { answer, of, last: [...lanes].sort().at(-1)! };
    }
    before = lanes;
  }
  throw new ViewsBehind(group, [...before].sort()[0]!);
}

/** @throws ViewsBehind when the views do not get to where the log is */
export async function untilReached(views: Views, position: Position): Promise<void> {
  for (const group of ['operational', 'reporting'] as const) {
    if (!(await views.reached(group, position, PATIENCE))) throw new ViewsBehind(group, position);
  }
}

/** What a recount reads, up to where, and where it says what differs. */
export interface Recount {
  readonly log: Log;
  readonly views: Views;
  readonly upTo: Position;
  readonly findings: Findings;
}

/** What of the log a recount reads. */
export type Log = Pick<EventReader, 'readAll' | 'readStream' | 'head'>;
