import { type ContactCommand, type ContactState, type KeptResult, type ReportStatus } from '@arauto/domain';
import { contactEntry } from '@arauto/privacy';
import { GetCampaign } from '../campaigns/get-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import { GetContact } from '../contacts/get-contact';
import { GetContactHistory } from '../contacts/get-contact-history';
import { type Life, lifeOf } from '../testing/contact-life';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { verifyCampaigns } from '../verification/verify-campaigns';
import type { MoRow, MtRow } from '@arauto/reporting';
import { DetailedReport } from './detailed-report';
import { RecordsReport } from './records-report';
import { StreamDetailedReport } from './stream-detailed-report';
import { StreamRecordsReport } from './stream-records-report';

const PERIOD = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-02-01T00:00:00Z') };

const unknown: ContactCommand = { type: 'RecordUnknownOutcome', attempt: 1 };
const cancel: ContactCommand = { type: 'CancelContact' };
const expire: ContactCommand = { type: 'ExpireContact' };
const optedOut: ContactCommand = { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } };
const assume = (outcome: 'delivered' | 'not_sent'): ContactCommand => ({ type: 'AssumeOutcome', outcome });
const ATTENTION = 'needs attention';

const remove: ContactCommand = { type: 'RemoveContact', cause: 'admin' };
type Told = readonly [
  what: string,
  state: ContactState | typeof ATTENTION,
  status: ReportStatus | null,
  result: KeptResult | null,
  error: string | null,
  life: (is: Life) => readonly ContactCommand[],
];

/** Every contact there can be, in the words of contact, detailed report and records. */
const TOLD: readonly Told[] = [
  ['uploaded', 'initial', null, null, null, () => []],
  ['under way', 'in_progress', 'queued', null, null, (is) => [is.attempt()]],
  ['withdrawn', 'initial', null, null, null, (is) => [is.attempt(), is.withdraw()]],
  ['withdrawn and canceled', 'canceled_by_admin', null, null, null, (is) => [is.attempt(), is.withdraw(), cancel]],
  [
    'withdrawn and opted out',
    'error',
    'opted_out',
    null,
    'ENG_OPTED_OUT',
    (is) => [is.attempt(), is.withdraw(), optedOut],
  ],
  ['opted out', 'error', 'opted_out', null, 'ENG_OPTED_OUT', () => [optedOut]],
  ['canceled', 'canceled_by_admin', null, null, null, () => [cancel]],
  ['removed', 'removed', null, null, null, () => [remove]],
  ['removed, uploaded again', 'initial', null, null, null, (is) => [remove, is.again()]],
  [
    'removed, uploaded again, accepted',
    'in_progress',
    'sent',
    'accepted',
    null,
    (is) => [remove, is.again(), is.attempt(), is.accept()],
  ],
  ['opted out, uploaded again', 'initial', null, null, null, (is) => [optedOut, is.again()]],
  ['opted out, uploaded again, removed', 'removed', null, null, null, (is) => [optedOut, is.again(), remove]],
  [
    'opted out, uploaded again, opted out again',
    'error',
    'opted_out',
    null,
    'ENG_OPTED_OUT',
    (is) => [optedOut, is.again(), optedOut],
  ],
  [
    'opted out, uploaded again, delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [optedOut, is.again(), is.attempt(), is.tell('delivered')],
  ],
  [
    'withdrawn and opted out, uploaded again, accepted',
    'in_progress',
    'sent',
    'accepted',
    null,
    (is) => [is.attempt(), is.withdraw(), optedOut, is.again(), is.attempt(2), is.accept(2)],
  ],
  [
    'tried again, opted out meanwhile, uploaded again',
    'initial',
    null,
    null,
    null,
    (is) => [is.attempt(), is.refuse('131000', { again: true }), optedOut, is.again()],
  ],
  [
    'tried again, removed meanwhile, uploaded again, refused',
    'error',
    'invalid_parameter',
    'failed',
    '131008',
    (is) => [
      is.attempt(),
      is.refuse('131000', { again: true }),
      remove,
      is.again(),
      is.attempt(2),
      is.refuse('131008', { attempt: 2 }),
    ],
  ],
  ['accepted', 'in_progress', 'sent', 'accepted', null, (is) => [is.attempt(), is.accept()]],
  ['sent', 'sent', 'sent', 'accepted', null, (is) => [is.attempt(), is.accept(), is.tell('sent')]],
  ['delivered', 'delivered', 'delivered', 'delivered', null, (is) => [is.attempt(), is.accept(), is.tell('delivered')]],
  ['read before anything else', 'read', 'read', 'read', null, (is) => [is.attempt(), is.tell('read')]],
  [
    'delivered, then read',
    'read',
    'read',
    'read',
    null,
    (is) => [is.attempt(), is.accept(), is.tell('delivered'), is.tell('read')],
  ],
  ['refused', 'error', 'invalid_parameter', 'failed', '131008', (is) => [is.attempt(), is.refuse('131008')]],
  [
    'no account',
    'sending_failed',
    'invalid_destination',
    'failed',
    '131026',
    (is) => [is.attempt(), is.refuse('131026', { final: 'sending_failed' })],
  ],
  [
    'to be tried again',
    'retry_scheduled',
    'queued',
    null,
    '131000',
    (is) => [is.attempt(), is.refuse('131000', { again: true })],
  ],
  [
    'tried again, accepted',
    'in_progress',
    'sent',
    'accepted',
    null,
    (is) => [is.attempt(), is.refuse('131000', { again: true }), is.attempt(2), is.accept(2)],
  ],
  [
    'tried again, opted out meanwhile',
    'error',
    'opted_out',
    'failed',
    'ENG_OPTED_OUT',
    (is) => [is.attempt(), is.refuse('131000', { again: true }), optedOut],
  ],
  [
    'failed after acceptance',
    'delivery_failed',
    'not_delivered',
    'failed',
    '131049',
    (is) => [is.attempt(), is.accept(), is.fail('131049')],
  ],
  [
    'failed, then delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), is.accept(), is.fail('131049'), is.tell('delivered')],
  ],
  [
    'failed, then sent',
    'delivery_failed',
    'not_delivered',
    'failed',
    '131049',
    (is) => [is.attempt(), is.accept(), is.fail('131049'), is.tell('sent')],
  ],
  [
    'to be tried again after acceptance',
    'retry_scheduled',
    'queued',
    'accepted',
    '131049',
    (is) => [is.attempt(), is.accept(), is.fail('131049', true)],
  ],
  [
    'to be tried again after acceptance, then delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), is.accept(), is.fail('131049', true), is.tell('delivered')],
  ],
  [
    'attempted again after acceptance, the first read',
    'read',
    'read',
    'read',
    null,
    (is) => [is.attempt(), is.accept(), is.fail('131049', true), is.attempt(2), is.tell('read')],
  ],
  [
    'to be tried again after acceptance, canceled',
    'canceled_by_admin',
    null,
    'accepted',
    '131049',
    (is) => [is.attempt(), is.accept(), is.fail('131049', true), cancel],
  ],
  ['unknown, then sent', 'sent', 'sent', 'accepted', null, (is) => [is.attempt(), unknown, is.tell('sent')]],
  [
    'unknown, then failed',
    'delivery_failed',
    'not_delivered',
    'failed',
    '131049',
    (is) => [is.attempt(), unknown, is.fail('131049')],
  ],
  [
    'unknown, then refused',
    'error',
    'invalid_parameter',
    'failed',
    '131008',
    (is) => [is.attempt(), unknown, is.refuse('131008')],
  ],
  [
    'unknown, assumed not sent, then sent',
    'error',
    'not_delivered',
    'failed',
    'ENG_AMBIGUOUS',
    (is) => [is.attempt(), unknown, assume('not_sent'), is.tell('sent')],
  ],
  [
    'unknown, assumed not sent, then delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), unknown, assume('not_sent'), is.tell('delivered')],
  ],
  [
    'unknown, assumed delivered, then failed',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), unknown, assume('delivered'), is.fail('131049')],
  ],
  [
    'expired',
    'delivery_failed',
    'ttl_expired',
    'failed',
    'ENG_TTL_EXPIRED',
    (is) => [is.attempt(), is.accept(), expire],
  ],
  ['expired, then read', 'read', 'read', 'read', null, (is) => [is.attempt(), is.accept(), expire, is.tell('read')]],
  [
    'unknown',
    ATTENTION,
    'carrier_communication_failure',
    'undecided',
    'ENG_AMBIGUOUS',
    (is) => [is.attempt(), unknown],
  ],
  [
    'unknown, then delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), unknown, is.tell('delivered')],
  ],
  [
    'unknown, assumed delivered',
    'delivered',
    'delivered',
    'delivered',
    null,
    (is) => [is.attempt(), unknown, assume('delivered')],
  ],
  [
    'unknown, assumed not sent',
    'error',
    'not_delivered',
    'failed',
    'ENG_AMBIGUOUS',
    (is) => [is.attempt(), unknown, assume('not_sent')],
  ],
];

describe('contact, detailed report, records and their files agree', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let campaignId: string;
  const idOf = (index: number) => contactIdOf(engine, tenant, number(index + 1));

  beforeAll(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    campaignId = await makeCampaign(engine, tenant);
    await uploadRows(engine, tenant, campaignId, [
      ...TOLD.map((_, index) => ({ phone: number(index + 1) })),
      { phone: 'none' },
    ]);
    const entries = TOLD.map(async (_, index) => {
      const at = { ref: `again.${await idOf(index)}`, person: await idOf(index), campaign: campaignId };
      const correlationId = `again ${await idOf(index)}`;
      return contactEntry(at, { phone: number(index + 1), name: 'Corrected', correlationId, parameters: {} });
    });
    await engine.vault.put(await Promise.all(entries));
    await engine.run(new StartCampaign(engine.command(), { campaignId }));
    // Our clock is in the middle of a second, the provider's stamps are at its beginning.
    await engine.clock.advance(700);
    for (const [index, [, , , , , life]] of TOLD.entries()) {
      for (const command of life(lifeOf(engine, tenant, await idOf(index))))
        await contactDoes(engine, campaignId, await idOf(index), command);
    }
  });
  afterAll(() => engine.close());

  const detailed = async () =>
    (await engine.ask(new DetailedReport(engine.query(), { ...PERIOD, limit: 500 }))).items as MtRow[];
  const records = async () =>
    (await engine.ask(new RecordsReport(engine.query(), { campaign: campaignId, limit: 500 }))).items;

  it.each(TOLD.map((told, index) => [told[0], index, told] as const))(
    '%s',
    async (_what, index, [, state, status, result, error]) => {
      const contactId = await idOf(index);
      const contact = await engine.ask(new GetContact(engine.query(), { campaignId, contactId }));
      expect(contact.needsAttention ? ATTENTION : contact.state).toBe(state);
      expect(contact.error?.code ?? null).toBe(error);
      if (state !== 'initial' && state !== 'retry_scheduled') expect(contact.nextAttemptAt).toBeNull();
      if (contact.needsAttention) expect(contact.note).toMatch(/Nobody knows/);
      const row = (await detailed()).find(({ phone }) => phone === number(index + 1));
      expect([row?.status ?? null, row?.error?.code ?? null]).toEqual([status, status === null ? null : error]);
      const record = (await records()).find(({ telephone }) => telephone === number(index + 1));
      expect([record ? (record.result ?? 'undecided') : null, record?.error?.split(' ')[0] ?? null]).toEqual([
        result,
        result === null ? null : error,
      ]);
    },
  );

  it('whoever was uploaded again is shown with what the last file says, everywhere', async () => {
    const shown = (told: Told) => told[0].includes('uploaded again');
    expect(TOLD.filter(shown)).toHaveLength(9);
    for (const [index, told] of TOLD.entries()) {
      const contactId = await idOf(index);
      const expected = shown(told) ? `again ${contactId}` : null;
      const contact = await engine.ask(new GetContact(engine.query(), { campaignId, contactId }));
      expect([told[0], contact.correlationId, contact.name]).toEqual([
        told[0],
        expected,
        expected ? 'Corrected' : 'Maria',
      ]);
      const row = (await detailed()).find(({ phone }) => phone === number(index + 1));
      if (row) expect([told[0], row.correlationId]).toEqual([told[0], expected]);
    }
  });

  it('counts settled what has settled, whatever was taken back, and as the log does', async () => {
    const open = ['initial', 'in_progress', 'sent', 'retry_scheduled'];
    // What settled as unknown stays settled.
    const settled = TOLD.filter(([what, state]) => !open.includes(state) || what.startsWith('unknown')).length + 1;
    expect(await engine.ask(new GetCampaign(engine.query(), { campaignId }))).toMatchObject({ settled });
    await engine.views.project();
    expect(await verifyCampaigns(engine.store, engine.views, [campaignId])).toMatchObject({
      ok: true,
      differences: [],
    });
  });

  it('no time is earlier than what caused it', async () => {
    const began = new Date(engine.clock.now()).toISOString();
    for (const { sentAt, updatedAt, status } of await detailed()) {
      expect(updatedAt >= sentAt).toBe(true);
      if (status !== 'invalid_parameter' && status !== 'opted_out') expect(sentAt >= began).toBe(true);
    }
    for (const { date, lastUpdate } of await records()) expect(lastUpdate >= date).toBe(true);
  });

  it('files have the rows of the pages', async () => {
    const all = async <Row>(pages: AsyncIterable<readonly Row[]>) => {
      const rows: Row[] = [];
      for await (const page of pages) rows.push(...page);
      return rows;
    };
    const everything = new StreamDetailedReport(engine.query(), PERIOD);
    expect(await all<MtRow | MoRow>((await engine.ask(everything)).rows)).toEqual(await detailed());
    const everyRecord = new StreamRecordsReport(engine.query(), { campaign: campaignId });
    expect(await all(await engine.ask(everyRecord))).toEqual(await records());
  });

  it('the campaign counts the same, and lists the errors that still hold', async () => {
    const { counters, needsAttention, errors, contacts } = await engine.ask(
      new GetCampaign(engine.query(), { campaignId }),
    );
    const states = new Map<string, number>([['invalid_record', 1]]);
    const failures = new Map<string, number>();
    for (const [, state, , , error] of TOLD) {
      const counted = state === ATTENTION ? 'in_progress' : state;
      states.set(counted, (states.get(counted) ?? 0) + 1);
      if (error !== null && ['error', 'sending_failed', 'delivery_failed'].includes(state)) {
        failures.set(error, (failures.get(error) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(Object.entries(counters).filter(([, count]) => count > 0))).toEqual(
      Object.fromEntries(states),
    );
    expect([contacts, needsAttention]).toEqual([TOLD.length + 1, 1]);
    expect(new Map(errors.map(({ code, contacts: count }) => [code, count]))).toEqual(failures);
  });

  it('a failure of what was delivered, or word that it was sent after it failed, is no update', async () => {
    await engine.clock.advance(60_000);
    const index = (what: string) => TOLD.findIndex(([told]) => told === what);
    const delivered = await idOf(index('delivered'));
    const failed = await idOf(index('failed after acceptance'));
    const before = [await detailed(), await records()];
    await contactDoes(engine, campaignId, delivered, lifeOf(engine, tenant, delivered).fail('131049'));
    await contactDoes(engine, campaignId, failed, lifeOf(engine, tenant, failed).tell('sent'));
    for (const [id, last] of [
      [delivered, 'LateFailureRecorded'],
      [failed, 'SentConfirmed'],
    ] as const) {
      const input = { campaignId, contactId: id };
      expect((await engine.ask(new GetContactHistory(engine.query(), input))).items.at(-1)?.type).toBe(last);
    }
    expect([await detailed(), await records()]).toEqual(before);
  });
});
