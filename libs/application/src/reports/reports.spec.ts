import { type Language, stream } from '@arauto/domain';
import type { View } from '@arauto/read-models';
import { campaignCountersView } from '@arauto/read-models/operational';
import { detailedReport, withColumns, type MtRow, toCsv } from '@arauto/reporting';
import { GetCampaign } from '../campaigns/get-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import { ListSubaccounts } from '../subaccounts/list-subaccounts';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetVerification } from '../verification/get-verification';
import { Verify } from '../verification/verify';
import { verifyCampaigns } from '../verification/verify-campaigns';
import { DetailedReport, type DetailedReportQuery } from './detailed-report';
import { GetFilterValues } from './filter-values';
import { RecordsReport } from './records-report';
import { StreamDetailedReport } from './stream-detailed-report';
import { StreamRecordsReport } from './stream-records-report';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

const PERIOD = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-02-01T00:00:00Z') };
const id = (n: number) => contactIdOf(engine, tenant, number(n));

/** 1 is delivered, 2 was refused, 3 waits for its outcome, 4 was not attempted, 5 is no number. */
beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [
    { phone: number(1), name: 'Ana', correlationId: 'order-1', parameters: { amount: 'R$ 10' } },
    { phone: number(2), name: 'Bia' },
    { phone: number(3), name: 'Caio' },
    { phone: number(4), name: 'Davi' },
    { phone: 'none', name: 'Eva' },
  ]);
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  for (const n of [1, 2, 3]) {
    await engine.clock.advance(1000);
    await sending.attempt(await id(n));
  }
  await engine.clock.advance(1000);
  await sending.accept(await id(1));
  await sending.deliver(await id(1));
  await sending.refuse(await id(2), '131026', 'not on WhatsApp');
});
afterAll(() => engine.close());

const report = async (input: Partial<DetailedReportQuery> = {}, who = principal()) => {
  const page = await engine.ask(new DetailedReport(engine.query({ principal: who }), { ...PERIOD, ...input }));
  return { ...page, items: page.items as MtRow[] };
};

const phones = async (input: Partial<DetailedReportQuery>) => (await report(input)).items.map(({ phone }) => phone);

describe('the detailed report', () => {
  it('has a row for whoever was attempted or ended without an attempt, the newest first', async () => {
    const { items, total } = await report();
    expect(items.map(({ phone, status }) => [phone, status])).toEqual([
      [number(1), 'delivered'],
      [number(3), 'queued'],
      [number(2), 'invalid_destination'],
      ['none', 'invalid_parameter'],
    ]);
    expect(total).toEqual({ value: 4, relation: 'exact' });
    expect(items[0]).toEqual({
      id: `${campaignId}.${await id(1)}`,
      sentAt: '2026-01-05T12:00:04.000Z',
      status: 'delivered',
      statusLabel: 'Delivered',
      phone: number(1),
      senderPhone: '+5511900000001',
      campaignId,
      campaignName: 'Cobrança de março',
      user: 'ana',
      subaccountId: tenant.subaccountId,
      contentType: 'template',
      message: 'Olá Ana, sua fatura de R$ 10 vence amanhã.',
      withSession: false,
      conversationId: `conversation-${await id(1)}`,
      conversationType: 'business_initiated',
      conversationExpiresAt: '2026-01-06T12:00:01.000Z',
      correlationId: 'order-1',
      attempts: 1,
      error: null,
      updatedAt: '2026-01-05T12:00:04.000Z',
      contactId: await id(1),
      subaccountName: 'Loja',
      template: 'aviso_de_fatura',
      deliveredAt: '2026-01-05T12:00:04.000Z',
      readAt: null,
      costCategory: null,
      button: null,
    });
    expect(items[2]!.error).toMatchObject({ code: '131026', title: expect.any(String), advice: expect.any(String) });
  });

  it('speaks the language it is asked for', async () => {
    const { items } = await report({ language: 'pt-BR', status: ['delivered'] });
    expect(items.map(({ statusLabel }) => statusLabel)).toEqual(['Entregue']);
    const failed = await report({ language: 'es', errorCode: '131026' });
    expect(failed.items[0]!.error).toMatchObject({ code: '131026', title: 'Mensaje no entregable' });
  });

  it('speaks that of the request where it is asked for none', async () => {
    const query = { ...PERIOD, errorCode: '131026' };
    const { items } = await engine.ask(new DetailedReport(engine.query({ language: 'pt-BR' }), query));
    expect(items[0]).toMatchObject({
      statusLabel: 'Número de destino inválido',
      error: { title: 'Mensagem não entregável' },
    });
  });

  it('combines every filter', async () => {
    expect(await phones({ status: ['delivered', 'queued'] })).toEqual([number(1), number(3)]);
    expect(await phones({ phone: ['(11) 90000-0002', number(2)] })).toEqual([number(2)]);
    expect(await phones({ contact: await id(3) })).toEqual([number(3)]);
    expect(await phones({ correlationId: 'order-1' })).toEqual([number(1)]);
    expect(
      await phones({ user: 'ana', campaign: campaignId, withSession: false, contentType: 'template' }),
    ).toHaveLength(3);
    expect(await phones({ conversationId: `conversation-${await id(1)}` })).toEqual([number(1)]);
    expect(await phones({ conversationType: 'business_initiated', subaccount: tenant.subaccountId })).toHaveLength(3);
    expect(await phones({ correlationIdPrefix: 'order' })).toEqual([number(1)]);
    expect(await phones({ correlationIdPrefix: 'rder' })).toEqual([]);
    expect(await phones({ errorCode: '131026' })).toEqual([number(2)]);
    expect(await phones({ sender: tenant.senderId })).toHaveLength(3);
    expect(await phones({ sender: 'another' })).toEqual([]);
    expect(await phones({ template: tenant.templateId })).toHaveLength(4);
    expect(await phones({ template: 'another' })).toEqual([]);
    expect(await phones({ campaign: campaignId, name: 'ÁNA' })).toEqual([number(1)]);
    expect(await phones({ campaign: campaignId, name: 'zé' })).toEqual([]);
    expect(await phones({ withSession: true })).toEqual([]);
    expect(await phones({ from: '2026-01-05', to: '2026-01-06', timeZone: 'America/Sao_Paulo' })).toHaveLength(4);
    expect(await phones({ from: '2026-01-06', timeZone: 'Asia/Tokyo' })).toEqual([]);
    expect(await phones({ user: 'nobody' })).toEqual([]);
    expect(await phones({ phone: ['no number'] })).toEqual([]);
    expect(await phones({ phone: [number(1)], status: ['read'] })).toEqual([]);
    expect(await phones({ from: Date.parse('2026-01-05T12:00:03Z') })).toEqual([number(1), number(3)]);
  });

  it('says which users there are to filter by, within what a key sees', async () => {
    const values = (subaccount?: string, who = principal()) =>
      engine.ask(
        new GetFilterValues(engine.query({ principal: who }), { field: 'user', ...(subaccount && { subaccount }) }),
      );
    const stranger = await makeTenant(engine, 'Estranha');
    expect(await values()).toEqual({ field: 'user', values: ['ana'] });
    expect((await values(stranger.subaccountId)).values).toEqual([]);
    const own = principal({ roles: ['reporter'], subaccountIds: [stranger.subaccountId] });
    expect((await values(undefined, own)).values).toEqual([]);
    await expect(values(tenant.subaccountId, own)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses filters and columns of the other kind of rows by name', async () => {
    const refused = (input: Partial<DetailedReportQuery>, path: string, code: string) =>
      expect(report(input)).rejects.toMatchObject({ details: { errors: [{ path, code }] } });
    await refused({ type: 'MO', withSession: true }, 'withSession', 'not_of_this_type');
    await refused({ type: 'MO', status: ['read'] }, 'status', 'not_of_this_type');
    await refused({ button: 'Sim' }, 'button', 'not_of_this_type');
    await refused({ name: 'Ana' }, 'name', 'needs_campaign');
    await refused({ columns: ['answeredAt'] }, 'columns', 'not_of_this_type');
  });

  it('shows the columns that were chosen, in their order', async () => {
    const { items } = await report({ columns: ['template', 'phone'], status: ['delivered'] });
    expect(items).toMatchObject([
      { template: 'aviso_de_fatura', phone: number(1), campaignId, contactId: await id(1) },
    ]);
    expect(Object.keys(items[0]!)).toEqual(['id', 'template', 'phone', 'campaignId', 'contactId']);
  });

  it.each([['desc' as const], ['asc' as const]])('pages in both directions (%s)', async (order) => {
    const all = (await report({ order })).items.map(({ id }) => id);
    if (order === 'asc') expect(all).toEqual((await report()).items.map(({ id }) => id).reverse());
    const first = await report({ order, limit: 3 });
    expect([first.items.map(({ id }) => id), first.previousCursor]).toEqual([all.slice(0, 3), null]);
    const second = await report({ order, limit: 3, cursor: first.nextCursor });
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([all.slice(3), null]);
    const back = await report({ order, limit: 2, cursor: second.previousCursor });
    expect(back.items.map(({ id }) => id)).toEqual(all.slice(1, 3));
    const further = await report({ order, limit: 2, cursor: back.previousCursor });
    expect([further.items.map(({ id }) => id), further.previousCursor]).toEqual([all.slice(0, 1), null]);
    const again = await report({ order, limit: 3, cursor: further.nextCursor });
    expect(again.items.map(({ id }) => id)).toEqual(all.slice(1, 4));
  });

  it('refuses a period that ends before it begins', async () => {
    await expect(report({ from: PERIOD.to, to: PERIOD.from })).rejects.toMatchObject({
      code: 'validation_failed',
      details: { errors: [{ path: 'to', code: 'out_of_range' }] },
    });
  });

  it('does not know campaigns and subaccounts of others', async () => {
    const other = await makeTenant(engine, 'Outra');
    const stranger = principal({ subaccountIds: [other.subaccountId] });
    expect((await report({}, stranger)).items).toEqual([]);
    await expect(report({ campaign: campaignId }, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(report({ subaccount: tenant.subaccountId }, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(report({ campaign: 'unknown' })).rejects.toMatchObject({ code: 'not_found' });
    const { items } = await engine.ask(new ListSubaccounts(engine.query({ principal: stranger }), {}));
    expect(items.map(({ name }) => name)).toEqual(['Outra']);
  });

  it('masks what is personal', async () => {
    const { items } = await report({ status: ['delivered'] }, principal({ roles: ['auditor'] }));
    expect(items[0]).toMatchObject({ phone: '•••0001', message: '•••', correlationId: 'order-1' });
  });

  it('looks for a whole name for whom persons are masked, and says so where nobody is called that', async () => {
    const auditor = principal({ roles: ['auditor'] });
    const named = async (name: string) => (await report({ campaign: campaignId, name }, auditor)).items;
    expect((await named('Ana')).map(({ phone }) => phone)).toEqual(['•••0001']);
    await expect(named('An')).rejects.toMatchObject({
      message: expect.stringContaining('personal:read'),
      details: { errors: [{ path: 'name', code: 'needs_personal_read' }] },
    });
  });

  it('streams the rows of its pages', async () => {
    const streamed = await streamedRows();
    const paged = [];
    let cursor: unknown;
    do {
      const page = await report({ limit: 1, cursor });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(streamed).toEqual(paged);
  });
});

async function streamedRows(): Promise<MtRow[]> {
  const streamed: MtRow[] = [];
  const found = await engine.ask(new StreamDetailedReport(engine.query(), PERIOD));
  for await (const rows of found.rows) streamed.push(...(rows as readonly MtRow[]));
  return streamed;
}

describe('a file of the detailed report', () => {
  const linesOf = async (row: MtRow, language: Language, zone = 'UTC') => {
    async function* rows() {
      yield await Promise.resolve([row]);
    }
    let all = '';
    for await (const text of toCsv(withColumns(detailedReport, undefined), rows(), { language, zone })) all += text;
    return all.slice(1).split('\r\n').slice(0, -1);
  };

  it.each<[Language, string]>([
    [
      'en',
      'Sent,Status,Phone,WhatsApp user id,Campaign,User,Content type,Message sent,Sent with session,Conversation id,' +
        'Conversation type,Conversation expiry,Subaccount,Correlation id,Attempts,Error,Last update',
    ],
    [
      'pt-BR',
      'Enviado,Status,Telefone,WhatsApp user ID,Campanha,Usuário,Tipo de conteúdo,Mensagem enviada,Enviado com sessão,' +
        'ID da conversa,Tipo de conversa,Data de expiração da conversa,Subconta,Correlation ID,Tentativas,Erro,Última atualização',
    ],
    [
      'es',
      'Enviado,Estado,Teléfono,ID de usuario de WhatsApp,Campaña,Usuario,Tipo de contenido,Mensaje enviado,' +
        'Enviado con sesión,ID de conversación,Tipo de conversación,Fecha de caducidad de la conversación,Subcuenta,ID de correlación,' +
        'Intentos,Error,Última actualización',
    ],
  ])('has the titles of the seed page in %s', async (language, titles) => {
    const [row] = await streamedRows();
    expect((await linesOf(row!, language))[0]).toBe(titles);
  });

  it('says labels, the clock of the zone, yes and no, and holds no formula', async () => {
    const [row] = await streamedRows();
    const { conversationId } = row!;
    const told = { campaignName: 'Cobrança, março', user: '@ana', message: 'Olá "Rui"', correlationId: '-7' };
    const error = { code: 'ENG_TTL_EXPIRED', title: 'Expired', advice: 'Nothing.' };
    const [, line] = await linesOf({ ...row!, ...told, error }, 'pt-BR', 'America/Sao_Paulo');
    expect(line).toBe(
      `2026-01-05 09:00:04,Entregue,${number(1)},+5511900000001,"Cobrança, março",'@ana,Template,` +
        `"Olá ""Rui""",Não,${conversationId},Iniciada pela empresa,2026-01-06 09:00:01,Loja,'-7,1,ENG_TTL_EXPIRED Expired,` +
        '2026-01-05 09:00:04',
    );
  });

  it('leaves empty what an unattempted row does not have', async () => {
    const row = (await streamedRows()).at(-1)!;
    const ended = { sentAt: '2026-01-05T12:00:00.000Z', updatedAt: '2026-01-05T12:00:00.999Z' };
    const lines = await linesOf({ ...row, ...ended, phone: null, campaignName: null, user: null, error: null }, 'en');
    const at = '2026-01-05 12:00:00';
    expect(lines[1]).toBe(`${at},Invalid parameter/contact,,,${campaignId},,Template,,,,,,Loja,,0,,${at}`);
  });
});

describe('the records report', () => {
  it('has one record per contact of whom an attempt left us and came to something', async () => {
    const { items } = await engine.ask(new RecordsReport(engine.query(), { campaign: campaignId }));
    expect(items.map(({ telephone, result }) => [telephone, result])).toEqual([
      [number(1), 'delivered'],
      [number(2), 'failed'],
    ]);
    expect(items[1]!.error).toMatch(/^131026 .+: not on WhatsApp$/);
    const spanish = engine.query({ language: 'es' });
    const { items: said } = await engine.ask(new RecordsReport(spanish, { campaign: campaignId }));
    expect(said[1]!.error).toBe('131026 Mensaje no entregable: not on WhatsApp');
    const streamed = [];
    for await (const rows of await engine.ask(new StreamRecordsReport(engine.query(), { campaign: 'all' }))) {
      streamed.push(...rows);
    }
    expect(streamed).toEqual(items);
  });

  it('pages in both directions', async () => {
    const records = (page: object) => engine.ask(new RecordsReport(engine.query(), { campaign: campaignId, ...page }));
    const { items: all } = await records({});
    const first = await records({ limit: 1 });
    expect([first.items, first.previousCursor]).toEqual([all.slice(0, 1), null]);
    const second = await records({ limit: 1, cursor: first.nextCursor });
    expect([second.items, second.nextCursor]).toEqual([all.slice(1), null]);
    const back = await records({ limit: 1, cursor: second.previousCursor });
    expect([back.items, back.previousCursor]).toEqual([all.slice(0, 1), null]);
    expect((await records({ limit: 1, cursor: back.nextCursor })).items).toEqual(all.slice(1));
  });

  it('is of one campaign by its number too, where that is one’s only', async () => {
    const query = engine.query();
    const byId = await engine.ask(new RecordsReport(query, { campaign: campaignId }));
    const { number: ofCampaign } = await engine.ask(new GetCampaign(query, { campaignId }));
    expect((await engine.ask(new RecordsReport(query, { campaign: String(ofCampaign) }))).items).toEqual(byId.items);
    const own = engine.query({ principal: principal({ subaccountIds: [tenant.subaccountId] }) });
    const another = await makeTenant(engine, 'Terceira');
    await makeCampaign(engine, another);
    await expect(engine.ask(new RecordsReport(query, { campaign: '1' }))).rejects.toMatchObject({
      code: 'validation_failed',
      details: { errors: [{ path: 'campaign', code: 'ambiguous' }] },
    });
    expect((await engine.ask(new RecordsReport(own, { campaign: '1' }))).items).toEqual(byId.items);
    for (const unknown of ['99', '0', '01', 'nobody']) {
      const asked = engine.ask(new RecordsReport(query, { campaign: unknown }));
      await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('does not tell an auditor what a provider said of a person', async () => {
    const query = engine.query({ principal: principal({ roles: ['auditor'] }) });
    const { items } = await engine.ask(new RecordsReport(query, { campaign: campaignId }));
    expect(items[1]!.error).toMatch(/^131026 [^:]+$/);
  });
});

describe('verification', () => {
  it('finds nothing where there is nothing to find', async () => {
    await engine.views.project();
    const verified = await verifyCampaigns(engine.store, engine.views, [campaignId]);
    expect(verified).toEqual({ ok: true, events: 11, differences: [] });
  });

  it('runs as a job that its asker can look at', async () => {
    const { id: job, status } = await engine.run(new Verify(engine.command(), { campaign: campaignId }));
    expect(status).toBe('running');
    const look = (who = principal()) => engine.ask(new GetVerification(engine.query({ principal: who }), { id: job }));
    let looked = await look();
    for (let tries = 0; looked.status === 'running' && tries < 1000; tries++) looked = await look();
    expect(looked).toMatchObject({ status: 'completed', ok: true, differences: [] });
    await expect(look(principal({ id: 'key-9' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('names each difference', async () => {
    await engine.views.project();
    const { operational, reporting } = engine.views;
    const contactId = await id(1);
    const tampered = {
      ...engine.views,
      operational: new Proxy(operational, {
        get: (reader, method: keyof typeof operational) =>
          method === 'get'
            ? async (...args: Parameters<typeof operational.get>) => {
                const doc = await reader.get(...args);
                return doc && 'state_delivered' in doc ? { ...doc, state_delivered: 7 } : doc;
              }
            : reader[method].bind(reader),
      }),
      reporting: new Proxy(reporting, {
        get: (reader, method: keyof typeof reporting) =>
          method === 'getMany'
            ? async (view: View, ids: readonly string[]) => {
                const docs = await reader.getMany(view, ids);
                return docs.map((doc, index) => (ids[index]!.endsWith(contactId) ? undefined : doc));
              }
            : reader[method].bind(reader),
      }),
    };
    const { ok, differences } = await verifyCampaigns(engine.store, tampered, [campaignId]);
    expect(ok).toBe(false);
    expect(differences).toEqual([
      { campaignId, view: 'messages', id: `${campaignId}.${contactId}`, field: 'exists', log: true, shown: false },
      { campaignId, view: campaignCountersView.name, id: campaignId, field: 'state_delivered', log: 1, shown: 7 },
    ]);
  });

  it('counts a test message nowhere', async () => {
    const at = new Date(engine.clock.now()).toISOString();
    const row = { uploadId: 'test', row: 1, ref: 't', at, suppressed: false, subaccountId: tenant.subaccountId };
    await contactDoes(engine, campaignId, 'test-1', { type: 'AcceptRow', ...row });
    await engine.views.project();
    expect(await verifyCampaigns(engine.store, engine.views, [campaignId])).toMatchObject({ ok: true, events: 11 });
    expect((await engine.store.readStream(stream.contact(campaignId, 'test-1'))).exists).toBe(true);
  });
});

it('shows errors by cause and milestones on the campaign', async () => {
  const campaign = await engine.ask(new GetCampaign(engine.query(), { campaignId }));
  expect(campaign).toMatchObject({
    contacts: 5,
    settled: 3,
    progress: 0.6,
    counters: { initial: 1, in_progress: 1, delivered: 1, error: 1, invalid_record: 1 },
    milestones: { accepted: 1, sent: 1, delivered: 1, read: 0, replied: 0 },
    errors: [{ code: '131026', contacts: 1 }],
  });
});
