import { type ContactCommand, contactDecider, type ContactEvent, stream } from '@arauto/domain';
import { eventOf, type JsonObject } from '@arauto/event-store';
import { campaignCountersView, campaignErrorsView, contactsView } from '@arauto/read-models/operational';
import { messagesView } from '@arauto/read-models/reporting';
import { contactDoes } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { verifyCampaigns } from './verify-campaigns';

const AT = '2026-01-05T12:00:00.000Z';
const LATER = '2026-01-06T12:00:00.000Z';

let engine: SmallEngine;
let campaignId: string;
let campaigns = 0;

beforeAll(async () => void (engine = await openSmallEngine('recounts')));
afterAll(() => engine.close());
beforeEach(() => void (campaignId = `c${(campaigns += 1)}`));

const facts = (row: number) => ({ subaccountId: 'sub-1', ref: `up-1.00000000${row}`, uploadId: 'up-1', row });
const told = (attempt: number) => ({ attempt, messageHash: `hash-${attempt}`, messageRef: `ref-${attempt}` });

const accept = (row: number): ContactCommand => ({ type: 'AcceptRow', ...facts(row), at: AT, suppressed: false });
const claim = (n: number): ContactCommand => ({
  ...({ type: 'ClaimAttempt', claim: `claim-${n}`, senderId: 'sender-1', withSession: false } as const),
  conversation: { id: 'conversation-1', type: 'business_initiated', expiresAt: LATER },
  ...{ at: AT, outcomeDueAt: LATER, expiresAfter: 3600 },
});
const accepted = (n = 1): ContactCommand => ({ type: 'RecordAccepted', ...told(n), as: 'accepted', at: AT });
const status = (name: 'sent' | 'delivered' | 'read', n = 1): ContactCommand => ({
  ...{ type: 'RecordStatus', ...told(n), statusAt: AT, as: 'accepted', status: name },
});
const failed = (again: boolean, n = 1): ContactCommand => ({
  ...({ type: 'RecordStatus', ...told(n), statusAt: AT, as: 'accepted', status: 'failed' } as const),
  ...({ error: { code: '131049' }, final: 'delivery_failed' } as const),
  retry: again ? { dueAt: LATER, class: 'DAY' } : null,
});

const reply = (messageHash: string, optOut: boolean): ContactCommand => ({
  ...{ type: 'RecordReply', messageHash, repliedAt: AT, button: null, optOut },
});

async function live(contactKey: string, ...commands: ContactCommand[]): Promise<void> {
  for (const command of commands) await contactDoes(engine, campaignId, contactKey, command);
}

/** Copies a contact of this campaign into another one, its events as `change` makes them: the log of a writer that was wrong. */
async function retell(contactKey: string, change: (event: ContactEvent, revision: number) => object): Promise<void> {
  const events: { id: string; type: string; data: JsonObject; metadata: JsonObject }[] = [];
  for await (const recorded of await engine.store.readStream(stream.contact(campaignId, contactKey))) {
    const { type, data, metadata, revision } = recorded;
    const changed = { ...data, ...change(eventOf(contactDecider, recorded), revision) } as JsonObject;
    events.push({ id: engine.random.uuid(), type, data: changed, metadata });
  }
  campaignId = `c${(campaigns += 1)}`;
  await engine.store.append(stream.contact(campaignId, contactKey), events, { expected: 'noStream' });
}

const verify = () => verifyCampaigns(engine.store, engine.views, [campaignId]);
const named = async () => (await verify()).differences.map(({ view, field, log, shown }) => [view, field, log, shown]);

describe('a log that is right', () => {
  /** Each counted by hand. */
  const RIGHT: readonly (readonly [what: string, commands: ContactCommand[], counters: Record<string, number>])[] = [
    ['a contact that was read', [claim(1), accepted(), status('read')], { state_read: 1, settled: 1, reached_read: 1 }],
    [
      'an outcome that nobody knows',
      [claim(1), { type: 'RecordUnknownOutcome', attempt: 1 }],
      { state_in_progress: 1, settled: 1, needsAttention: 1, reached_accepted: 0 },
    ],
    [
      'a milestone after a failure: counted, and no state changes',
      [claim(1), accepted(), failed(false), status('sent')],
      { state_delivery_failed: 1, settled: 1, reached_accepted: 1, reached_sent: 1, reached_delivered: 0 },
    ],
    [
      'a delivery after a failure: it wins',
      [claim(1), accepted(), failed(false), status('delivered')],
      { state_delivered: 1, state_delivery_failed: 0, settled: 1, reached_sent: 1, reached_delivered: 1 },
    ],
    [
      'a retry after acceptance, and the second attempt read',
      [claim(1), accepted(), status('sent'), failed(true), claim(2), accepted(2), status('read', 2)],
      { state_read: 1, settled: 1, reached_accepted: 1, reached_sent: 1, reached_read: 1, open: 0 },
    ],
    [
      'an earlier attempt that speaks while another is open',
      [
        claim(1),
        ...[{ type: 'RecordRefused', attempt: 1, error: { code: '1' }, final: 'error' } as const].map((refused) => ({
          ...{ ...refused, retry: { dueAt: LATER, class: 'SERVER', consumesAttempt: true } },
        })),
        ...[claim(2), status('sent', 1)],
      ],
      { state_sent: 1, settled: 0, open: 1, reached_sent: 1 },
    ],
    [
      'an erasure of who was sent to',
      [claim(1), accepted(), { type: 'RemoveContact', cause: 'erasure' }],
      { state_removed: 1 },
    ],
    [
      'answers of who was sent to, the second of which wants no more',
      [claim(1), accepted(), ...[false, true, true].map((optOut, n) => reply(`reply-${n}`, optOut))],
      { state_in_progress: 1, replied: 1, optOuts: 1 },
    ],
    ['a cancel', [{ type: 'CancelContact' }], { state_canceled_by_admin: 1, settled: 1 }],
  ];

  it.each(RIGHT)('passes: %s', async (_, commands, counters) => {
    await live('person', accept(1), ...commands);
    expect(await verify()).toMatchObject({ ok: true, differences: [] });
    const shown = await engine.views.operational.get(campaignCountersView, campaignId);
    const found = new Map(Object.entries(shown ?? {}));
    for (const [field, count] of Object.entries({ contacts: 1, ...counters })) {
      expect([field, found.get(field) ?? 0]).toEqual([field, count]);
    }
  });

  it('passes with an erasure of who had ended without an attempt: the report keeps the row', async () => {
    const error = { code: 'ENG_NO_SESSION' };
    await live('person', accept(1), { type: 'EndInError', error }, { type: 'RemoveContact', cause: 'erasure' });
    expect(await verify()).toMatchObject({ ok: true, differences: [], events: 3 });
  });

  it('passes with a test message, which is in no sum', async () => {
    await live('person', accept(1));
    await live('test-1', accept(2), claim(1), accepted());
    expect(await verify()).toMatchObject({ ok: true, differences: [], events: 1 });
  });

  it('passes while it grows: what came after the count began is counted up to the moment of each look', async () => {
    for (let n = 1; n <= 3; n++) await live(`person-${n}`, accept(n));
    const { operational } = engine.views;
    let growing = 0;
    const busy = new Proxy(operational, {
      get: (reader, method: keyof typeof operational) =>
        method === 'getMany' || method === 'get' || method === 'count'
          ? async (...args: never[]) => {
              if (growing++ === 0) await live('person-1', claim(1), accepted());
              if (growing === 2) await live('person-4', accept(4));
              await engine.views.project();
              return (reader[method] as (...all: never[]) => unknown).call(reader, ...args);
            }
          : reader[method].bind(reader),
    });
    const report = await verifyCampaigns(engine.store, { ...engine.views, operational: busy }, [campaignId]);
    expect(report).toMatchObject({ ok: true, differences: [] });
    expect(growing).toBeGreaterThan(2);
  });
});

it('holds so many contacts at a time and no more, however many there are', async () => {
  const data = { ...facts(1), from: null, to: { state: 'initial', open: false, needsAttention: false }, dueAt: AT };
  const items = Array.from({ length: 1200 }, (_, n) => ({
    stream: stream.contact(campaignId, `person-${n}`),
    events: [{ id: engine.random.uuid(), type: 'ContactUploaded', data, metadata: { v: 1 } }],
    expected: 'noStream' as const,
  }));
  await engine.store.appendMany(items);
  const asked: number[] = [];
  const { operational } = engine.views;
  const counting = new Proxy(operational, {
    get: (reader, method: keyof typeof operational) =>
      method === 'getMany'
        ? (...args: Parameters<typeof operational.getMany>) => (asked.push(args[1].length), reader.getMany(...args))
        : reader[method].bind(reader),
  });
  const report = await verifyCampaigns(engine.store, { ...engine.views, operational: counting }, [campaignId]);
  expect(report).toEqual({ ok: true, events: 1200, differences: [] });
  expect(asked).toEqual([500, 500, 200]);
});

describe('a log that is wrong, and views that believe it', () => {
  beforeEach(() => live('person', accept(1), claim(1), accepted(), status('delivered')));

  const of = (type: ContactEvent['type'], over: object) => (event: ContactEvent) => (event.type === type ? over : {});

  it('is found by a contact that never settles', async () => {
    await retell('person', of('Delivered', { settles: undefined }));
    expect(await named()).toEqual([
      ['log', '3 Delivered: settles', true, false],
      [campaignCountersView.name, 'settled', 1, 0],
    ]);
  });

  it('is found by a contact that settles too early, and again', async () => {
    await retell('person', of('TemplateSent', { settles: true }));
    expect(await named()).toEqual([
      ['log', '2 TemplateSent: settles', false, true],
      [campaignCountersView.name, 'settled', 1, 2],
    ]);
  });

  it('is found by an event that begins elsewhere than the one before ended', async () => {
    const from = { state: 'sent', open: false, needsAttention: false };
    await retell('person', of('Delivered', { from }));
    expect(await named()).toEqual([
      ['log', '3 Delivered: from.state', 'in_progress', 'sent'],
      [campaignCountersView.name, 'state_in_progress', 0, 1],
      [campaignCountersView.name, 'state_sent', 0, -1],
    ]);
  });

  it('is found by an event that ends elsewhere than it can', async () => {
    const to = { state: 'sent', open: false, needsAttention: false };
    await retell('person', of('Delivered', { to }));
    expect(await named()).toEqual([
      ['log', '3 Delivered: to.state', 'delivered', 'sent'],
      [contactsView.name, 'state', 'delivered', 'sent'],
      [messagesView.name, 'state', 'delivered', 'sent'],
      [campaignCountersView.name, 'state_sent', 0, 1],
      [campaignCountersView.name, 'state_delivered', 1, 0],
    ]);
  });

  it('is found by a milestone that was passed and not counted', async () => {
    await retell('person', of('Delivered', { implied: [] }));
    expect(await named()).toEqual([
      ['log', '3 Delivered: milestones', 'sent delivered', 'delivered'],
      [campaignCountersView.name, 'reached_sent', 1, 0],
    ]);
  });

  it('is found by an acceptance that is counted twice', async () => {
    await live('person', status('read'));
    await retell('person', of('Read', { implied: ['accepted'] }));
    expect(await named()).toEqual([
      ['log', '4 Read: milestones', 'read', 'accepted read'],
      [campaignCountersView.name, 'reached_accepted', 1, 2],
    ]);
  });

  it('is found by a failure that is said to be overcome and was another', async () => {
    await live('failed', accept(2), claim(1), accepted(), failed(false), status('delivered'));
    await retell('failed', of('Delivered', { overcomes: '131026' }));
    expect(await named()).toEqual([
      ['log', '4 Delivered: overcomes', '131049', '131026'],
      [campaignErrorsView.name, 'contacts', 0, 1],
      [campaignErrorsView.name, 'contacts', 0, -1],
    ]);
  });

  it('is not found wrong by a delivery of an older program, which left the failure in the list', async () => {
    await live('failed', accept(2), claim(1), accepted(), failed(false), status('delivered'));
    await retell('failed', of('Delivered', { overcomes: undefined }));
    expect(await named()).toEqual([]);
    const id = `${campaignId}:131049`;
    expect(await engine.views.operational.get(campaignErrorsView, id)).toMatchObject({ contacts: 1 });
  });

  it('is found by an attempt after the end', async () => {
    await retell('person', () => ({}));
    const name = stream.contact(campaignId, 'person');
    const from = { state: 'delivered', open: false, needsAttention: false };
    const to = { ...from, state: 'in_progress', open: true };
    const data = { ...facts(1), ...claim(2), from, to, attempt: 2, attempts: 2, acceptedAt: AT, attemptedAt: AT };
    const event = { id: engine.random.uuid(), type: 'SendAttempted', data: data as JsonObject, metadata: { v: 1 } };
    await engine.store.append(name, [event], { expected: 3 });
    expect((await verify()).differences.slice(0, 2)).toEqual([
      {
        campaignId,
        view: 'log',
        id: name,
        field: '4 SendAttempted: rule',
        log: 'a settled contact is never attempted',
        shown: 'broken',
      },
      expect.objectContaining({ log: 'nobody is sent to again while a message is on its way' }),
    ]);
  });

  it('is found in a test message too', async () => {
    await live('test-1', accept(2), claim(1), { type: 'RecordUnknownOutcome', attempt: 1 });
    await retell('test-1', of('SendOutcomeUnknown', { settles: undefined }));
    expect(await named()).toEqual([['log', '2 SendOutcomeUnknown: settles', true, false]]);
  });
});

describe('views that are wrong', () => {
  it('are found by a contact, a row or a counter that the log does not have', async () => {
    await live('person', accept(1), claim(1));
    await engine.views.project();
    const { operational, reporting } = engine.views;
    const stranger = `${campaignId}.stranger`;
    const strange = (reader: typeof operational) =>
      new Proxy(reader, {
        get: (target, method: keyof typeof operational) => {
          if (method === 'count') return () => Promise.resolve({ value: 2, relation: 'exact' });
          if (method !== 'stream') return target[method].bind(target);
          return async function* (...args: Parameters<typeof operational.stream>) {
            yield* target.stream(...args);
            yield [{ id: stranger, doc: {} }];
          };
        },
      });
    const views = { ...engine.views, operational: strange(operational), reporting: strange(reporting) };
    expect((await verifyCampaigns(engine.store, views, [campaignId])).differences).toEqual([
      { campaignId, view: contactsView.name, id: stranger, field: 'exists', log: false, shown: true },
      { campaignId, view: messagesView.name, id: stranger, field: 'exists', log: false, shown: true },
    ]);
  });

  it('are found in every campaign of the log when all are asked for', async () => {
    await live('person', accept(1));
    const first = await verifyCampaigns(engine.store, engine.views, null);
    expect(new Set(first.differences.map((each) => each.campaignId)).size).toBeGreaterThan(5);
    expect(first.differences.map((each) => each.campaignId)).not.toContain(campaignId);
  });
});

it('ends with the reason of its signal', async () => {
  await live('person', accept(1));
  const ending = AbortSignal.abort(new Error('the engine stops'));
  await expect(verifyCampaigns(engine.store, engine.views, [campaignId], ending)).rejects.toThrow('the engine stops');
});
