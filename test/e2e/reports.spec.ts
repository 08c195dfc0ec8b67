import { LANGUAGES } from '@arauto/domain';
import { detailedReport, withColumns } from '@arauto/reporting';
import { Api, until } from './api';
import { eventfulRun, type EventfulRun } from './eventful';
import { makeKey } from './tenants';

interface Row {
  readonly id: string;
  readonly sentAt: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly phone: string;
  readonly campaignId: string;
  readonly user: string | null;
  readonly subaccountId: string;
  readonly contentType: string;
  readonly withSession: boolean | null;
  readonly conversationId: string | null;
  readonly conversationType: string | null;
  readonly correlationId: string | null;
  readonly message: string | null;
  readonly attempts: number;
}

interface Report<Item = Row> {
  readonly items: readonly Item[];
  readonly total: { readonly value: number; readonly relation: string };
}

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

describe('reports of a run with everything in it', () => {
  let run: EventfulRun;
  let api: Api;
  let all: readonly Row[];

  const detailed = async (query: string) =>
    (await api.get<Report>(`/v1/reports/detailed?${PERIOD}&limit=500&${query}`)).body;

  beforeAll(async () => {
    run = await eventfulRun();
    api = run.api;
    // The canceled campaign has contacts that were sent to and contacts that were not.
    all = (
      await until(
        () => detailed(''),
        ({ items }) => items.length > 40,
      )
    ).items;
  }, 120_000);

  afterAll(async () => {
    if (!run) return;
    await run.engine.stop();
    await run.simulator.stop();
    await run.engine.discard();
  });

  it('have a row for who was attempted or ended, and none for Initial, Removed and Canceled by admin', async () => {
    const wanted: string[] = [];
    for (const id of Object.values(run.campaigns)) {
      const { body: campaign } = await api.get<{ status: string; startedAt: string | null }>(`/v1/campaigns/${id}`);
      // One that never began has no messages.
      if (campaign.startedAt === null && campaign.status !== 'failed') continue;
      const { body } = await api.get<{ items: { id: string; state: string; attempts: number }[] }>(
        `/v1/campaigns/${id}/contacts?limit=500`,
      );
      const none = ['initial', 'removed', 'canceled_by_admin'];
      wanted.push(...body.items.filter(({ state }) => !none.includes(state)).map((contact) => `${id}.${contact.id}`));
    }
    expect(all.map(({ id }) => id).sort()).toEqual(wanted.sort());
    expect(all.filter(({ campaignId }) => campaignId === run.campaigns.canceled).length).toBeGreaterThan(0);
    expect(new Set(all.map(({ status }) => status)).size).toBeGreaterThanOrEqual(5);
  });

  it('filter by each thing, and by any of them together, with the total', async () => {
    const read = all.filter(({ status }) => status === 'read');
    const one = read[0]!;
    const filters: readonly (readonly [query: string, fits: (row: Row) => boolean])[] = [
      [`campaign=${run.campaigns.completed}`, (row) => row.campaignId === run.campaigns.completed],
      [`subaccount=${run.subaccountId}`, (row) => row.subaccountId === run.subaccountId],
      ['user=admin', (row) => row.user === 'admin'],
      ['user=nobody', () => false],
      ['contentType=template', (row) => row.contentType === 'template'],
      ['contentType=image', () => false],
      ['withSession=false', (row) => row.withSession === false],
      ['withSession=true', (row) => row.withSession === true],
      [`correlationId=${one.correlationId!}`, (row) => row.correlationId === one.correlationId],
      ['status=read&status=sent', (row) => ['read', 'sent'].includes(row.status)],
      ['status=invalid_parameter', (row) => row.status === 'invalid_parameter'],
      [`phone=${encodeURIComponent(one.phone)}`, (row) => row.phone === one.phone],
      [`contact=${one.id.split('.')[1]!}`, (row) => row.id.endsWith(`.${one.id.split('.')[1]!}`)],
      [`conversationId=${one.conversationId!}`, (row) => row.conversationId === one.conversationId],
      ['conversationType=business_initiated', (row) => row.conversationType === 'business_initiated'],
      ['conversationType=free_entry_point', () => false],
    ];
    for (const [first, fitsFirst] of filters) {
      for (const [second, fitsSecond] of filters) {
        const [a, b] = [first.split('=')[0], second.split('=')[0]];
        if (a === b && first !== second) continue;
        const { items, total } = await detailed(first === second ? first : `${first}&${second}`);
        const wanted = all.filter((row) => fitsFirst(row) && fitsSecond(row));
        expect([first, second, items.map(({ id }) => id)]).toEqual([first, second, wanted.map(({ id }) => id)]);
        expect(total).toEqual({ value: wanted.length, relation: 'exact' });
      }
    }
  }, 60_000);

  it('take from as inclusive and to as exclusive', async () => {
    const times = [...new Set(all.map(({ sentAt }) => sentAt))].sort();
    const middle = times[Math.floor(times.length / 2)]!;
    const between = async (from: string, to: string) =>
      (await api.get<Report>(`/v1/reports/detailed?from=${from}&to=${to}&limit=500`)).body.items.length;
    const far = '2090-01-01T00:00:00Z';
    expect(await between(middle, far)).toBe(all.filter(({ sentAt }) => sentAt >= middle).length);
    expect(await between('2020-01-01T00:00:00Z', middle)).toBe(all.filter(({ sentAt }) => sentAt < middle).length);
    expect(await between(middle, middle)).toBe(0);
  });

  it('find a person by any notation of the number', async () => {
    const { digits } = run.people[0]!;
    const [area, number] = [digits.slice(2, 4), digits.slice(4)];
    const wanted = all.filter(({ phone }) => phone === `+${digits}`).map(({ id }) => id);
    expect(wanted.length).toBeGreaterThan(0);
    for (const phone of [
      `+${digits}`,
      `00${digits}`,
      `${area}${number}`,
      `(${area}) ${number.slice(0, 5)}-${number.slice(5)}`,
      `+55${area}${number.slice(1)}`,
      `${area} ${number.slice(1)}`,
    ]) {
      const { items } = await detailed(`phone=${encodeURIComponent(phone)}`);
      expect([phone, items.map(({ id }) => id)]).toEqual([phone, wanted]);
    }
    expect((await detailed('phone=ninguem')).items).toEqual([]);
  });

  it('say the status in three languages', async () => {
    const labels = async (language: string) =>
      Object.fromEntries(
        (await detailed(`language=${language}`)).items.map(({ status, statusLabel }) => [status, statusLabel]),
      );
    expect(await labels('en')).toMatchObject({ read: 'Read', invalid_parameter: 'Invalid parameter/contact' });
    expect(await labels('pt-BR')).toMatchObject({ read: 'Lida', invalid_parameter: 'Parâmetro/Contato inválido' });
    expect(await labels('es')).toMatchObject({ read: 'Leído', invalid_parameter: 'Parámetro/Contacto inválido' });
  });

  it.each(LANGUAGES)('are files with the titles people know: %s', async (language) => {
    const response = await fetch(`${api.url}/v1/reports/detailed.csv?${PERIOD}&language=${language}`, {
      headers: { authorization: `Bearer ${run.engine.adminKey}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe(
      withColumns(detailedReport, undefined)
        .columns.map(({ title }) => title[language])
        .join(','),
    );
    expect(lines.length).toBe(all.length + 2);
    expect(bytes.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    // A phone keeps its plus sign; whatever else a spreadsheet would run does not begin a cell.
    expect(lines[1]!.split(',')[2]).toMatch(/^\+55/);
  });

  it('neutralise what a spreadsheet would run', async () => {
    const { id } = await api.make('/v1/campaigns', {
      subaccountId: run.subaccountId,
      name: '=HYPERLINK("http://example.test")',
      senderIds: [run.senderId],
      content: {
        type: 'template',
        templateId: run.templateId,
        parameterMapping: { 1: { from: 'name' }, 2: { from: 'amount' } },
      },
    });
    const { uploadId } = await api.make(`/v1/campaigns/${id}/contacts`, {
      contacts: [
        { phone: '=1+1', name: 'x', correlationId: '@SUM(A1)', parameters: { amount: '1' } },
        { phone: '+5521900000990', name: 'y', parameters: { amount: '1' } },
      ],
    });
    await until(
      () => api.get<{ status: string }>(`/v1/uploads/${uploadId}`),
      ({ body }) => body.status === 'completed',
    );
    // Rows of a campaign that has not begun are in no report.
    await api.make(`/v1/campaigns/${id}/start`);
    const row = await until(
      async () =>
        (await api.get<string>(`/v1/reports/detailed.csv?${PERIOD}&campaign=${id}`)).body
          .split('\r\n')
          .find((line) => line.includes('=1+1')) ?? '',
      (line) => line !== '',
    );
    expect(row).toContain(`"'=HYPERLINK(""http://example.test"")"`);
    expect(row).toContain(`'@SUM(A1)`);
    expect(row).toContain(`,'=1+1,`);
    expect(row).not.toMatch(/(^|,)"?[=@]/);
    expect(row).not.toContain('Unknown error');
  });

  it('list the records of one campaign, or of all', async () => {
    const records = async (query: string) =>
      (await api.get<Report<Record<string, string | null>>>(`/v1/reports/records?limit=500&${query}`)).body;
    const one = await records(`campaign=${run.campaigns.completed}`);
    const every = await records('campaign=all');
    expect(every.total.value).toBeGreaterThan(one.total.value);
    expect(one.items.length).toBe(one.total.value);
    expect(Object.keys(one.items[0]!)).toEqual(['campaignId', 'telephone', 'result', 'error', 'date', 'lastUpdate']);
    expect(new Set(one.items.map(({ result }) => result))).toEqual(new Set(['read', 'delivered', 'failed']));
    for (const { result, error } of one.items) if (result === 'failed') expect(error).toMatch(/^\w+ [^:]+(: .+)?$/);
    // Nobody who was not attempted: no invalid row, nobody suppressed, nobody waiting.
    expect((await records(`campaign=${run.campaigns.draft}`)).total.value).toBe(0);
    const { body: csv } = await api.get<string>(`/v1/reports/records.csv?campaign=${run.campaigns.completed}`);
    const lines = csv.replace(/^\ufeff/, '').split('\r\n');
    expect(lines[0]).toBe('CAMPAIGN_ID,TELEPHONE,RESULT,ERROR,DATE,LAST_UPDATE');
    expect(lines.length).toBe(one.total.value + 2);
  });

  it('mask people for an auditor, and show them to a reporter', async () => {
    const by = async (role: 'auditor' | 'reporter') => {
      const { secret } = await makeKey(api, role, [run.subaccountId]);
      const { body } = await new Api(api.url, secret).get<Report>(`/v1/reports/detailed?${PERIOD}&status=read`);
      return body.items[0]!;
    };
    expect((await by('reporter')).phone).toMatch(/^\+55219\d{8}$/);
    expect((await by('auditor')).phone).toMatch(/^•••\d{4}$/);
    expect((await by('auditor')).message).toBe('•••');
  });
});
