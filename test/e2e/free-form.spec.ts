import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOf, until, viewsSettled } from './api';
import { campaignUntil, verify } from './campaigns';
import { APP_ID, setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import { campaignBody, draftCampaign, PHONE_NUMBER_ID, type Stage, startCampaign } from './stage';
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
