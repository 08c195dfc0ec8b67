import { stream } from '@arauto/domain';
import { START } from '@arauto/event-store';
import { type ViewReader, ViewsBeingMade } from '@arauto/read-models';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { typesOf } from '../testing/streams';
import { MessageLog } from './message-log';

const SENDER = 'sender-1';
const PERSON = 'person-1';
const METADATA = { v: 1 };

let engine: SmallEngine;

beforeEach(async () => {
  engine = await openSmallEngine();
});
afterEach(() => engine.close());

const receive = (n: number) =>
  ({
    type: 'ReceiveMessage',
    ...{ senderId: SENDER, messageHash: `hash-${n}`, ref: `ref-${n}`, quotedHash: null },
    ...{ contentType: 'text', receivedAt: '2026-03-02T12:00:00.000Z' },
  }) as const;

const typesIn = () => typesOf(engine, stream.conversation(SENDER, PERSON));

/** As a process finds them whose views are made from the log: where they stand is told, and nothing that is in them. */
function beingMade(views: ViewReader): ViewReader {
  const refuse = () => Promise.reject(new ViewsBeingMade('operational', START, START));
  return { ...views, position: () => Promise.resolve(START), get: refuse, getMany: refuse, find: refuse };
}

describe('a message of a person', () => {
  it.each([
    ['where the view has it', false],
    ['while the views are made from nothing', true],
  ])('is one, by whichever process it comes again, %s', async (_, made) => {
    const { store, views } = engine;
    const reader = () => new MessageLog(store, made ? beingMade(views.operational) : views.operational);
    const [one, other] = [reader(), reader()];
    await Promise.all([1, 2, 1].map((n) => one.execute(SENDER, PERSON, receive(n), METADATA)));
    await other.execute(SENDER, PERSON, receive(1), METADATA);
    await other.execute(SENDER, PERSON, receive(3), METADATA);
    // What it remembers of the end of the conversation is behind by now.
    await one.execute(SENDER, PERSON, receive(3), METADATA);
    if (!made) await views.project();
    await reader().execute(SENDER, PERSON, receive(2), METADATA);
    expect(await typesIn()).toEqual(['MessageReceived', 'MessageReceived', 'MessageReceived']);
  });
});
