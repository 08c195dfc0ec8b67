import { stream } from '@arauto/domain';
import { START } from '@arauto/event-store';
import { type ViewReader, ViewsBeingMade } from '@arauto/read-models';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { eventsOf, typesOf } from '../testing/streams';
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

const edit = (ref: string) =>
  ({ type: 'EditMessage', messageHash: 'hash-1', ref, editedAt: '2026-03-02T12:01:00.000Z' }) as const;

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

  it.each([
    ['where the view has all of them', true],
    ['where the view has none of them', false],
  ])('is what the last edit of a second made of it, by whichever process they come again, %s', async (_, seen) => {
    const { store, views } = engine;
    const again = async (ref: string) => {
      const log = new MessageLog(store, views.operational);
      expect(await log.isKnown(SENDER, PERSON, 'hash-1')).toBe(true);
      return (await log.execute(SENDER, PERSON, edit(ref), METADATA)).length;
    };
    await new MessageLog(store, views.operational).execute(SENDER, PERSON, receive(1), METADATA);
    await views.project();
    expect([await again('first'), await again('second')]).toEqual([1, 1]);
    if (seen) await views.project();
    expect([await again('first'), await again('second')]).toEqual([0, 0]);
    const edits = (await eventsOf(engine, stream.conversation(SENDER, PERSON))).slice(1);
    expect(edits.map(({ data }) => data['ref'])).toEqual(['first', 'second']);
    expect(edits[0]!.id).not.toBe(edits[1]!.id);
  });

  it('costs no look at all those before it while the views stand still', async () => {
    const { store, views } = engine;
    let read = 0;
    const readStream: typeof store.readStream = async (...args) => {
      const slice = await store.readStream(...args);
      async function* counted() {
        for await (const event of slice) {
          read++;
          yield event;
        }
      }
      return { exists: slice.exists, [Symbol.asyncIterator]: counted };
    };
    const counting = Object.assign(Object.create(store) as typeof store, { readStream });
    const before = 1200;
    const events = [...Array(before).keys()].map((n) => {
      const { type: _, ...data } = receive(n);
      return { id: engine.random.uuid(), type: 'MessageReceived', data, metadata: METADATA };
    });
    for (let from = 0; from < before; from += 400)
      await store.append(stream.conversation(SENDER, PERSON), events.slice(from, from + 400), { expected: 'any' });
    const log = new MessageLog(counting, views.operational);
    for (let n = 0; n < 30; n++) await log.execute(SENDER, PERSON, receive(before + n), METADATA);
    // What the views do not have is read once.
    expect(read).toBe(before);
  });
});
