import type { Expected } from '../port';
import { OutcomeUnknown, Unavailable, WrongExpectedRevision } from '../port';
import type { SerialisedEvent } from '../serialise';
import type { Answer } from './group-commit';
import type { PendingAppend } from './log-writer';

/** To the writing thread: a group, or the wish to end. */
export type Request = FlatGroup | 'close';

/**
 * A group as one flat list, because copying objects between threads costs four to seven times as much: of each append its stream,
 * what it expects and how many events it has, and of each event its id, type, data and metadata.
 */
export interface FlatGroup {
  /** Wall clock of the events, milliseconds since the epoch. */
  readonly at: number;
  readonly values: readonly (string | number)[];
}

/** From the writing thread: for each append its revision and its position, or a failure and nothing. */
export type Reply = readonly (string | number | Failure)[];

/** An error as data, for errors lose their class on the way between threads. */
type Failure =
  | {
      readonly error: 'WrongExpectedRevision';
      readonly stream: string;
      readonly expected: Expected;
      readonly actual: number | 'noStream';
    }
  | { readonly error: 'Unavailable' | 'OutcomeUnknown'; readonly message: string };

export function toRequest(appends: readonly PendingAppend[], at: number): FlatGroup {
  const values: (string | number)[] = [];
  for (const { stream, expected, events } of appends) {
    values.push(stream, expected, events.length);
    for (const { id, type, data, metadata } of events) values.push(id, type, data, metadata);
  }
  return { at, values };
}

export function fromRequest({ values }: FlatGroup): PendingAppend[] {
  const appends: PendingAppend[] = [];
  for (let next = 0; next < values.length;) {
    const stream = values[next++] as string;
    const expected = values[next++] as Expected;
    const events = new Array<SerialisedEvent>(values[next++] as number);
    for (let index = 0; index < events.length; index++) {
      const [id, type, data, metadata] = [values[next++], values[next++], values[next++], values[next++]] as string[];
      events[index] = { id: id!, type: type!, data: data!, metadata: metadata! };
    }
    appends.push({ stream, expected, events });
  }
  return appends;
}

export function toReply(answers: readonly Answer[]): Reply {
  const reply: (string | number | Failure)[] = [];
  for (const answer of answers) {
    if (answer instanceof Error) reply.push(toFailure(answer), '');
    else reply.push(answer.revision, answer.position);
  }
  return reply;
}

export function fromReply(reply: Reply): Answer[] {
  const answers = new Array<Answer>(reply.length / 2);
  for (let index = 0; index < answers.length; index++) {
    const told = reply[2 * index]!;
    answers[index] =
      typeof told === 'object'
        ? fromFailure(told)
        : { revision: told as number, position: reply[2 * index + 1] as string };
  }
  return answers;
}

function toFailure(error: Extract<Answer, Error>): Failure {
  if (error instanceof WrongExpectedRevision) {
    const { name, stream, expected, actual } = error;
    return { error: name, stream, expected, actual };
  }
  return { error: error instanceof OutcomeUnknown ? 'OutcomeUnknown' : 'Unavailable', message: error.message };
}

function fromFailure(failure: Failure): Answer {
  switch (failure.error) {
    case 'WrongExpectedRevision':
      return new WrongExpectedRevision(failure.stream, failure.expected, failure.actual);
    case 'Unavailable':
      return new Unavailable(failure.message);
    case 'OutcomeUnknown':
      return new OutcomeUnknown(failure.message);
  }
}
