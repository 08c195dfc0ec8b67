import { instant } from '@arauto/clock';
import { type Session, stream } from '@arauto/domain';
import type { EventReader, RecordedEvent } from '@arauto/event-store';
import fc from 'fast-check';
import type { OurMessage } from './our-messages';
import { PersonConversation, type TheirMessage } from './person-conversation';

const SENDER = 'sender-1';
const HOUR = 3600 * 1000;

/** Conversations in memory, which count what is read of them. */
class Log {
  read = 0;
  private readonly streams = new Map<string, RecordedEvent[]>();
  private events = 0;

  say(personKey: string, type: string, data: object): void {
    const name = stream.conversation(SENDER, personKey);
    const own = this.streams.get(name) ?? [];
    const position = String(this.events++).padStart(9, '0');
    own.push({ stream: name, type, data, position, revision: own.length } as unknown as RecordedEvent);
    this.streams.set(name, own);
  }

  /** As newest-first readers ask. */
  readonly readStream: EventReader['readStream'] = (name, { from = Infinity, limit = Infinity } = {}) => {
    const found = (this.streams.get(name) ?? []).filter(({ revision }) => revision <= from).reverse();
    const page = found.slice(0, limit);
    this.read += page.length;
    const each = async function* () {
      yield* page;
    };
    return Promise.resolve({ exists: found.length > 0, [Symbol.asyncIterator]: each });
  };
}

/** Takes in and places messages one after the other, and says in which session each stands at the end. */
async function placed(log: Log, theirs: readonly TheirMessage[], ours: readonly OurMessage[], keys: readonly string[]) {
  const at = new Map<string, { readonly session: Session; readonly opens: boolean }>();
  for (const their of theirs) {
    const { messageHash, personKey, at: stamp, referred } = their;
    log.say(personKey, 'MessageReceived', { messageHash, receivedAt: instant(stamp), ...(referred && { referred }) });
    const conversation = new PersonConversation(log, SENDER, keys, ours);
    const { standing, latest, moved } = await conversation.place(their);
    at.set(messageHash, standing);
    for (const [key, pieces] of moved) {
      for (const sessions of pieces) {
        log.say(key, 'MessagesRegrouped', { sessions });
        for (const { session, messages } of sessions)
          for (const { messageHash: other, opens } of messages) at.set(other, { session, opens });
      }
    }
    log.say(personKey, 'MessageAttributed', { messageHash, standing, ...(latest && { latest }) });
  }
  const all = [...at].sort(([one], [other]) => (one < other ? -1 : 1));
  return all.map(([messageHash, { session, opens }]) => ({ messageHash, session, opens }));
}

const nth = (n: number, personKey: string, at: number, referred = false): TheirMessage => ({
  ...{ messageHash: `hash-${String(n).padStart(5, '0')}`, personKey, at, referred },
});

function ofOurs(at: number): OurMessage {
  const recorded = {
    ...({ id: `ours ${at}`, type: 'business_initiated' } as const),
    ...{ openedAt: at, expiresAt: at + 24 * HOUR },
  };
  return { campaignId: 'c', contactKey: 'one', senderId: SENDER, at, recorded, isOpen: false, hasFailed: false };
}

describe('the sessions of a person', () => {
  it('are the same in whatever order its messages come, under whichever of its keys', async () => {
    // No two of one second: they would go by their hashes, and by when they came.
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 160 }), { minLength: 1, maxLength: 14 });
    const written = hours.chain((stamps) =>
      fc.tuple(
        fc.constant(stamps),
        fc.array(fc.boolean(), { minLength: stamps.length, maxLength: stamps.length }),
        fc.array(fc.constantFrom('one', 'other'), { minLength: stamps.length, maxLength: stamps.length }),
        fc.uniqueArray(fc.integer({ min: 0, max: 160 }), { maxLength: 6 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(written, async ([stamps, referrals, keys, sent]) => {
        const theirs = stamps.map((hour, n) => nth(hour, keys[n]!, hour * HOUR, referrals[n]! && n % 3 === 0));
        const ours = sent.sort((one, other) => one - other).map((hour) => ofOurs(hour * HOUR + HOUR / 2));
        const inOrder = [...theirs].sort((one, other) => one.at - other.at);
        const both = ['one', 'other'];
        expect(await placed(new Log(), theirs, ours, both)).toEqual(await placed(new Log(), inOrder, ours, both));
      }),
      { numRuns: 300 },
    );
  });

  it('are read no further back than to what was before a message that comes late', async () => {
    const costs: number[] = [];
    for (const count of [200, 2000]) {
      const log = new Log();
      const before = Array.from({ length: count }, (_, n) => nth(n, 'one', n * 1000));
      const [late, last] = [nth(count, 'one', count * 1000), nth(count + 1, 'one', (count + 1) * 1000)];
      await placed(log, [...before, last], [], ['one']);
      log.read = 0;
      await placed(log, [late], [], ['one']);
      costs.push(log.read);
    }
    expect(costs[1]).toBe(costs[0]);
    expect(costs[0]).toBeLessThan(200);
  });
});
