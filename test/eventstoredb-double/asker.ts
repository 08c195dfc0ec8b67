import { randomUUID } from 'node:crypto';
import {
  type AppendExpectedRevision,
  type AppendResult,
  type Credentials,
  type EventData,
  type EventStoreDBClient,
  jsonEvent,
  type Position,
} from '@eventstore/db-client';

/** A question to a server, by the name its answer was recorded under. What it resolves to, or fails with, is the answer. */
export type Question = readonly [name: string, ask: (asker: Asker) => Promise<unknown>];

/** The two ways the client appends: `BatchAppend`, or `Append` when the call has credentials of its own. */
export type AppendPath = 'batch' | 'unary';

export interface AppendOptions {
  readonly expectedRevision?: AppendExpectedRevision;
  readonly credentials?: Credentials;
}

const LONGEST_ANSWER_MS = 15_000;

/** Puts questions through the client and writes the answers down as they were recorded. */
export class Asker {
  private readonly run = randomUUID().slice(0, 8);
  private streams = 0;

  constructor(readonly client: EventStoreDBClient) {}

  async answers(questions: readonly Question[]): Promise<ReadonlyMap<string, string>> {
    const answers = new Map<string, string>();
    for (const [name, ask] of questions) {
      const answer = await inTime(ask(this)).catch((error: unknown) => this.described(error));
      answers.set(name, typeof answer === 'string' ? answer : written(answer));
    }
    return answers;
  }

  /** A name nobody has used. */
  stream(kind: string): string {
    return `f-${kind}-${this.run}-${this.streams++}`;
  }

  /** Names that begin with it are used by nobody. */
  unused(): string {
    return `nothing-${this.run}`;
  }

  append(stream: string, events: EventData | EventData[], options: AppendOptions = {}): Promise<AppendResult> {
    return this.client.appendToStream(stream, events, options);
  }

  /** The append in a few words. */
  async appended(stream: string, events: EventData | EventData[], options: AppendOptions = {}): Promise<string> {
    return this.append(stream, events, options).then(brief, (error: unknown) => this.described(error));
  }

  /** Two appends in a few words, and whether they were given the same place. */
  async appendedTwice(first: () => Promise<AppendResult>, second: () => Promise<AppendResult>): Promise<string> {
    const [a, b] = [await first(), await second()];
    const same = written(a.position) === written(b.position);
    return `${brief(a)} / ${brief(b)} ${same ? 'SAMEPOS' : 'DIFFPOS'}`;
  }

  async length(stream: string): Promise<string> {
    return `len=${(await all(this.client.readStream(stream))).length}`;
  }

  /** The answer, or the error in its place. */
  async orError(answer: Promise<unknown>): Promise<string> {
    return answer.then(
      (value) => (typeof value === 'string' ? value : written(value)),
      (error: unknown) => this.described(error),
    );
  }

  /** The class of the error, what it tells, and its message. */
  described(error: unknown): string {
    const told = ['type', 'expectedVersion', 'actualVersion', 'streamName', 'maxAppendSize', 'code'].flatMap((key) => {
      const value: unknown = (error as Record<string, unknown>)[key];
      return value === undefined ? [] : [[key, String(value).replaceAll(this.run, 'RUN')] as const];
    });
    const { constructor, message } = error as Error;
    const said = message.replaceAll(this.run, 'RUN').slice(0, 160);
    return `!${constructor.name} ${JSON.stringify(Object.fromEntries(told))} "${said}"`;
  }
}

export function event(n = 0, id: string = randomUUID(), type = 'T'): EventData {
  return jsonEvent({ id, type, data: { n } });
}

export function events(count: number, from = 0): EventData[] {
  return Array.from({ length: count }, (_, i) => event(from + i));
}

export async function all<Item>(items: AsyncIterable<Item>, limit = Infinity): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= limit) break;
  }
  return found;
}

export function brief({ nextExpectedRevision, position }: AppendResult): string {
  return `ok rev=${nextExpectedRevision} pos=${placed(position)}`;
}

function placed(position: Position | undefined): string {
  if (position === undefined) return 'undefined';
  return position.commit === position.prepare ? 'c=p' : 'c!=p';
}

export function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

async function inTime(answer: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(`<<no answer after ${LONGEST_ANSWER_MS} ms>>`), LONGEST_ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
