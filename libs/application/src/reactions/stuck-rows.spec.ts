import { ContactLog } from '@arauto/dispatch';
import { type Contact, stream, streamPrefix } from '@arauto/domain';
import { type EventStore, namedId, StateCache } from '@arauto/event-store';
import { CancelCampaign } from '../campaigns/cancel-campaign';
import { Preflight } from '../campaigns/preflight';
import { ScheduleCampaign } from '../campaigns/schedule-campaign';
import { openWebhooks } from '../testing/webhooks';
import { never } from '../testing/look';
import {
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  rowsOf,
  startCampaign,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { campaignOf, eventsOf, typesOf } from '../testing/streams';
import { CreateKey } from '../keys/create-key';
import { SaveSearch } from '../searches/save-search';
import { SearchExports } from '../searches/search-exports';
import { MessageLog } from '../conversations/message-log';
import { ReplyAttribution } from './attribute-replies';
import { cancelFanOut } from './cancel-fan-out';
import { completion } from './completion';
import { expiry, unknownOutcomeWatch } from './deadlines';
import { UnmatchedMatcher } from './match-unmatched';
import type { Reaction } from './reaction';
import { schedule } from './schedule';
import { searchSchedules } from './search-schedules';
import {
  append,
  attempted,
  copies,
  deliveredUnseen,
  erroredUnseen,
  refusing,
  removed,
  sent,
  STUCK,
  uploaded,
  withdrawnUnseen,
} from './stuck-rows.fixture';

const HOUR = 3600_000;

interface Arranged {
  readonly reaction: Reaction;
  /** Whether what stands behind those that cannot be settled is. */
  readonly isSettled: () => Promise<boolean>;
  /** How often the last of those that cannot be settled was tried. */
  readonly tries: () => number;
}

/** `STUCK` things that a reaction cannot settle, one of which it cannot even look at, in front of one that it can. */
type Arrange = (engine: SmallEngine, tenant: Tenant) => Promise<Arranged>;

const keys = (prefix: string) => Array.from({ length: STUCK }, (_, n) => `${prefix}-${n}`);

/** Contacts on a store that counts how often a stream is read, and cannot read those that are damaged. */
function watched(engine: SmallEngine, name: string) {
  let reads = 0;
  const store: EventStore = Object.create(engine.store) as EventStore;
  store.readStream = (stream, options) => {
    if (stream === name) reads++;
    if (stream.endsWith('.damaged')) throw new Error(`${stream} is damaged`);
    return engine.store.readStream(stream, options);
  };
  const cache = new StateCache<Contact>(100);
  const contacts = new ContactLog(store, engine.random, cache, { id: 'reactions', name: 'reactions' });
  return { contacts, tries: () => reads };
}

/** A campaign under way with one contact that was attempted. */
async function underWay(engine: SmallEngine, tenant: Tenant) {
  const { campaignId, contactIds } = await startCampaign(engine, tenant, rowsOf(1), { reportingHorizonSeconds: 60 });
  const contactId = contactIds[0]!;
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  await sending.attempt(contactId);
  return { campaignId, contactId, sending, name: stream.contact(campaignId, contactId) };
}

/** Contacts of a campaign that is not there any more. */
const stuckContact = (n: number) => stream.contact('gone', `stuck-${n}`);
const damaged = stream.contact('gone', 'damaged');

const outcomes: Arrange = async (engine, tenant) => {
  const at = engine.clock.now() - HOUR;
  await append(engine, [
    [damaged, [uploaded(at), attempted(at)]],
    ...keys('stuck').map((_, n) => [stuckContact(n), [uploaded(at), attempted(at), erroredUnseen]] as const),
  ]);
  const { name } = await underWay(engine, tenant);
  await engine.clock.advance(61_000);
  const { contacts, tries } = watched(engine, stuckContact(STUCK - 1));
  const reaction = unknownOutcomeWatch(engine.views.operational, contacts, engine.clock, () => false);
  return { reaction, tries, isSettled: async () => (await typesOf(engine, name)).includes('SendOutcomeUnknown') };
};

const expiries: Arrange = async (engine, tenant) => {
  const at = engine.clock.now() - HOUR;
  await append(engine, [
    [damaged, [uploaded(at), attempted(at), sent(at)]],
    ...keys('stuck').map((_, n) => {
      const events = [uploaded(at), attempted(at), sent(at + n), deliveredUnseen(at)];
      return [stuckContact(n), events] as const;
    }),
  ]);
  const { name, sending, contactId } = await underWay(engine, tenant);
  await sending.accept(contactId);
  await engine.clock.advance(259_201_000);
  const { contacts, tries } = watched(engine, stuckContact(STUCK - 1));
  const reaction = expiry(engine.views.operational, contacts, engine.clock);
  return { reaction, tries, isSettled: async () => (await typesOf(engine, name)).includes('Expired') };
};

const cancels: Arrange = async (engine, tenant) => {
  const first = await makeCampaign(engine, tenant);
  const at = engine.clock.now() - HOUR;
  await append(engine, [
    [stream.contact(first, 'damaged'), [uploaded(at), withdrawnUnseen(at)]],
    ...keys('stuck').map((key) => [stream.contact(first, key), [uploaded(at), erroredUnseen]] as const),
  ]);
  const second = await makeCampaign(engine, tenant);
  const phone = number(7);
  const contactId = await contactIdOf(engine, tenant, phone);
  for (const campaignId of [first, second]) {
    await uploadRows(engine, tenant, campaignId, [{ phone }]);
    await engine.run(new CancelCampaign(engine.command(), { campaignId }));
  }
  const { contacts, tries } = watched(engine, stream.contact(first, `stuck-${STUCK - 1}`));
  const { store, views, clock, random } = engine;
  return {
    reaction: cancelFanOut(store, views.operational, contacts, clock, random),
    tries,
    isSettled: async () =>
      (await typesOf(engine, stream.contact(first, contactId))).includes('CanceledByAdmin') &&
      (await campaignOf(engine, second)).status === 'canceled',
  };
};

const completions: Arrange = async (engine, tenant) => {
  const base = await underWay(engine, tenant);
  const ids = [...keys('stuck'), 'whole'];
  await copies(engine, base.campaignId, ids);
  const at = engine.clock.now();
  await append(
    engine,
    ids.map((id) => [stream.contact(id, 'person'), [uploaded(at), removed]]),
  );
  let tries = 0;
  const isStuck = (name: string) => name.startsWith(stream.campaign('stuck'));
  const last = stream.campaign(`stuck-${STUCK - 1}`);
  const store = refusing(engine.store, isStuck, (name) => (tries += name === last ? 1 : 0));
  return {
    reaction: completion(store, engine.views.operational, engine.clock, engine.random),
    tries: () => tries,
    isSettled: async () => (await campaignOf(engine, 'whole')).status !== 'sending',
  };
};

const schedules: Arrange = async (engine, tenant) => {
  const campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [{ phone: number(1) }]);
  const time = { localTime: '2026-01-06T09:00', timeZone: 'UTC' };
  await engine.run(new ScheduleCampaign(engine.command(), { campaignId, ...time }));
  await copies(engine, campaignId, keys('stuck'));
  await engine.clock.advance(24 * HOUR);
  const real = engine.module.get(Preflight);
  let tries = 0;
  const check: Preflight['check'] = (campaign) => {
    if (campaign.status === 'none' || !campaign.name.startsWith('stuck')) return real.check(campaign);
    if (campaign.name === `stuck-${STUCK - 1}`) tries++;
    return Promise.reject(new Error('the template cannot be read'));
  };
  const { store, views, clock, random } = engine;
  return {
    reaction: schedule(store, views.operational, { check }, clock, random),
    tries: () => tries,
    isSettled: async () => (await campaignOf(engine, campaignId)).status === 'sending',
  };
};

const replies: Arrange = async (engine, tenant) => {
  const conversationOf = (person: string) => stream.conversation(tenant.senderId, person);
  const receivedAt = new Date(engine.clock.now()).toISOString();
  const received = (person: string) =>
    [
      'MessageReceived',
      {
        ...{ senderId: tenant.senderId, subaccountId: tenant.subaccountId, messageHash: `hash-${person}` },
        ...{ ref: `ref-${person}`, contentType: 'text', receivedAt, quotedHash: null },
      },
    ] as const;
  const persons = [...keys('stuck'), 'good'];
  await append(
    engine,
    persons.map((person) => [conversationOf(person), [received(person)]] as const),
  );
  await engine.clock.advance(5000);
  let tries = 0;
  const isStuck = (name: string) => name.includes('.stuck-');
  const refused = refusing(engine.store, isStuck, (name) => (tries += Number(name.endsWith(`.stuck-${STUCK - 1}`))));
  const store: EventStore = Object.create(refused) as EventStore;
  store.readStream = (name, options) => {
    if (name.endsWith('.stuck-0')) throw new Error(`${name} is damaged`);
    return engine.store.readStream(name, options);
  };
  const { views, vault, clock } = engine;
  const { contacts } = watched(engine, '');
  const messages = new MessageLog(store, views.operational);
  const attributionSeconds = 259_200;
  return {
    reaction: new ReplyAttribution({ store, views, vault, contacts, messages, clock, attributionSeconds }),
    tries: () => tries,
    isSettled: async () => (await typesOf(engine, conversationOf('good'))).includes('MessageAttributed'),
  };
};

const unmatched: Arrange = async (engine, tenant) => {
  const { campaignId, contactId, sending, name } = await underWay(engine, tenant);
  const { senderId } = tenant;
  await sending.accept(contactId);
  const callbackData = `m1|${campaignId}|${contactId}|a1`;
  const status = { kind: 'status', status: 'delivered', messageId: 'wamid.1', errors: [] };
  const dataOf = (ref: string) => {
    if (ref === 'good') return { ...status, callbackData, at: engine.clock.now() };
    return ref === 'stuck-0' ? { ...status, callbackData, at: 'at some time' } : { kind: 'status', errors: [] };
  };
  const receivedAt = new Date(engine.clock.now()).toISOString();
  const refs = [...keys('stuck'), 'good'];
  const entry = { kind: 'inbound' as const, person: null, campaign: null };
  await engine.vault.put(refs.map((ref) => ({ ...entry, ref, data: dataOf(ref) })));
  const received = (ref: string) =>
    ['UnmatchedReceived', { reason: 'unknown_message', messageHash: ref, ref, receivedAt }] as const;
  await append(
    engine,
    refs.map((ref) => [stream.unmatched(senderId, ref), [received(ref)]] as const),
  );
  await engine.clock.advance(2000);
  const { store, views, clock } = engine;
  const { receiver } = await openWebhooks(engine);
  let tries = 0;
  const matchAgain = receiver.matchAgain.bind(receiver);
  receiver.matchAgain = (...args) => {
    if (!('messageId' in args[2])) tries++;
    return matchAgain(...args);
  };
  return {
    reaction: new UnmatchedMatcher(store, views.operational, engine.vault, receiver, clock),
    tries: () => tries / STUCK,
    isSettled: async () => (await typesOf(engine, name)).includes('Delivered'),
  };
};

const searches: Arrange = async (engine, { subaccountId }) => {
  const { store, views, vault, identities, clock } = engine;
  const keyFacts = { name: 'bia', roles: ['reporter'] as const, subaccountIds: [subaccountId] };
  const { id: owner } = await engine.run(new CreateKey(engine.command(), keyFacts));
  const by = engine.command({ principal: { id: owner, ...keyFacts } });
  const schedule = { every: 'day', at: '12:30' } as const;
  const body = { name: 'Boa', report: 'detailed', period: 'today', schedule } as const;
  const { id: good } = await engine.run(new SaveSearch(by, body));
  const said = (await eventsOf(engine, stream.search(good))).map(({ type, data }) => [type, data] as const);
  await append(
    engine,
    keys('stuck').map((id) => [stream.search(id), said] as const),
  );
  await append(engine, [[stream.search('damaged'), said]]);
  await clock.advance(HOUR);
  let tries = 0;
  const watched: EventStore = Object.create(store) as EventStore;
  watched.readStream = (name, options) => {
    if (name === stream.search('damaged')) throw new Error(`${name} is damaged`);
    if (name === stream.search(`stuck-${STUCK - 1}`)) tries++;
    return store.readStream(name, options);
  };
  const goodExport = stream.export(namedId(good, '2026-01-05T12:30:00.000Z'));
  const refused = (name: string) => name.startsWith(streamPrefix.export) && name !== goodExport;
  const settings = { waiting: 2 * STUCK };
  const exports = new SearchExports({
    ...{ store: refusing(watched, refused, () => undefined), views, vault, identities, clock, settings },
  });
  return {
    reaction: searchSchedules(exports, views.operational, clock),
    tries: () => tries,
    isSettled: async () => (await typesOf(engine, stream.search(good))).includes('SearchExportRequested'),
  };
};

const table: readonly (readonly [string, Arrange])[] = [
  ['unknown outcomes', outcomes],
  ['expiry', expiries],
  ['cancel fan-out', cancels],
  ['completion', completions],
  ['schedule', schedules],
  ['unmatched webhooks', unmatched],
  ['attribution of replies', replies],
  ['search schedules', searches],
];

describe.each(table)('%s behind a thousand that cannot be settled', (_, arrange) => {
  let engine: SmallEngine;
  let arranged: Arranged;
  const failures: unknown[] = [];

  const look = async () => {
    await engine.views.project();
    await arranged.reaction.look(never, (error) => failures.push(error));
  };

  beforeAll(async () => {
    engine = await openSmallEngine();
    arranged = await arrange(engine, await makeTenant(engine));
  });
  afterAll(() => engine.close());

  it('settles the one behind them, and tells of what it cannot look at', async () => {
    for (let looks = 0; looks < 5 && !(await arranged.isSettled()); looks++) {
      await look();
      await engine.clock.advance(arranged.reaction.every);
    }
    expect(await arranged.isSettled()).toBe(true);
    expect(failures.length).toBeGreaterThan(0);
  });

  it('comes back to them, and less and less often', async () => {
    const before = arranged.tries();
    for (let minute = 0; minute < 10; minute++) {
      for (let looks = 0; looks < 3; looks++) await look();
      await engine.clock.advance(60_000);
    }
    const tries = arranged.tries() - before;
    expect(tries).toBeGreaterThanOrEqual(2);
    // Ten minutes have 3,000 looks of a reaction that looks every 200 ms.
    expect(tries).toBeLessThanOrEqual(15);
  });
});
