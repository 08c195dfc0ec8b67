import { EventStoreDBClient } from '@eventstore/db-client';
import recorded from './answers-23.10.6.json';
import { appendQuestions } from './append.questions';
import { Asker, type Question } from './asker';
import { readQuestions } from './read.questions';
import { EventStoreDBDouble } from './server';

/** Asked, and answered otherwise: all that is left of it, and why. None is anything the adapter relies on. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'a.batch.f name $all': 'the recorded server had been asked before: the stream was at a later revision',
  'a.unary.f name $all': 'the recorded server had been asked before: the stream was at a later revision',
  'a.unary.f 20 MB event': 'same error and code; the message is grpc-js’s, which says the sizes',
  'a.unary.concurrent same no_stream append x2':
    'timing: the double commits at once, so no repeat meets an append in flight; `failAppends` answers the same on demand',
  'c.default excludeSystemEvents on fresh readAll': 'the recorded log held events of an earlier program',
};

const NO_PERSISTENT_SUBSCRIPTIONS = 'the double has no persistent subscriptions, and the product uses none';

/** Not asked, and why. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'g.psub stream: retry then ack, retryCount': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub stream: no ack -> message timeout -> redelivery -> parked after maxRetry': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub: connect to missing group': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub: delete missing group': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub: deleted while connected': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub: two consumers share 20 events': NO_PERSISTENT_SUBSCRIPTIONS,
  'g.psub: replay parked': NO_PERSISTENT_SUBSCRIPTIONS,
};

const questions: readonly Question[] = [...appendQuestions('batch'), ...appendQuestions('unary'), ...readQuestions];
const answerOf = new Map(Object.entries(recorded));

/** What differs by nature: names of streams, and where in the log something is. */
function normal(answer: string | undefined): string {
  return String(answer)
    .replaceAll(/-(RUN|[0-9a-f]{8})-\d+/g, '-RUN')
    .replaceAll(/\d{4,}n/g, 'Nn');
}

/** `answers-23.10.6.json` was recorded: what a real EventStoreDB 23.10.6 (one node, insecure, in memory) answered to client 6.2.1. */
describe('the EventStoreDB double, asked what a real EventStoreDB was asked', () => {
  let answers: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const double = await EventStoreDBDouble.start();
    const client = EventStoreDBClient.connectionString(double.connectionString);
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    answers = await new Asker(client).answers(questions);
    warn.mockRestore();
    await client.dispose();
    await double.stop();
  }, 60_000);

  it('double: is asked every recorded question, or it is said why not', () => {
    const known = [...questions.map(([name]) => name), ...Object.keys(NOT_ASKED)];
    expect(known.toSorted()).toEqual([...answerOf.keys()].toSorted());
  });

  it.each(questions.map(([name]) => name).filter((name) => !(name in DIFFERENT)))('double: %s', (name) => {
    expect(normal(answers.get(name))).toBe(normal(answerOf.get(name)));
  });

  it.each(Object.entries(DIFFERENT))('double: %s: still answered otherwise (%s)', (name) => {
    expect(normal(answers.get(name))).not.toBe(normal(answerOf.get(name)));
  });
});
