import { type ContactCommand, MILESTONES } from '@arauto/domain';
import { lifeOf } from '../testing/contact-life';
import { contactDoes, makeCampaign, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetCampaign } from './get-campaign';
import { GetSeries, type SeriesQuery } from './get-series';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;
let begun: number;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  // A quarter past an hour, so that hours of zones differ.
  await engine.clock.advance(15 * MINUTE - (engine.clock.now() % HOUR) + HOUR);
  begun = engine.clock.now();
});
afterEach(() => engine.close());

const ask = (input: Partial<SeriesQuery> & { readonly step: SeriesQuery['step'] }, who = principal()) =>
  engine.ask(new GetSeries(engine.query({ principal: who }), { ...input, campaignId }));

/** Steps in which something happened: when, and accepted, sent, delivered, read, failed. */
async function points(input: Parameters<typeof ask>[0]): Promise<unknown[]> {
  const { at, accepted, sent, delivered, read, failed } = await ask(input);
  return at
    .map((when, n) => [when, [accepted[n], sent[n], delivered[n], read[n], failed[n]]] as const)
    .filter(([, counts]) => counts.some((count) => count! > 0));
}

const iso = (at: number) => new Date(at).toISOString();

async function started(people: number): Promise<readonly string[]> {
  const rows = Array.from({ length: people }, (_, n) => ({ phone: number(n + 1), name: 'Ana' }));
  const { campaignId: id, contactIds } = await startCampaign(engine, tenant, rows);
  campaignId = id;
  return contactIds;
}

const does = (contactId: string, command: ContactCommand) => contactDoes(engine, campaignId, contactId, command);

it('counts each when it happened, once, whatever came late, twice or in another order', async () => {
  const [one, two, three, four] = (await started(4)) as [string, string, string, string];
  for (const id of [one, two, three, four]) await does(id, lifeOf(engine, tenant, id).attempt());
  for (const id of [one, two, three]) await does(id, lifeOf(engine, tenant, id).accept());
  await does(four, lifeOf(engine, tenant, four).refuse('131026', { final: 'sending_failed' }));
  // What the provider stamps now arrives ten minutes later.
  const early = [one, two, three].map((id) => lifeOf(engine, tenant, id).tell('delivered'));
  await engine.clock.advance(10 * MINUTE);
  const read = lifeOf(engine, tenant, one).tell('read');
  await does(one, read);
  await does(one, early[0]!);
  await does(two, early[1]!);
  await does(two, early[1]!);
  await does(one, read);
  await does(three, lifeOf(engine, tenant, three).fail('131049'));
  await engine.clock.advance(MINUTE);
  await does(three, lifeOf(engine, tenant, three).tell('delivered'));
  expect(await points({ step: 'minute' })).toEqual([
    [iso(begun), [3, 1, 1, 0, 1]],
    // The reading came first, and says that it was sent and delivered by then.
    [iso(begun + 10 * MINUTE), [0, 1, 1, 1, 1]],
    // A failure that a delivery made good stays where it came.
    [iso(begun + 11 * MINUTE), [0, 1, 1, 0, 0]],
  ]);
  const { milestones } = await engine.ask(new GetCampaign(engine.query(), { campaignId }));
  const series = await ask({ step: 'minute' });
  for (const milestone of MILESTONES) {
    expect([milestone, series[milestone].reduce((sum, count) => sum + count, 0)]).toEqual([
      milestone,
      milestones[milestone],
    ]);
  }
});

it('has every step, those in which nothing happened, too', async () => {
  const [one] = await started(1);
  await does(one!, lifeOf(engine, tenant, one!).attempt());
  await does(one!, lifeOf(engine, tenant, one!).accept());
  await engine.clock.advance(3 * MINUTE);
  const { at, accepted } = await ask({ step: 'minute', from: begun - MINUTE });
  expect(at).toEqual([-1, 0, 1, 2, 3].map((n) => iso(begun + n * MINUTE)));
  expect(accepted).toEqual([0, 1, 0, 0, 0]);
  expect((await ask({ step: 'minute', from: begun, to: begun })).at).toEqual([]);
});

it.each<[zone: string, hour: number]>([
  ['UTC', -15],
  ['America/Sao_Paulo', -15],
  ['Asia/Kolkata', -45],
  ['Asia/Kathmandu', 0],
])('tells hours of %s apart as its clocks do', async (timeZone, before) => {
  const [one] = await started(1);
  await does(one!, lifeOf(engine, tenant, one!).attempt());
  await does(one!, lifeOf(engine, tenant, one!).accept());
  expect(await points({ step: 'hour', timeZone })).toEqual([[iso(begun + before * MINUTE), [1, 0, 0, 0, 0]]]);
});

it('begins days as the clocks of the zone do, also those of 23 and 25 hours', async () => {
  await started(1);
  const days = async (timeZone: string, from: string, to: string) =>
    (await ask({ step: 'day', from, to, timeZone })).at.map((at) => at.slice(0, 16));
  expect(await days('Europe/Lisbon', '2026-03-28', '2026-03-31')).toEqual([
    '2026-03-28T00:00',
    '2026-03-29T00:00',
    '2026-03-29T23:00',
  ]);
  expect(await days('Europe/Lisbon', '2026-10-25', '2026-10-27')).toEqual(['2026-10-24T23:00', '2026-10-26T00:00']);
  expect(await days('Asia/Kathmandu', '2026-03-28', '2026-03-30')).toEqual(['2026-03-27T18:15', '2026-03-28T18:15']);
  const hours = await ask({ step: 'hour', from: '2026-10-25', to: '2026-10-26', timeZone: 'Europe/Lisbon' });
  expect([hours.at.length, new Set(hours.at).size]).toEqual([25, 25]);
  const short = await ask({ step: 'hour', from: '2026-03-29', to: '2026-03-30', timeZone: 'Europe/Lisbon' });
  expect(short.at).toHaveLength(23);
});

it('answers at most 2,000 steps: the last of them, or a refusal of what was asked', async () => {
  await started(1);
  await engine.clock.advance(3000 * MINUTE);
  const { at } = await ask({ step: 'minute' });
  expect([at.length, at.at(-1)]).toEqual([2000, iso(engine.clock.now())]);
  expect((await ask({ step: 'minute', from: engine.clock.now() - 1999 * MINUTE })).at).toHaveLength(2000);
  for (const [step, from] of [
    ['minute', engine.clock.now() - 2000 * MINUTE],
    ['minute', 0],
    ['hour', 0],
    ['day', '0001-01-01'],
  ] as const) {
    await expect(ask({ step, from })).rejects.toMatchObject({
      details: { errors: [{ path: 'from', code: 'too_many' }] },
    });
  }
});

it('goes on to what happened last after a campaign has ended', async () => {
  const [one] = await started(1);
  await does(one!, lifeOf(engine, tenant, one!).attempt());
  await does(one!, lifeOf(engine, tenant, one!).accept());
  await does(one!, lifeOf(engine, tenant, one!).tell('delivered'));
  await engine.complete(campaignId, 1);
  await engine.clock.advance(2 * HOUR);
  await does(one!, lifeOf(engine, tenant, one!).tell('read'));
  await engine.clock.advance(48 * HOUR);
  const { at, read } = await ask({ step: 'minute' });
  expect([at.at(-1), read.at(-1)]).toEqual([iso(begun + 2 * HOUR), 1]);
});

it('is of no foreign campaign, and a reporter may see it', async () => {
  await started(1);
  const other = await makeTenant(engine, 'Outra');
  const stranger = principal({ subaccountIds: [other.subaccountId] });
  await expect(ask({ step: 'day' }, stranger)).rejects.toMatchObject({ code: 'not_found' });
  const reporter = principal({ roles: ['reporter'], subaccountIds: [tenant.subaccountId] });
  expect((await ask({ step: 'day' }, reporter)).at).toHaveLength(1);
  campaignId = await makeCampaign(engine, tenant);
  expect(await points({ step: 'day' })).toEqual([]);
});
