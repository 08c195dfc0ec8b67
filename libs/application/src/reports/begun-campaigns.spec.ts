import { instant } from '@arauto/clock';
import { campaignDecider, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { CancelCampaign } from '../campaigns/cancel-campaign';
import { GetCampaign } from '../campaigns/get-campaign';
import { ScheduleCampaign } from '../campaigns/schedule-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import { makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { verifyCampaigns } from '../verification/verify-campaigns';
import type { MtRow } from '@arauto/reporting';
import { ConsolidatedReport } from './consolidated-report';
import type { DetailedFilters } from './detailed-query';
import { DetailedReport } from './detailed-report';
import { ExplainRow } from './explain-row';
import { StreamDetailedReport } from './stream-detailed-report';

const PERIOD = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-02-01T00:00:00Z') };
const ROWS = [
  { phone: number(1), name: 'Ana' },
  { phone: 'none', name: 'Eva' },
  { phone: number(2), name: 'Bia', suppressed: true },
];
/** Of these nobody was written to: one row is no number, one person does not want it. */
const BEGUN = [
  ['none', 'invalid_parameter'],
  [number(2), 'opted_out'],
].sort();

let engine: SmallEngine;
let tenant: Tenant;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterEach(() => engine.close());

async function uploaded(name: string): Promise<string> {
  const campaignId = await makeCampaign(engine, tenant, { name });
  await uploadRows(engine, tenant, campaignId, ROWS);
  return campaignId;
}

/** What a campaign or everything comes to: on pages, in totals, in files and in groups, which all say the same. */
async function told(filters: Partial<DetailedFilters> = {}): Promise<string[][]> {
  const asked = { ...PERIOD, ...filters };
  const { items, total } = await engine.ask(new DetailedReport(engine.query(), asked));
  const exactly = await engine.ask(new DetailedReport(engine.query(), { ...asked, total: 'exact' }));
  const streamed: MtRow[] = [];
  for await (const rows of (await engine.ask(new StreamDetailedReport(engine.query(), asked))).rows) {
    streamed.push(...(rows as readonly MtRow[]));
  }
  const groupBy = ['status', 'campaign'] as const;
  const { totals } = await engine.ask(new ConsolidatedReport(engine.query(), { ...asked, groupBy }));
  expect(streamed).toEqual(items);
  expect([total, exactly.total]).toEqual(Array.from({ length: 2 }, () => ({ value: items.length, relation: 'exact' })));
  expect(totals.total).toBe(items.length);
  return (items as MtRow[]).map(({ phone, status }) => [phone!, status]).sort();
}

const explained = (rowId: string) => engine.ask(new ExplainRow(engine.query(), { rowId }));

it('has no row of a draft, a scheduled campaign or one that was canceled before it began', async () => {
  const draft = await uploaded('Rascunho');
  const scheduled = await uploaded('Agendada');
  const time = { localTime: '2026-01-20T09:00', timeZone: 'America/Sao_Paulo' };
  await engine.run(new ScheduleCampaign(engine.command(), { campaignId: scheduled, ...time }));
  const canceled = await uploaded('Desistida');
  await engine.run(new CancelCampaign(engine.command(), { campaignId: canceled }));
  const [refused] = (await engine.ask(new GetCampaign(engine.query(), { campaignId: draft }))).errors;
  expect(refused).toMatchObject({ code: 'ENG_OPTED_OUT', contacts: 1 });

  for (const campaign of [undefined, draft, scheduled, canceled]) {
    expect(await told({ ...(campaign && { campaign }) })).toEqual([]);
  }
  expect(await told({ user: 'ana' })).toEqual([]);
  expect(await told({ template: tenant.templateId })).toEqual([]);
  expect(await told({ status: ['invalid_parameter', 'opted_out'] })).toEqual([]);
  expect(await told({ subaccount: tenant.subaccountId, phone: [number(2)] })).toEqual([]);

  // Of a campaign that begins beside them there is everything, and of them still nothing.
  const started = await uploaded('Enviada');
  await engine.run(new StartCampaign(engine.command(), { campaignId: started }));
  expect(await told()).toEqual(BEGUN);
  expect(await told({ user: 'ana' })).toEqual(BEGUN);
  expect(await told({ template: tenant.templateId })).toEqual(BEGUN);
  expect(await told({ status: ['invalid_parameter'] })).toEqual([['none', 'invalid_parameter']]);
  const stranger = principal({ subaccountIds: [(await makeTenant(engine, 'Outra')).subaccountId] });
  const others = await engine.ask(new DetailedReport(engine.query({ principal: stranger }), PERIOD));
  expect(others.items).toEqual([]);
  await engine.views.project();
  const verified = await verifyCampaigns(engine.store, engine.views, [draft, scheduled, canceled, started]);
  expect(verified).toMatchObject({ ok: true, differences: [] });
});

it('has its rows from the moment it begins, and what was rejected before among them', async () => {
  const campaignId = await uploaded('Enviada');
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  expect(await told({ campaign: campaignId })).toEqual(BEGUN);
  const { items } = await engine.ask(new DetailedReport(engine.query(), PERIOD));
  for (const { id } of items) expect((await explained(id)).items.length).toBeGreaterThan(0);
});

it('explains no row that there is not', async () => {
  const campaignId = await uploaded('Rascunho');
  await engine.run(new StartCampaign(engine.command(), { campaignId: await uploaded('Enviada') }));
  const { items } = await engine.ask(new DetailedReport(engine.query(), PERIOD));
  const [, contactId] = items[0]!.id.split(/\.(.*)/s);
  expect(contactId).toBeDefined();
  const optedOut = (items as MtRow[]).find(({ status }) => status === 'opted_out')!;
  await expect(explained(`${campaignId}.${optedOut.contactId}`)).rejects.toMatchObject({ code: 'not_found' });
});

it('has the rows of one that its pre-flight refused when its time came', async () => {
  const campaignId = await uploaded('Recusada');
  const time = { localTime: '2026-01-20T09:00', timeZone: 'America/Sao_Paulo' };
  await engine.run(new ScheduleCampaign(engine.command(), { campaignId, ...time }));
  const start = { type: 'StartCampaign', user: 'ana', template: null, scheduled: true } as const;
  const problems = [{ path: 'content', code: 'template_unusable', message: 'It is paused.' }];
  await execute(
    engine.store,
    campaignDecider,
    stream.campaign(campaignId),
    { ...start, problems, now: instant(engine.clock.now()) },
    { eventId: () => engine.random.uuid() },
  );
  expect(await told({ campaign: campaignId })).toEqual(BEGUN);
  expect(await told()).toEqual(BEGUN);
});
