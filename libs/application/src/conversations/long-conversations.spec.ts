import { instant } from '@arauto/clock';
import { stream } from '@arauto/domain';
import { makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { GetConversation } from './get-conversation';
import { ListConversations } from './list-conversations';

const MESSAGES = 10_100;
const SHOWN = 2000;
const SECOND = 1000;

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  await writes('talkative', MESSAGES);
  await engine.clock.advance(SECOND);
  await writes('quiet', 2);
});
afterAll(() => engine.close());

/** One message a second, in one conversation, as they stand in the log when they have been attributed. */
async function writes(person: string, count: number): Promise<void> {
  const { senderId, subaccountId } = tenant;
  const opened = engine.clock.now();
  const session = {
    ...{ id: `of-${person}`, type: 'user_initiated' },
    ...{ openedAt: instant(opened), expiresAt: instant(opened + 86_400_000) },
  };
  const events = Array.from({ length: count }, (_, n) => {
    // What it is called says nothing of when it came.
    const messageHash = engine.random.uuid();
    const [ref, at] = [`${person}.${n}`, instant(opened + n * SECOND)];
    const facts = { senderId, subaccountId, messageHash, ref, contentType: 'text', receivedAt: at, quotedHash: null };
    const belongs = { messageHash, contentType: 'text', by: 'none', contact: null, button: null };
    const standing = { at, session, opens: n === 0, referredAt: null };
    return [eventOf('MessageReceived', facts), eventOf('MessageAttributed', { ...belongs, standing })];
  }).flat();
  for (let from = 0; from < events.length; from += 500) {
    await engine.store.append(stream.conversation(senderId, person), events.slice(from, from + 500), {
      expected: 'any',
    });
  }
  const entries = [0, count - 1].map((n) => ({
    ...({ ref: `${person}.${n}`, kind: 'inbound', person, campaign: null } as const),
    data: { contentType: 'text', text: `mensagem ${n}`, from: '5511900000001' },
  }));
  await engine.vault.put(entries);
}

const eventOf = (type: string, data: object) => ({ id: engine.random.uuid(), type, data, metadata: { v: 1 } }) as never;

describe('a conversation with more messages than are shown', () => {
  it('is listed with all of them, and takes nothing from those beside it', async () => {
    const { items } = await engine.ask(new ListConversations(engine.query(), {}));
    expect(items).toMatchObject([
      { id: 'of-quiet', inbound: 2, lastText: 'mensagem 1' },
      { id: 'of-talkative', inbound: MESSAGES, lastText: `mensagem ${MESSAGES - 1}` },
    ]);
    const unreadSince = Date.parse(items[1]!.lastInboundAt);
    const unread = await engine.ask(new ListConversations(engine.query(), { unreadSince }));
    expect(unread.items.map(({ id }) => id)).toEqual(['of-talkative']);
  });

  it('shows the last of them, without a hole', async () => {
    const { messages, openedAt } = await engine.ask(
      new GetConversation(engine.query(), { conversationId: 'of-talkative' }),
    );
    const seconds = messages.map(({ at }) => (Date.parse(at) - Date.parse(openedAt)) / SECOND);
    expect(seconds).toEqual(Array.from({ length: SHOWN }, (_, n) => MESSAGES - SHOWN + n));
  });
});
