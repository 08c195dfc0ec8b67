import { instant } from '@arauto/clock';
import { conversationId } from '@arauto/dispatch';
import { type MessagesRegrouped, type Session, stream } from '@arauto/domain';
import type { Condition } from '@arauto/read-models';
import { inboundView } from '@arauto/read-models/operational';
import { repliesView } from '@arauto/read-models/reporting';
import { makeAttribution, settle } from '../testing/attribution';
import { contactIdOf, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { eventsOf } from '../testing/streams';
import { openWebhooks, webhook } from '../testing/webhooks';
import { MessageLog } from './message-log';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** As long as a hash in the log is. */
const HASH = 'h'.repeat(38);

let engine: SmallEngine;
let tenant: Tenant;
let start: number;
let failures: unknown[];

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  start = engine.clock.now() - (engine.clock.now() % SECOND);
  failures = [];
});
afterEach(() => engine.close());

const person = () => contactIdOf(engine, tenant, number(1));
const conversation = async () => stream.conversation(tenant.senderId, await person());
const hashOf = (n: number) => `${HASH}${String(n).padStart(5, '0')}`;
const eventOf = (type: string, data: object) => ({ id: engine.random.uuid(), type, data, metadata: { v: 1 } }) as never;

/** Messages so many milliseconds apart, in the log as they stand there when they have been attributed. */
async function wrote(count: number, apart: number): Promise<void> {
  const { senderId, subaccountId } = tenant;
  const key = await person();
  let session: Session | undefined;
  const events = Array.from({ length: count }, (_, n) => {
    const [messageHash, at] = [hashOf(n), start + n * apart];
    const opens = session === undefined || at >= Date.parse(session.expiresAt);
    if (opens) session = sessionFrom(key, at);
    const is = { messageHash, contentType: 'text' };
    const received = { ...is, senderId, subaccountId, ref: `r.${n}`, receivedAt: instant(at), quotedHash: null };
    const standing = { at: instant(at), session, opens, referredAt: null };
    const attributed = { ...is, by: 'none', contact: null, button: null, standing };
    return [eventOf('MessageReceived', received), eventOf('MessageAttributed', attributed)];
  }).flat();
  for (let from = 0; from < events.length; from += 400) {
    await engine.store.append(await conversation(), events.slice(from, from + 400), { expected: 'any' });
  }
  await engine.clock.advance(count * apart);
}

function sessionFrom(key: string, at: number): Session {
  const id = conversationId(tenant.senderId, key, at);
  return { id, type: 'user_initiated', openedAt: instant(at), expiresAt: instant(at + 24 * HOUR) };
}

/** A message comes that is older than all of them. */
async function comesLate(): Promise<void> {
  const { post } = await openWebhooks(engine);
  const timestamp = String((start - 5 * SECOND) / SECOND);
  const message = { from: number(1).slice(1), id: 'wamid.late', timestamp, type: 'text', text: { body: 'oi' } };
  await post(tenant.senderId, webhook('messages', { messages: [message] }));
}

/** What a process does whose log takes so many pieces of what a message moves before it is killed. */
async function settles(pieces = Infinity): Promise<void> {
  const messages = new MessageLog(engine.store, engine.views.operational);
  const regroup = messages.regroup.bind(messages);
  let left = pieces;
  messages.regroup = (...args) => (left-- > 0 ? regroup(...args) : Promise.reject(new Error('kill -9')));
  await settle(engine, makeAttribution(engine, messages), (error) => failures.push(error));
}

async function waiting(): Promise<number> {
  return (await engine.views.operational.count(inboundView, [{ field: 'waitsSince', set: true }])).value;
}

/** How many messages stand in the session that the late one opens, how many of those open it, and how many stand in others. */
async function inItsSession(): Promise<readonly number[]> {
  const { id } = sessionFrom(await person(), start - 5 * SECOND);
  const count = async (...where: readonly Condition<typeof repliesView>[]) =>
    (await engine.views.reporting.count(repliesView, where)).value;
  const [all, own] = [await count(), await count({ field: 'conversationId', equals: id })];
  return [own, await count({ field: 'conversationId', equals: id }, { field: 'listedAt', set: true }), all - own];
}

/** How many messages each event moved. */
async function moved(): Promise<number[]> {
  const events = (await eventsOf(engine, await conversation())).filter(({ type }) => type === 'MessagesRegrouped');
  return events.map(({ data }) =>
    (data as MessagesRegrouped['data']).sessions.reduce((sum, { messages }) => sum + messages.length, 0),
  );
}

describe('a message that comes late', () => {
  it('is attributed before 8,000 others of its session, which move in as many pieces as appends need', async () => {
    await wrote(8000, SECOND);
    await comesLate();
    await settles();
    expect([failures, await waiting()]).toEqual([[], 0]);
    expect(await inItsSession()).toEqual([8001, 1, 0]);
    expect(await moved()).toEqual(new Array(16).fill(500));
    const last = (await eventsOf(engine, await conversation())).slice(-2);
    expect(last.map(({ type }) => type)).toEqual(['MessageAttributed', 'MessagesRegrouped']);
  }, 60_000);

  it('is attributed before 2,000 others of 1,000 sessions, all of which move', async () => {
    await wrote(2000, 24 * HOUR - SECOND);
    await comesLate();
    await settles();
    expect([failures, await waiting()]).toEqual([[], 0]);
  }, 60_000);

  it('is attributed by the next process when one ends between pieces, which says none of them again', async () => {
    await wrote(1700, SECOND);
    await comesLate();
    await settles(2);
    expect([failures.map(String), await waiting(), await moved()]).toEqual([['Error: kill -9'], 1, [500, 500]]);
    await settles();
    expect([await waiting(), await moved()]).toEqual([0, [500, 500, 500, 200]]);
    const ids = (await eventsOf(engine, await conversation())).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await inItsSession()).toEqual([1701, 1, 0]);
  }, 60_000);

  it('moves nothing any more once another process attributed it', async () => {
    await wrote(10, SECOND);
    await comesLate();
    await settles();
    const { senderId } = tenant;
    const { identities, store, views } = engine;
    const late = await identities.messageHash(tenant.subaccountId, 'wamid.late');
    const session = sessionFrom(await person(), start);
    const sessionsThen = [{ session, messages: [{ messageHash: hashOf(1), opens: false }] }];
    await new MessageLog(store, views.operational).regroup(senderId, await person(), sessionsThen, late, { v: 1 });
    expect(await moved()).toEqual([10]);
  });
});
