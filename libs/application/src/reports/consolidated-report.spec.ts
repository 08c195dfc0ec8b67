import { makeTenant, number, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { figuresOf } from './consolidated-figures';
import type { ConsolidatedQuery } from './consolidated-query';
import { ConsolidatedReport } from './consolidated-report';

let engine: SmallEngine;
let tenant: Tenant;

/** In the order of time; Lisbon puts its clocks forward at 2026-03-29T01:00Z and back at 2026-10-25T01:00Z. */
const SENT = [
  '2026-03-28T18:29:59.999Z',
  '2026-03-28T18:30:00.000Z',
  '2026-03-28T23:30:00.000Z',
  '2026-03-29T00:30:00.000Z',
  '2026-03-29T01:30:00.000Z',
  '2026-03-29T22:59:59.999Z',
  '2026-03-29T23:00:00.000Z',
  '2026-10-24T22:59:59.999Z',
  '2026-10-24T23:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2026-10-25T23:59:59.999Z',
  '2026-10-26T00:00:00.000Z',
];

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const { campaignId, contactIds } = await startCampaign(
    engine,
    tenant,
    SENT.map((_, n) => ({ phone: number(n + 1) })),
  );
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  for (const [n, at] of SENT.entries()) {
    await engine.clock.advance(Date.parse(at) - engine.clock.now());
    await sending.attempt(contactIds[n]!);
  }
});
afterAll(() => engine.close());

const YEAR = { from: '2026-01-01', to: '2027-01-01' };
const ask = (input: Partial<ConsolidatedQuery>, who = principal()) =>
  engine.ask(new ConsolidatedReport(engine.query({ principal: who }), { ...YEAR, groupBy: ['day'], ...input }));
const counts = async (input: Partial<ConsolidatedQuery>) =>
  (await ask(input)).items.map(({ group, total }) => [group, total]);

describe('days', () => {
  it('are those of the zone, of 23 hours and of 25, too', async () => {
    expect(await counts({ timeZone: 'Europe/Lisbon' })).toEqual([
      ['2026-03-28', 3],
      ['2026-03-29', 3],
      ['2026-03-30', 1],
      ['2026-10-24', 1],
      ['2026-10-25', 4],
      ['2026-10-26', 1],
    ]);
  });

  it('begin at half past an hour of UTC where those of the zone do', async () => {
    expect((await counts({ timeZone: 'Asia/Kolkata' })).slice(0, 3)).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 4],
      ['2026-03-30', 2],
    ]);
  });

  it('are told of a part of one that the period has of it', async () => {
    const period = { from: Date.parse('2026-03-29T00:30:00Z'), to: Date.parse('2026-03-29T22:59:59.999Z') };
    expect(await counts({ ...period, timeZone: 'Europe/Lisbon' })).toEqual([['2026-03-29', 2]]);
  });
});

describe('hours', () => {
  it('of which there is none, and that come twice, are those that clocks show', async () => {
    const groupBy = ['hour'] as const;
    const march = { from: '2026-03-29', to: '2026-03-30' };
    expect(await counts({ ...march, groupBy, timeZone: 'Europe/Lisbon' })).toEqual([
      ['2026-03-29T00:00', 1],
      ['2026-03-29T02:00', 1],
      ['2026-03-29T23:00', 1],
    ]);
    const october = { from: '2026-10-25', to: '2026-10-26' };
    expect(await counts({ ...october, groupBy, timeZone: 'Europe/Lisbon' })).toEqual([
      ['2026-10-25T00:00', 1],
      ['2026-10-25T01:00', 2],
      ['2026-10-25T23:00', 1],
    ]);
  });
});

describe('groups', () => {
  it.each([
    ['campaign', 'Cobrança de março'],
    ['subaccount', 'Loja'],
    ['user', 'ana'],
    ['template', 'aviso_de_fatura'],
    ['sender', '+5511900000001'],
    ['status', 'Em fila'],
    ['contentType', 'Template'],
    ['conversationType', 'Iniciada pela empresa'],
  ] as const)('by %s are called as people do: %s', async (by, label) => {
    const { items, totals } = await ask({ groupBy: [by], language: 'pt-BR' });
    expect(items.map((item) => [item.label, item.second, item.total])).toEqual([[label, null, SENT.length]]);
    expect(totals).toMatchObject({ total: SENT.length, counts: { queued: SENT.length } });
  });

  it('may be two, the times in their order', async () => {
    const { items } = await ask({ groupBy: ['day', 'status'], timeZone: 'UTC', language: 'es' });
    expect(items[0]).toMatchObject({
      group: '2026-03-28',
      label: '2026-03-28',
      second: { group: 'queued', label: 'En cola' },
      total: 3,
    });
    expect(items.map(({ group }) => group)).toEqual([...items.map(({ group }) => group)].sort());
  });

  it('of the first kind stand together, the greatest first, whatever the second tells apart', async () => {
    const day = async (at: string, campaign: typeof big, some: readonly number[], accepted: readonly number[] = []) => {
      const sending = sendingOf(engine, campaign.campaignId, tenant.senderId);
      await engine.clock.advance(Date.parse(at) - engine.clock.now());
      for (const n of some) await sending.attempt(campaign.contactIds[n]!);
      for (const n of accepted) await sending.accept(campaign.contactIds[n]!);
    };
    const start = (first: number, count: number) => startCampaign(engine, tenant, rowsOf(count, first));
    const big = await start(101, 5);
    const small = await start(201, 3);
    await day('2027-03-01T12:00:00Z', big, [0]);
    await day('2027-03-01T13:00:00Z', small, [0, 1, 2]);
    await day('2027-03-02T12:00:00Z', big, [1, 2, 3, 4], [4]);
    const told = async (second: 'day' | 'status') => {
      const { items } = await ask({ from: '2027-01-01', to: '2028-01-01', groupBy: ['campaign', second] });
      return items.map((item) => [item.group === big.campaignId ? 'big' : 'small', item.second!.group, item.total]);
    };
    expect(await told('day')).toEqual([
      ['big', '2027-03-01', 1],
      ['big', '2027-03-02', 4],
      ['small', '2027-03-01', 3],
    ]);
    expect(await told('status')).toEqual([
      ['big', 'queued', 4],
      ['big', 'sent', 1],
      ['small', 'queued', 3],
    ]);
  });

  it.each([
    [{ groupBy: ['day', 'day'] }, 'repeated'],
    [{ groupBy: ['status'], type: 'MO' }, 'not_of_this_type'],
    [{ groupBy: ['hour'], from: '2020-01-01' }, 'too_many_groups'],
  ] as const)('are refused as %j', async (input, code) => {
    await expect(ask(input)).rejects.toMatchObject({ details: { errors: [{ path: 'groupBy', code }] } });
  });

  it('of others are not counted', async () => {
    const { items, totals } = await ask({}, principal({ subaccountIds: [] }));
    expect([items, totals.total, totals.rates]).toEqual([
      [],
      0,
      { delivered: null, read: null, replied: null, failed: null },
    ]);
  });
});

describe('rates', () => {
  const told = (what: string, count: number, replied = false, needsAttention = false) => ({
    ...{ what, count, replied, needsAttention },
  });

  it('are parts of all, or of what arrived', () => {
    const counts = [
      told('queued', 1),
      told('sent', 1),
      told('delivered', 2),
      told('read', 3),
      told('read', 1, true),
      told('not_delivered', 1, true),
      told('opted_out', 1),
      told('carrier_communication_failure', 2, false, true),
      told('carrier_communication_failure', 1),
    ];
    expect(figuresOf(counts, true)).toEqual({
      total: 13,
      counts: {
        ...{ queued: 1, sent: 1, delivered: 2, read: 4, not_delivered: 1, opted_out: 1 },
        carrier_communication_failure: 3,
      },
      replied: 2,
      needsAttention: 2,
      rates: { delivered: 6 / 13, read: 4 / 6, replied: 1 / 6, failed: 3 / 13 },
    });
  });

  it('are none of what people wrote', () => {
    expect(figuresOf([told('text', 2), told('button', 1)], false)).toEqual({
      total: 3,
      counts: { text: 2, button: 1 },
      replied: null,
      needsAttention: null,
      rates: null,
    });
  });
});
