import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOf, until, viewsSettled } from './api';
import { campaignUntil, contactsOf, verify } from './campaigns';
import { APP_ID, setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import {
  campaignBody,
  draftCampaign,
  numberOf,
  PHONE_NUMBER_ID,
  phoneNumberIdOf,
  setStage,
  type Stage,
  startCampaign,
} from './stage';
import { attemptOf } from './truth';

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
const HOUR = 3_600_000;

interface Row {
  readonly phone: string;
  readonly status: string;
  readonly contentType: string;
  readonly message: string | null;
  readonly withSession: boolean | null;
  readonly template: string | null;
  readonly conversationId: string | null;
}

interface Thread {
  readonly messages: readonly {
    readonly direction: string;
    readonly contentType: string;
    readonly text: string | null;
  }[];
}

const FALLBACK = { parameterMapping: { 1: { from: 'name' }, 2: { from: 'amount' } } } as const;
const TEXT = 'Olá {{name}},\nrecebemos {{amount}}. Obrigado!';

function inSession(amount: string, name: string) {
  return {
    contentType: 'text',
    withSession: true,
    message: `Olá ${name},\nrecebemos ${amount}. Obrigado!`,
    template: null,
  };
}

/** Of three countries. */
const PREFIXES = ['+551190', '+52558', '+549116'];
const phones = (count: number, from: number) =>
  Array.from({ length: count }, (_, n) => `${PREFIXES[n % 3]!}${String(1_110_000 + from + n)}`);
const persons = (from: number) => phones(3, from) as [string, string, string];

const row = (phone: string, name: string) => ({ phone, name, parameters: { amount: 'R$ 10,00' } });

async function rowsOf(setting: Setting, campaignId: string, filter = ''): Promise<Record<string, Row>> {
  await viewsSettled(setting.api);
  const rows = await allOf<Row>(setting.api, `/v1/reports/detailed?${PERIOD}&campaign=${campaignId}${filter}`);
  return Object.fromEntries(rows.map((each) => [each.phone, each]));
}

/** The engine has heard what was written to a number. */
async function heard(setting: Setting, senderId: string, count: number): Promise<void> {
  await until(
    () => allOf(setting.api, `/v1/reports/detailed?type=MO&${PERIOD}&sender=${senderId}`),
    (rows) => rows.length >= count,
  );
}

const ended = (status: string) => status === 'completed' || status === 'failed';

describe('free-form content', () => {
  let setting: Setting;
  const stages: Record<string, { readonly stage: Stage; readonly number: string }> = {};

  beforeAll(async () => {
    setting = await Setting.make();
    const { api, simulator, stage } = setting;
    const gupshup = await setGupshupStage(api, simulator, { subaccountId: stage.subaccountId });
    stages['cloud-api'] = { stage, number: PHONE_NUMBER_ID };
    stages['gupshup'] = { stage: gupshup, number: APP_ID };
  }, 60_000);
  afterAll(() => setting.end());

  const writes = (phone: string, number: string) =>
    setting.simulator.control('POST', '/__sim/inbound', { from: phone, to: number, text: 'oi' });

  describe.each([
    ['cloud-api', 1000],
    ['gupshup', 2000],
  ])('through %s', (provider, first) => {
    const at = () => stages[provider]!;
    const [ana, luz, juan] = persons(first);
    const [other] = persons(first + 500);
    let written = 0;

    async function write(...phones: string[]): Promise<void> {
      for (const phone of phones) await writes(phone, at().number);
      written += phones.length;
      await heard(setting, at().stage.senderId, written);
    }

    async function send(content: object, rows: readonly unknown[]): Promise<Record<string, Row>> {
      const id = await startCampaign(setting.api, at().stage, rows, { content });
      await campaignUntil(setting.api, id, ({ status }) => ended(status));
      await setting.truth.drained();
      expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
      return rowsOf(setting, id);
    }

    it('goes out where the person wrote, and its template where it did not; each row says which', async () => {
      await write(ana, luz);
      const { templateId } = at().stage;
      const content = { type: 'text', text: TEXT, fallbackTemplateId: templateId, ...FALLBACK };
      const rows = await send(content, [row(ana, 'Ana'), row(luz, 'Luz'), row(juan, 'Juan')]);
      expect(rows[ana]).toMatchObject({ ...inSession('R$ 10,00', 'Ana'), status: 'read' });
      expect(rows[luz]).toMatchObject({ ...inSession('R$ 10,00', 'Luz'), status: 'read' });
      expect(rows[juan]).toMatchObject({
        ...{ status: 'read', contentType: 'template', withSession: false, template: 'aviso_de_fatura' },
        message: expect.stringContaining('sua fatura de R$ 10,00') as string,
      });
      const arrived = (await setting.truth.ledger()) as unknown as { phone: string; template: string | null }[];
      const templates = Object.fromEntries(arrived.map(({ phone, template }) => [phone, template]));
      expect(templates).toMatchObject({ [ana]: null, [juan]: 'aviso_de_fatura' });
      // What the person wrote has its place a moment after it came.
      const { body } = await until(
        () => setting.api.get<Thread>(`/v1/conversations/${rows[ana]!.conversationId!}`),
        ({ status }) => status === 200,
        20_000,
      );
      // Written and answered within a second, whose stamp tells no order.
      const said = body.messages.map(({ direction, contentType, text }) => [direction, contentType, text]);
      expect(new Set(said)).toEqual(
        new Set([
          ['mo', 'text', 'oi'],
          ['mt', 'text', rows[ana]!.message],
        ]),
      );
    }, 60_000);

    it('ends as an invalid session where nothing stands in for it, whatever the person wrote to another number', async () => {
      const elsewhere = provider === 'gupshup' ? PHONE_NUMBER_ID : APP_ID;
      await writes(other, elsewhere);
      if (provider === 'cloud-api') await heard(setting, stages['gupshup']!.stage.senderId, 1);
      const rows = await send({ type: 'text', text: 'Oi {{name}}' }, [row(ana, 'Ana'), row(other, 'Eva')]);
      expect(rows[ana]).toMatchObject({ contentType: 'text', message: 'Oi Ana', withSession: true });
      expect(rows[other]).toMatchObject({ status: 'invalid_session', contentType: 'text', message: null });
    }, 60_000);

    it.each([
      ['image', { caption: 'Para {{name}}' }, 'Para Ana'],
      ['video', {}, 'https://files.example/file'],
      ['audio', {}, 'https://files.example/file'],
      ['document', { filename: 'boleto.pdf' }, 'boleto.pdf'],
    ])(
      'is a file by its link: %s',
      async (type, more, message) => {
        const content = { type: 'media', media: { type, link: 'https://files.example/file' }, ...more };
        const rows = await send(content, [row(ana, 'Ana')]);
        expect(rows[ana]).toMatchObject({ contentType: type, message, withSession: true, status: 'read' });
      },
      60_000,
    );

    it('reaches nobody who wants no marketing, though its window is open', async () => {
      const phone = luz;
      const { subaccountId } = at().stage;
      await setting.api.make('/v1/suppressions', { subaccountId, phone, category: 'marketing', reason: 'asked' });
      const { templateId } = at().stage;
      const content = { type: 'text', text: TEXT, fallbackTemplateId: templateId, ...FALLBACK };
      const rows = await send(content, [row(ana, 'Ana'), row(phone, 'Luz')]);
      expect(rows[ana]).toMatchObject({ contentType: 'text' });
      expect(rows[phone]).toMatchObject({ status: 'opted_out', message: null });
    }, 60_000);

    it('is tried by a test message, which says of a closed session what a contact would', async () => {
      const content = { type: 'text', text: 'Oi {{name}}' };
      const id = await draftCampaign(setting.api, at().stage, [row(ana, 'Ana')], { content });
      const test = async (phone: string) => {
        const { body } = await setting.api.post<{ contactId: string }>(`/v1/campaigns/${id}/test`, {
          phone,
          name: 'Ana',
        });
        const shown = await until(
          () =>
            setting.api.get<{ state: string; error: { code: string } | null }>(
              `/v1/campaigns/${id}/contacts/${body.contactId}`,
            ),
          (reply) => reply.body.state === 'read' || reply.body.state === 'error',
        );
        return [shown.body.state, shown.body.error?.code];
      };
      expect(await test(ana)).toEqual(['read', undefined]);
      expect(await test(juan)).toEqual(['error', 'ENG_NO_SESSION']);
    }, 60_000);

    it('is told apart by the filters and groups of reports', async () => {
      const { senderId, templateId } = at().stage;
      const count = async (filter: string) =>
        (await allOf<Row>(setting.api, `/v1/reports/detailed?${PERIOD}&sender=${senderId}${filter}`)).length;
      expect(await count('&contentType=text')).toBeGreaterThan(2);
      expect(await count('&contentType=image')).toBe(1);
      expect(await count(`&template=${templateId}`)).toBe(await count('&contentType=template'));
      const { body } = await setting.api.get<{ items: { group: string | null; total: number }[] }>(
        `/v1/reports/consolidated?${PERIOD}&sender=${senderId}&groupBy=template`,
      );
      const ofTemplate = body.items.find(({ group }) => group === templateId);
      expect(ofTemplate?.total).toBe(await count('&contentType=template'));
    });
  });

  it('starts without a template, and pre-flight says who will not get it', async () => {
    const { api, stage } = setting;
    const content = { type: 'text', text: 'Oi' };
    const id = await draftCampaign(api, stage, [row(persons(7000)[0], 'Ana')], { content });
    const { body } = await api.get(`/v1/campaigns/${id}/preflight`);
    expect(body).toMatchObject({ ok: true, template: null, warnings: [{ code: 'no_fallback_template' }] });
  });

  it('lets a row without a value for its words be no contact', async () => {
    const { api, stage } = setting;
    const { id } = await api.make(
      '/v1/campaigns',
      campaignBody(stage, { content: { type: 'text', text: '{{name}}{{due}}' } }),
    );
    const long = { phone: persons(7100)[0], name: 'Ana', parameters: { due: 'x' } };
    const { body } = await api.post<{ rows: { verdict: string; reasons: { code: string }[] }[] }>(
      `/v1/campaigns/${id}/contacts?dryRun=true&rows=5`,
      { contacts: [long, { ...long, phone: persons(7100)[1], parameters: {} }] },
    );
    expect(body.rows.map(({ verdict, reasons }) => [verdict, reasons.map(({ code }) => code)])).toEqual([
      ['accepted', []],
      ['invalid', ['parameter_missing']],
    ]);
  });
});

/** The wall clocks of engine and simulator are ahead by what stands in a file, which they look at again ten times a second. */
const CLOCK = (file: string) => `
const { readFileSync } = require('node:fs');
const now = Date.now;
let by = 0;
let looked = 0;
Date.now = () => {
  const at = now();
  if (at - looked > 100) {
    looked = at;
    by = Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
  }
  return at + by;
};
`;

describe('the session of free-form content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-sessions-'));
  const ahead = join(folder, 'ahead');
  let setting: Setting;

  beforeAll(async () => {
    const preload = join(folder, 'clock.cjs');
    writeFileSync(preload, CLOCK(ahead));
    writeFileSync(ahead, '0');
    const environment = { NODE_OPTIONS: `--require ${preload}` };
    setting = await Setting.make({ environment, simulatorEnvironment: environment, pace: 20 });
  }, 60_000);
  afterAll(async () => {
    await setting.end();
    rmSync(folder, { recursive: true });
  });

  const writes = (phone: string) =>
    setting.simulator.control('POST', '/__sim/inbound', { from: phone, to: PHONE_NUMBER_ID, text: 'oi' });
  const content = () => ({ type: 'text', text: TEXT, fallbackTemplateId: setting.stage.templateId, ...FALLBACK });

  it('is as it is left by a crash, for everybody once', async () => {
    const { api, stage, truth } = setting;
    const audience = phones(60, 3000);
    const writers = new Set(audience.filter((_, n) => n % 2 === 0));
    for (const phone of writers) await writes(phone);
    await heard(setting, stage.senderId, writers.size);
    const rows = audience.map((phone) => row(phone, 'Ana'));
    const id = await startCampaign(api, stage, rows, { content: content() });
    await until(
      () => truth.sends(),
      (sends) => sends.length >= 20,
    );
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, id, ({ status }) => ended(status), 90_000);
    await truth.drained();
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
    const shown = await rowsOf(setting, id);
    const arrived = (await truth.ledger()) as unknown as {
      phone: string;
      callbackData: string;
      template: string | null;
    }[];
    const own = arrived.filter(({ callbackData }) => attemptOf(callbackData)?.campaignId === id);
    expect(new Set(own.map(({ phone }) => phone)).size).toBe(own.length);
    for (const { phone, template } of own) {
      const told = shown[phone]!;
      expect([phone, template === null]).toEqual([phone, writers.has(phone)]);
      expect([phone, told.contentType, told.withSession]).toEqual([
        ...(template === null ? [phone, 'text', true] : [phone, 'template', false]),
      ]);
    }
    expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
  }, 150_000);

  it('slides with what the person writes, and closes between upload and start', async () => {
    const { api, stage } = setting;
    const [slides, closes] = persons(5000);
    await writes(slides);
    await writes(closes);
    await until(
      () => allOf(api, `/v1/reports/detailed?type=MO&${PERIOD}&phone=${encodeURIComponent(closes)}`),
      (found) => found.length === 1,
    );
    const rows = [row(slides, 'Ana'), row(closes, 'Luz')];
    const id = await draftCampaign(api, stage, rows, { content: content() });
    writeFileSync(ahead, String(23 * HOUR));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writes(slides);
    await until(
      () => allOf(api, `/v1/reports/detailed?type=MO&${PERIOD}&phone=${encodeURIComponent(slides)}`),
      (found) => found.length === 2,
    );
    writeFileSync(ahead, String(25 * HOUR));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ status }) => ended(status));
    const shown = await rowsOf(setting, id);
    expect(shown[slides]).toMatchObject({ ...inSession('R$ 10,00', 'Ana'), status: 'read' });
    expect(shown[closes]).toMatchObject({ contentType: 'template', withSession: false, status: 'read' });
  }, 90_000);
});

describe('a file of a campaign', () => {
  let setting: Setting;
  let stages: readonly Stage[];
  const NUMBERS = [PHONE_NUMBER_ID, phoneNumberIdOf(1)];
  /** Of several parts in the vault, and no whole number of them. */
  const PDF = Buffer.alloc(1_300_001, 'página ');

  beforeAll(async () => {
    setting = await Setting.make({ pace: 20, environment: { ARAUTO_UNKNOWN_GRACE: '1s' } });
    const { api, simulator, stage } = setting;
    const second = await setStage(api, simulator, { subaccountId: stage.subaccountId, ...numberOf(1), pace: 20 });
    stages = [stage, second];
  }, 60_000);
  afterAll(() => setting.end());

  const form = (content: Uint8Array<ArrayBuffer> | string, type: string, name: string) => {
    const body = new FormData();
    body.append('file', new Blob([content], { type }), name);
    return body;
  };
  const pdf = () => form(PDF, 'application/pdf', 'boleto de março.pdf');
  const senderIds = () => stages.map(({ senderId }) => senderId);
  const media = (uploaded: string, type = 'document') => ({ content: { type: 'media', media: { type, uploaded } } });
  /** Paths of uploads that the platform answered. */
  const uploads = async () => {
    const lines = (await setting.simulator.control('GET', '/__sim/requests?since=0')).trim().split('\n');
    return lines
      .map((line) => JSON.parse(line) as { readonly method: string; readonly path: string })
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/media'))
      .map(({ path }) => path.split('/').at(-2)!)
      .sort();
  };
  const draft = (rows: readonly unknown[], more: Record<string, unknown> = {}) =>
    draftCampaign(setting.api, stages[0]!, rows, {
      senderIds: senderIds(),
      content: { type: 'text', text: 'Oi' },
      ...more,
    });

  it('is left with the platform once by each number, however many get it, and known after a restart', async () => {
    const audience = phones(40, 11_000);
    for (const phone of audience) {
      for (const to of NUMBERS) {
        await setting.simulator.control('POST', '/__sim/inbound', { from: phone, to, text: 'oi' });
      }
    }
    for (const senderId of senderIds()) await heard(setting, senderId, audience.length);
    const id = await draft(audience.map((phone) => row(phone, 'Ana')));
    const received = await setting.api.post<{ id: string }>(`/v1/campaigns/${id}/media`, pdf());
    expect([received.status, received.body]).toMatchObject([
      201,
      { mimeType: 'application/pdf', bytes: PDF.length, filename: 'boleto de março.pdf' },
    ]);
    const wrong = await setting.api.call('PATCH', `/v1/campaigns/${id}`, media(received.body.id, 'image'));
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ code: 'file_unfit' }] } });
    const edited = await setting.api.call('PATCH', `/v1/campaigns/${id}`, media(received.body.id));
    expect(edited.status).toBe(200);
    // What was uploaded is as durable as the campaign.
    await setting.kill();
    await setting.restart();
    await setting.api.make(`/v1/campaigns/${id}/start`);
    await until(
      () => setting.truth.sends(),
      (sends) => sends.length >= 10,
    );
    expect(await uploads()).toEqual([...NUMBERS].sort());
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, id, ({ status }) => ended(status), 90_000);
    await setting.truth.drained();
    // Whom the kill struck between claim and call nobody is sent anything, then or later.
    const contacts = await contactsOf(setting.api, id);
    const struck = new Set(contacts.filter(({ needsAttention }) => needsAttention).map(({ phone }) => phone));
    const messages = audience.length - struck.size;
    expect(await setting.truth.summary()).toMatchObject({ messages, distinct: messages, doubles: 0 });
    expect(await uploads()).toEqual([...NUMBERS].sort());
    const rows = await rowsOf(setting, id);
    expect(Object.keys(rows)).toHaveLength(audience.length);
    for (const phone of audience) {
      const status = struck.has(phone) ? 'carrier_communication_failure' : 'read';
      expect(rows[phone]).toMatchObject({ contentType: 'document', message: 'boleto de março.pdf', status });
    }
    expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });

    const copy = await setting.api.make(`/v1/campaigns/${id}/duplicate`, { withContacts: true });
    await until(
      () => setting.api.get<{ openUploads: number; contacts: number }>(`/v1/campaigns/${copy.id}`),
      ({ body }) => body.contacts === audience.length && body.openUploads === 0,
    );
    await setting.api.make(`/v1/campaigns/${copy.id}/start`);
    await campaignUntil(setting.api, copy.id, ({ status }) => ended(status));
    expect(Object.values(await rowsOf(setting, copy.id))[0]).toMatchObject({ message: 'boleto de março.pdf' });
    const late = await setting.api.post(`/v1/campaigns/${id}/media`, pdf());
    expect(late).toMatchObject({ status: 409, body: { code: 'wrong_status' } });
  }, 180_000);

  it('is of its campaign alone, and of numbers whose provider takes it', async () => {
    const { api, simulator } = setting;
    const id = await draft([row(persons(12_000)[0], 'Ana')]);
    const { id: uploaded } = await api.make(`/v1/campaigns/${id}/media`, form('PNG', 'image/png', 'a.png'));
    const other = await draft([row(persons(12_100)[0], 'Ana')]);
    const foreign = await api.call('PATCH', `/v1/campaigns/${other}`, media(uploaded, 'image'));
    expect(foreign).toMatchObject({ status: 400, body: { errors: [{ code: 'file_missing' }] } });
    const early = await api.post('/v1/campaigns', campaignBody(stages[0]!, media(uploaded, 'image')));
    expect(early).toMatchObject({ status: 400, body: { errors: [{ code: 'file_missing' }] } });
    const gupshup = await setGupshupStage(api, simulator, { subaccountId: stages[0]!.subaccountId });
    const both = { senderIds: [stages[0]!.senderId, gupshup.senderId], ...media(uploaded, 'image') };
    expect(await api.call('PATCH', `/v1/campaigns/${id}`, both)).toMatchObject({ status: 200 });
    const { body } = await api.get(`/v1/campaigns/${id}/preflight`);
    expect(body).toMatchObject({ ok: false, problems: [{ path: 'senderIds[1]', code: 'media_by_link_only' }] });
  }, 60_000);

  it.each([
    ['of a type that is not sent', () => form('x', 'application/zip', 'a.zip'), 400, 'type_unknown'],
    ['without a byte', () => form('', 'image/png', 'a.png'), 400, 'empty'],
    ['larger than its type may be', () => form(Buffer.alloc(5 * 2 ** 20 + 1), 'image/png', 'a.png'), 413, undefined],
    [
      'beside another',
      () => {
        const body = pdf();
        body.append('file', new Blob(['x'], { type: 'application/pdf' }), 'b.pdf');
        return body;
      },
      400,
      'repeated',
    ],
    ['that is not there', () => ({}), 400, 'required'],
  ])('is refused when it is one %s', async (_, body, status, code) => {
    const id = await draft([row(persons(12_200)[0], 'Ana')]);
    const answer = await setting.api.post<{ errors?: { code: string }[] }>(`/v1/campaigns/${id}/media`, body());
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([status, code]);
  });
});
