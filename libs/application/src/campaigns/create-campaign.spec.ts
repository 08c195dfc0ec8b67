import { CAMPAIGN_STATUSES, campaignAggregate, campaignDecider, type ParameterMapping, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { campaignInput, makeCampaign, makeTenant, type Tenant } from '../testing/scenario';
import { CommandRunner } from '../use-case/command-runner';
import { RegisterSender } from '../senders/register-sender';
import { RegisterTemplate, type RegisterTemplateBody } from '../templates/register-template';
import { DEFAULT_SETTINGS, openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import type { ContentBody } from './campaign-content';
import { CancelCampaign } from './cancel-campaign';
import { CreateCampaign, type CreateCampaignBody } from './create-campaign';
import { EditCampaign } from './edit-campaign';
import { DuplicateCampaign } from './duplicate-campaign';
import { GetCampaign } from './get-campaign';
import { ListCampaigns, type ListCampaignsQuery } from './list-campaigns';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

const create = (changes: Partial<CreateCampaignBody>, context = engine.command()) =>
  engine.run(new CreateCampaign(context, campaignInput(tenant, changes)));

const content = (changes: Partial<ContentBody>): ContentBody => ({ ...campaignInput(tenant).content, ...changes });

it('fills in what is left out, and numbers campaigns for people', async () => {
  const first = await create({});
  const second = await create({
    pace: { messagesPerSecond: 50 },
    unknownOutcome: { then: 'assume_not_sent' },
    whenTierIsFull: 'fail',
  });
  const [a, b] = [first, second].map(({ id: campaignId }) => new GetCampaign(engine.query(), { campaignId }));
  const one = await engine.ask(a!);
  const two = await engine.ask(b!);
  expect(two.number).toBe(one.number + 1);
  expect(one.settings).toMatchObject({
    pace: null,
    reportingHorizonSeconds: DEFAULT_SETTINGS.reportingHorizonSeconds,
    retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
    unknownOutcome: { graceSeconds: 600, then: 'ask' },
    whenTierIsFull: 'wait',
  });
  expect(two.settings).toMatchObject({
    pace: { messagesPerSecond: 50 },
    unknownOutcome: { graceSeconds: 600, then: 'assume_not_sent' },
    whenTierIsFull: 'fail',
  });
});

it('gives a window the clocks of the subaccount, where the campaign has none, and keeps its days in their order', async () => {
  const settingsOf = async ({ id: campaignId }: { readonly id: string }) =>
    (await engine.ask(new GetCampaign(engine.query(), { campaignId }))).settings;
  const sendWindow = { from: '09:00', to: '20:00' };
  expect(await settingsOf(await create({}))).toMatchObject({ sendWindow: null, timeZone: null });
  expect(await settingsOf(await create({ sendWindow, timeZone: 'America/Manaus' }))).toMatchObject({
    timeZone: 'America/Manaus',
  });
  const night = { from: '22:00', to: '06:00', days: ['fri', 'mon'] as const };
  const created = await create({ sendWindow: night });
  expect(await settingsOf(created)).toMatchObject({
    timeZone: 'America/Sao_Paulo',
    sendWindow: { ...night, days: ['mon', 'fri'], zone: 'campaign' },
  });
  await engine.run(new EditCampaign(engine.command(), { campaignId: created.id, timeZone: null }));
  expect(await settingsOf(created)).toMatchObject({ timeZone: 'America/Sao_Paulo' });
  await engine.run(new EditCampaign(engine.command(), { campaignId: created.id, sendWindow: null, timeZone: null }));
  expect(await settingsOf(created)).toMatchObject({ timeZone: null, sendWindow: null });
});

it.each<[string, string, ParameterMapping]>([
  ['content.parameterMapping.2', 'parameter_unmapped', { '1': { from: 'name' } }],
  [
    'content.parameterMapping.3',
    'parameter_unknown',
    { '1': { value: 'a' }, '2': { value: 'b' }, '3': { value: 'c' } },
  ],
  ['content.parameterMapping.2.value', 'parameter_missing', { '1': { from: 'name' }, '2': { value: ' ' } }],
  [
    'content.parameterMapping.2.value',
    'parameter_invalid',
    { '1': { from: 'name' }, '2': { value: 'x'.repeat(1024) } },
  ],
])('refuses a wrong %s: %s', async (path, code, parameterMapping) => {
  await expect(create({ content: content({ parameterMapping }) })).rejects.toMatchObject({
    code: 'validation_failed',
    details: { errors: expect.arrayContaining([expect.objectContaining({ path, code })]) },
  });
});

it('knows only senders, templates and subaccounts of its own', async () => {
  const other = await makeTenant(engine, 'Outra');
  const own = principal({ subaccountIds: [tenant.subaccountId] });
  const context = engine.command({ principal: own });
  for (const changes of [
    { senderIds: ['unknown'] },
    { senderIds: [other.senderId] },
    { content: content({ templateId: other.templateId }) },
    { subaccountId: other.subaccountId },
    { subaccountId: 'unknown' },
  ]) {
    await expect(create(changes, context)).rejects.toMatchObject({ code: 'not_found' });
  }
});

it('takes the only subaccount of a key, and asks a key with more which', async () => {
  const one = engine.command({ principal: principal({ subaccountIds: [tenant.subaccountId] }) });
  const { subaccountId: _, ...input } = campaignInput(tenant);
  expect((await engine.run(new CreateCampaign(one, input))).revision).toBe(0);
  await expect(engine.run(new CreateCampaign(engine.command(), input))).rejects.toMatchObject({
    details: { errors: [{ path: 'subaccountId', code: 'required' }] },
  });
});

/** As one that retries those whom the other did not reach. */
async function linked(id: string, sourceCampaignId: string, { subaccountId }: Tenant): Promise<void> {
  const { state } = await engine.module.get(CommandRunner).load(campaignAggregate, sourceCampaignId);
  if (state.status === 'none') throw new Error('it is linked to nothing');
  const { settings } = state;
  const command = { type: 'CreateCampaign', subaccountId, number: 0, name: id, settings, sourceCampaignId } as const;
  const write = { eventId: () => engine.random.uuid() };
  await execute(engine.store, campaignDecider, stream.campaign(id), command, write);
}

describe('the list', () => {
  const list = (input: ListCampaignsQuery, who = principal()) =>
    engine.ask(new ListCampaigns(engine.query({ principal: who }), input));

  it('pages without a gap or a repeat, in either direction and by every order', async () => {
    const listed = await makeTenant(engine, 'Listed');
    const made: string[] = [];
    for (const name of ['Delta', 'álfa', 'Bravo', 'Charlie', 'Echo']) {
      made.push(await makeCampaign(engine, listed, { name }));
      await engine.clock.advance(1000);
    }
    for (const sort of ['createdAt', '-createdAt', 'name', '-name', 'status', 'progress', '-progress'] as const) {
      const seen: string[] = [];
      let cursor: unknown;
      do {
        const page = await list({ subaccount: listed.subaccountId, sort, limit: 2, cursor });
        expect(page.total).toEqual({ value: 5, relation: 'exact' });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect([...seen].sort()).toEqual([...made].sort());
      if (sort === 'createdAt') expect(seen).toEqual(made);
      if (sort === '-createdAt') expect(seen).toEqual([...made].reverse());
    }
    const { items } = await list({ subaccount: listed.subaccountId, q: 'ALFA' });
    expect(items.map(({ name }) => name)).toEqual(['álfa']);
  });

  it('shows a key its own subaccounts only, and knows no foreign ones', async () => {
    const other = await makeTenant(engine, 'Alheia');
    await makeCampaign(engine, other);
    const own = principal({ subaccountIds: [other.subaccountId] });
    const { items } = await list({}, own);
    expect(items.map(({ subaccountId }) => subaccountId)).toEqual([other.subaccountId]);
    await expect(list({ subaccount: tenant.subaccountId }, own)).rejects.toMatchObject({ code: 'not_found' });
    await expect(list({ subaccount: 'unknown' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says how many there are in each status by the same filters, whichever status is looked at', async () => {
    const mine = await makeTenant(engine, 'Contada');
    const { subaccountId } = mine;
    await makeCampaign(engine, mine, { name: 'Natal 1' });
    await makeCampaign(engine, mine, { name: 'Natal 2' });
    const ended = await makeCampaign(engine, mine, { name: 'Páscoa' });
    await engine.run(new CancelCampaign(engine.command(), { campaignId: ended }));
    const counts = async (input: ListCampaignsQuery, who = principal({ subaccountIds: [subaccountId] })) => {
      const { statusCounts, total } = await list(input, who);
      expect(Object.keys(statusCounts)).toEqual(CAMPAIGN_STATUSES);
      return [statusCounts.draft, statusCounts.canceling, statusCounts.sending, total?.value];
    };
    expect(await counts({})).toEqual([2, 1, 0, 3]);
    expect(await counts({ status: ['canceling'] })).toEqual([2, 1, 0, 1]);
    expect(await counts({ status: ['canceling'], sort: '-progress' })).toEqual([2, 1, 0, 1]);
    expect(await counts({ q: 'natal', status: ['sending'] })).toEqual([2, 0, 0, 0]);
    expect(await counts({ subaccount: subaccountId, status: ['draft'] }, principal())).toEqual([2, 1, 0, 2]);
    expect(await counts({ to: 0 })).toEqual([0, 0, 0, 0]);
  });

  it('finds what is linked to a campaign, page by page, and of no foreign one', async () => {
    const mine = await makeTenant(engine, 'Copiada');
    const campaignId = await makeCampaign(engine, mine, { name: 'Primeira' });
    await engine.run(new DuplicateCampaign(engine.command(), { campaignId }));
    const copies = ['segunda', 'terceira', 'quarta'];
    for (const id of copies) {
      await engine.clock.advance(1000);
      await linked(id, campaignId, mine);
    }
    const own = principal({ subaccountIds: [mine.subaccountId] });
    const first = await list({ source: campaignId, limit: 2 }, own);
    expect(first.items.map(({ id }) => id)).toEqual([copies[2], copies[1]]);
    expect(first.total).toEqual({ value: 3, relation: 'exact' });
    const { items, nextCursor } = await list({ source: campaignId, limit: 2, cursor: first.nextCursor }, own);
    expect([items.map(({ id, sourceCampaignId }) => [id, sourceCampaignId]), nextCursor]).toEqual([
      [[copies[0], campaignId]],
      null,
    ]);
    expect((await list({ source: copies[0]! }, own)).items).toEqual([]);
    for (const source of ['unknown', campaignId]) {
      const stranger = principal({ subaccountIds: [tenant.subaccountId] });
      await expect(list({ source }, stranger)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('refuses a cursor that no page gave', async () => {
    await expect(list({ cursor: 'made up' })).rejects.toMatchObject({
      code: 'validation_failed',
      details: { errors: [{ path: 'cursor' }] },
    });
  });
});

it('leaves to a number at Gupshup nothing that it cannot carry, and needs no value where the platform needs none', async () => {
  const { subaccountId } = await makeTenant(engine, 'De outro provedor');
  const sender = {
    ...{ subaccountId, name: 'App', provider: 'gupshup', phone: '+551133330009', portfolioId: 'pf-9' },
    connection: { baseUrl: 'http://127.0.0.1:4010', appName: 'LojaNove', source: '551133330009' },
    credentials: { apiKey: 'key-of-the-account', webhookToken: 'a-token-of-our-own' },
  };
  const { id: senderId } = await engine.run(new RegisterSender(engine.command(), sender));
  const make = async (name: string, component: object, parameterMapping: ParameterMapping) => {
    const components = [{ type: 'BODY', text: 'Oi' }, component] as RegisterTemplateBody['components'];
    const template = { subaccountId, senderId, name, language: 'pt_BR', category: 'MARKETING', components } as const;
    const { id: templateId } = await engine.run(new RegisterTemplate(engine.command(), template));
    const content = { type: 'template', templateId, parameterMapping } as const;
    return engine.run(new CreateCampaign(engine.command(), { subaccountId, name, senderIds: [senderId], content }));
  };
  const buttons = (type: string) => ({ type: 'BUTTONS', buttons: [{ type, text: 'x' }] });
  await expect(make('flow', buttons('FLOW'), {})).rejects.toMatchObject({
    details: { errors: [{ path: 'content.templateId', code: 'template_uncarried' }] },
  });
  await make('sim', buttons('QUICK_REPLY'), {});
  await make('nao', buttons('QUICK_REPLY'), { 'button.0': { from: 'payload', default: '' } });
});
