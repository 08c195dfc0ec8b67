import { StartCampaign } from '../campaigns/start-campaign';
import { refusal } from '../testing/refusal';
import { RegisterSender } from '../senders/register-sender';
import { makeCampaign, makeTenant, number, SENDER, TEMPLATE, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetTemplate } from './get-template';
import { GetTemplateHistory } from './get-template-history';
import { ListTemplates } from './list-templates';
import { PreviewTemplate, type PreviewTemplateBody } from './preview-template';
import { RegisterTemplate, type RegisterTemplateBody } from './register-template';
import { SyncTemplates } from './sync-templates';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

describe('templates', () => {
  const register = (changes: Partial<RegisterTemplateBody>) => {
    const { subaccountId, senderId } = tenant;
    return engine.run(new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE, ...changes }));
  };

  it('name their variables, and are one for a sender, a name and a language', async () => {
    expect((await register({})).id).toBe(tenant.templateId);
    const { templateId } = tenant;
    const shown = await engine.ask(new GetTemplate(engine.query(), { templateId }));
    expect(shown).toMatchObject({ name: 'aviso_de_fatura', status: 'approved', variables: ['1', '2'], revision: 0 });
    const { items } = await engine.ask(new ListTemplates(engine.query({ principal: own() }), {}));
    expect(items.map(({ id }) => id)).toEqual([templateId]);
    const foreign = new GetTemplate(engine.query({ principal: own() }), { templateId: other.templateId });
    await expect(engine.ask(foreign)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each<[string, string, Partial<RegisterTemplateBody>]>([
    ['name', 'invalid', { name: 'Com Espaço' }],
    ['components', 'missing', { components: [] }],
    ['components[0].type', 'not_supported_yet', { components: [{ type: 'POEM' }] }],
  ])('are refused with a wrong %s: %s', async (path, code, changes) => {
    await expect(register(changes)).rejects.toMatchObject(refusal('validation_failed', path, code));
  });

  it('are taken over from every number of a subaccount, or from none', async () => {
    const { subaccountId } = await makeTenant(engine, 'Dois números');
    const connection = { ...SENDER.connection, phoneNumberId: '177' };
    const register = new RegisterSender(engine.command(), { subaccountId, ...SENDER, connection });
    const { id: second } = await engine.run(register);
    await engine.views.project();
    const listed = { ...TEMPLATE, name: 'de_um_numero', parameterFormat: 'positional', status: 'approved' } as const;
    engine.platform.listed = [listed];
    engine.platform.listedOf.set(second, { error: { code: 'ENG_CONNECTION', details: '' } });
    const sync = () => engine.run(new SyncTemplates(engine.command(), { subaccountId }));
    await expect(sync()).rejects.toMatchObject(refusal('validation_failed', 'senderId', 'provider_error'));
    const list = () => engine.ask(new ListTemplates(engine.query(), { subaccount: subaccountId }));
    expect((await list()).items.map(({ name }) => name)).toEqual([TEMPLATE.name]);
    engine.platform.listedOf.clear();
    await sync();
    expect((await list()).items).toHaveLength(3);
  });

  it('are brought up to what the platform has', async () => {
    const { subaccountId, senderId } = tenant;
    const listed = { ...TEMPLATE, parameterFormat: 'positional', status: 'paused' } as const;
    engine.platform.listed = [listed, { ...listed, name: 'novo', status: 'approved' }];
    const sync = () => engine.run(new SyncTemplates(engine.command(), { subaccountId, senderId }));
    expect(await sync()).toMatchObject({ registered: 1, changed: 1, unchanged: 0 });
    expect(await sync()).toMatchObject({ id: subaccountId, registered: 0, changed: 0, unchanged: 2 });
    const timed = { ...listed, messageSendTtlSeconds: 600 };
    engine.platform.listed = [timed, { ...timed, name: 'com_prazo', status: 'approved' }];
    expect(await sync()).toMatchObject({ registered: 1, changed: 1 });
    const { items } = await engine.ask(new ListTemplates(engine.query(), { subaccount: subaccountId }));
    expect(items.filter(({ messageSendTtlSeconds }) => messageSendTtlSeconds === 600)).toHaveLength(2);
    engine.platform.listed = { error: { code: '190', details: '' } };
    await expect(sync()).rejects.toMatchObject(refusal('validation_failed', 'senderId', 'provider_error'));
    const campaignId = await makeCampaign(engine, tenant);
    await uploadRows(engine, tenant, campaignId, [{ phone: number(6) }]);
    await expect(engine.run(new StartCampaign(engine.command(), { campaignId }))).rejects.toMatchObject(
      refusal('preflight_failed', 'content.templateId', 'template_not_approved'),
    );
  });
});

describe('a preview', () => {
  const COMPONENTS = [
    { type: 'HEADER', format: 'TEXT', text: 'Fatura {{1}}' },
    { type: 'BODY', text: 'Olá {{1}}, são {{2}}.' },
    { type: 'FOOTER', text: 'Loja' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Já paguei' },
        { type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' },
      ],
    },
  ];
  let templateId: string;
  beforeAll(async () => {
    const { subaccountId, senderId } = tenant;
    const body = { ...TEMPLATE, subaccountId, senderId, name: 'com_tudo', components: COMPONENTS };
    templateId = (await engine.run(new RegisterTemplate(engine.command(), body))).id;
  });

  const preview = (body: PreviewTemplateBody, who = principal()) =>
    engine.ask(new PreviewTemplate(engine.query({ principal: who }), { ...body, templateId }));

  const parameterMapping = {
    'header.1': { value: 'março' },
    '1': { from: 'name', default: 'cliente' },
    '2': { from: 'amount' },
    'button.1': { from: 'correlationId' },
  };

  it('shows what a person would read, with the values of a row', async () => {
    const row = { parameterMapping, name: 'Ana\n Maria', correlationId: 'p-7', parameters: { amount: 'R$ 10' } };
    expect(await preview(row)).toEqual({
      header: { type: 'text', value: 'Fatura março' },
      body: 'Olá Ana Maria, são R$ 10.',
      footer: 'Loja',
      offer: null,
      cards: [],
      buttons: [
        { type: 'quick_reply', label: 'Já paguei', value: null },
        { type: 'url', label: 'Ver', value: 'https://loja.example/p-7' },
      ],
      problems: [],
    });
  });

  it('shows what is missing where it is missing, and says so', async () => {
    const shown = await preview({ parameterMapping, parameters: { amount: '' } });
    expect(shown.body).toBe('Olá cliente, são {{2}}.');
    expect(shown.problems.map(({ path, code }) => [path, code])).toEqual([
      ['2', 'parameter_missing'],
      ['button.1', 'parameter_missing'],
    ]);
    const long = await preview({ parameters: { '1': 'x', '2': 'y'.repeat(1024), 'header.1': 'z', 'button.1': 'w' } });
    expect(long.problems).toMatchObject([{ path: 'body', code: 'parameter_invalid' }]);
  });

  it('and the history of a template are of no foreign one', async () => {
    const who = principal({ subaccountIds: [other.subaccountId] });
    await expect(preview({}, who)).rejects.toMatchObject({ code: 'not_found' });
    const asked = (id: string) =>
      engine.ask(new GetTemplateHistory(engine.query({ principal: who }), { templateId: id }));
    await expect(asked(templateId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(asked('unknown')).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('the history of a template is its events, page by page', async () => {
  const { templateId, subaccountId } = tenant;
  engine.platform.listedOf.clear();
  engine.platform.listed = [{ ...TEMPLATE, parameterFormat: 'positional', status: 'paused' }];
  await engine.run(new SyncTemplates(engine.command(), { subaccountId }));
  const page = (input = {}) =>
    engine.ask(new GetTemplateHistory(engine.query({ principal: own() }), { ...input, templateId }));
  const first = await page({ limit: 1 });
  expect(first.items.map(({ type }) => type)).toEqual(['TemplateRegistered']);
  const { items } = await page({ cursor: first.nextCursor });
  expect(items.map(({ type, revision }) => [type, revision])).toEqual([
    ['TemplateStatusChanged', 1],
    ['TemplateTtlChanged', 2],
  ]);
});
