import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../../io';
import { DONE, run, WRONG_USAGE } from '../../program';
import { FakeEngine } from '../../testing/fake-engine';

/** What people read of the commands. `GOLDEN=write npx jest …/report.spec.js` writes it anew. */
const HELP = join(__dirname, '../../../../../../apps/cli/src/commands/report/help.golden.txt');
const COMMANDS = ['detailed', 'consolidated', 'records', 'vocabulary', 'explain'];
const DATES = ['--from', '2026-03-01', '--to', '2026-04-01'];

describe('reports on the command line, against a fake engine', () => {
  let engine: FakeEngine;
  let out: string;
  let err: string;
  let io: Io;
  beforeEach(async () => {
    engine = await FakeEngine.start();
    out = '';
    err = '';
    io = {
      out: (text) => (out += text),
      err: (text) => (err += text),
      env: { ARAUTO_KEY: 'k-1', ARAUTO_URL: engine.url },
      cwd: __dirname,
      width: 120,
      progressWidth: undefined,
      signal: new AbortController().signal,
      sleep: () => Promise.resolve(),
    };
  });
  afterEach(() => engine.stop());
  const arauto = (...args: readonly string[]) => run(args, io);
  const asked = () => engine.requests.at(-1)!.url;

  it('say in their help what they take', async () => {
    for (const command of COMMANDS) await arauto('report', command, '--help');
    if (process.env['GOLDEN'] === 'write') writeFileSync(HELP, out);
    expect(out).toBe(readFileSync(HELP, 'utf8'));
  });

  it('hand on every filter by the name that the API has for it', async () => {
    engine.answers['GET /v1/reports/detailed'] = { body: { items: [], nextCursor: null } };
    const filters = {
      subaccount: 's',
      user: 'ana',
      campaign: 'c',
      'content-type': 'image',
      'correlation-id': 'o-1',
      'correlation-id-prefix': 'o',
      contact: 'k',
      name: 'Ana',
      'conversation-id': 'v',
      'conversation-type': 'user_initiated',
      'error-code': '131026',
      sender: 'n',
      template: 't',
      button: 'Sim',
      language: 'es',
      'time-zone': 'America/Sao_Paulo',
      order: 'asc',
      limit: '7',
      type: 'MO',
    };
    const named = Object.entries(filters).flatMap(([name, value]) => [`--${name}`, value]);
    const several = ['--status', 'read', '--status', 'sent', '--phone', '+5511900001234', '--phone', '119'];
    expect(
      await arauto(
        'report',
        'detailed',
        ...DATES,
        ...named,
        ...several,
        '--with-session',
        'no',
        '--opt-out',
        'yes',
        '--exact-total',
      ),
    ).toBe(DONE);
    const query = new URL(asked(), engine.url).searchParams;
    for (const [name, value] of Object.entries(filters)) {
      const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect([camel, query.get(camel)]).toEqual([camel, value]);
    }
    expect([query.getAll('status'), query.getAll('phone')]).toEqual([
      ['read', 'sent'],
      ['+5511900001234', '119'],
    ]);
    expect([query.get('withSession'), query.get('optOut'), query.get('total'), query.get('from')]).toEqual([
      ...['false', 'true', 'exact', '2026-03-01'],
    ]);
    expect(out).toContain('No messages in this time.');
  });

  it('show what was chosen, in its order, with ids that are not cut', async () => {
    const id = `${'c'.repeat(36)}.${'k'.repeat(22)}`;
    const item = { id, phone: '+5511900001234', attempts: 12, error: { code: '131026', title: 'Undeliverable' } };
    engine.answers['GET /v1/reports/detailed'] = { body: { items: [item], nextCursor: null } };
    io = { ...io, width: 60 };
    await arauto('report', 'detailed', ...DATES, '--columns', 'attempts,id,error');
    expect(new URL(asked(), engine.url).searchParams.getAll('columns')).toEqual(['attempts', 'error']);
    const [titles, row] = out.split('\n');
    expect(titles!.trim().split(/ +/)).toEqual(['ATT…', 'ROW', 'ERR…']);
    expect(row).toContain(id);
    expect(await arauto('report', 'detailed', ...DATES, '--columns', 'phone,,error')).toBe(WRONG_USAGE);
  });

  it('show times by the clocks of the zone that was asked for, and say so', async () => {
    const item = { id: 'r', sentAt: '2026-03-01T02:30:00.000Z', phone: '+5511900001234', readAt: null };
    engine.answers['GET /v1/reports/detailed'] = { body: { items: [item], nextCursor: null } };
    const columns = ['--columns', 'sentAt,phone,readAt'];
    await arauto('report', 'detailed', ...DATES, ...columns, '--time-zone', 'America/Sao_Paulo');
    expect(out).toMatch(/^SENT \(America\/Sao_Paulo\) +PHONE +READ_AT \(America\/Sao_Paulo\)\n2026-02-28 23:30:00 /);
    out = '';
    await arauto('report', 'detailed', ...DATES, ...columns);
    expect(out).toMatch(/^SENT +PHONE +READ_AT\n2026-03-01T02:30:00.000Z /);
    const [date, lastUpdate] = ['2026-03-01T02:30:00.000Z', '2026-03-01T02:31:00.000Z'];
    const record = { campaignId: 'c', telephone: '+5511900001234', result: null, error: null, date, lastUpdate };
    engine.answers['GET /v1/reports/records'] = { body: { items: [record], nextCursor: null } };
    out = '';
    await arauto('report', 'records', '--time-zone', 'Asia/Kathmandu', '--json');
    expect(out).toContain(date);
    out = '';
    io = { ...io, width: 200 };
    await arauto('report', 'records', '--time-zone', 'Asia/Kathmandu');
    expect(out).toContain('DATE (Asia/Kathmandu)');
    expect(out).toMatch(/2026-03-01 08:15:00 +2026-03-01 08:16:00/);
  });

  it('show what people wrote', async () => {
    const item = { id: 'r', answeredAt: '2026-03-01T00:00:00.000Z', contentType: 'text', message: 'Oi', phone: null };
    engine.answers['GET /v1/reports/detailed'] = { body: { items: [item], nextCursor: null } };
    await arauto('report', 'detailed', ...DATES, '--type', 'MO');
    expect(out.split('\n')[0]).toMatch(/^ANSWERED +PHONE +CAMPAIGN +CONTENT_TYPE +MESSAGE +BUTTON_PAYLOAD$/);
  });

  it('consolidate by one or two groups, with figures that stand under each other', async () => {
    const figures = (total: number, delivered: number | null) => ({
      ...{ total, counts: {}, replied: 0 },
      rates: { delivered, read: null, replied: 0, failed: 0.005 },
    });
    const group = (name: string | null) => ({ group: name, label: name });
    engine.answers['GET /v1/reports/consolidated'] = {
      body: {
        items: [
          { ...group('2026-03-01'), second: group('Lida'), ...figures(12_345, 1) },
          { ...group('2026-03-02'), second: group(null), ...figures(7, 0.5) },
        ],
        totals: figures(12_352, 0.9997),
      },
    };
    expect(await arauto('report', 'consolidated', ...DATES, '--by', 'day,status', '--status', 'read')).toBe(DONE);
    expect(new URL(asked(), engine.url).searchParams.getAll('groupBy')).toEqual(['day', 'status']);
    expect(out).toBe(
      [
        'DAY         STATUS  TOTAL  DELIVERED  READ  REPLIED  FAILED',
        '2026-03-01  Lida    12345    100.0 %     —    0.0 %   0.5 %',
        '2026-03-02  —           7     50.0 %     —    0.0 %   0.5 %',
        'total               12352    100.0 %     —    0.0 %   0.5 %',
        '',
      ].join('\n'),
    );
  });

  it('consolidate what people wrote by its kinds', async () => {
    const figures = { total: 3, counts: { text: 2, button: 1 }, replied: null, rates: null };
    engine.answers['GET /v1/reports/consolidated'] = {
      body: { items: [{ group: 'c', label: 'Março', second: null, ...figures }], totals: figures },
    };
    await arauto('report', 'consolidated', ...DATES, '--type', 'MO', '--by', 'campaign');
    expect(out.split('\n').slice(0, 2)).toEqual(['CAMPAIGN  TOTAL  TEXT  BUTTON', 'Março         3     2       1']);
  });

  it('say what their words mean', async () => {
    const word = { code: 'read', label: 'Lida', description: 'Mensagem lida.' };
    const plain = { code: 'text', label: 'Texto' };
    engine.answers['GET /v1/reports/vocabulary'] = {
      body: {
        ...{ language: 'pt-BR', statuses: [word], contactStates: [word], results: [word] },
        ...{ conversationTypes: [plain], contentTypes: [plain], notTracked: 'Links não.' },
      },
    };
    expect(await arauto('report', 'vocabulary', '--language', 'pt-BR')).toBe(DONE);
    expect(asked()).toBe('/v1/reports/vocabulary?language=pt-BR');
    expect(out).toContain('Statuses of the detailed report\nCODE  LABEL  MEANING\nread  Lida   Mensagem lida.\n');
    expect(out.endsWith('CODE  LABEL\ntext  Texto\n\nLinks não.\n')).toBe(true);
  });

  it('explain a row to its last event', async () => {
    const event = (type: string) => ({ at: 'now', type, actor: { name: 'ana' }, text: `${type}.` });
    engine.answers['GET /v1/reports/detailed/c.k/explain'] = [
      { body: { items: [event('MessageReceived')], nextCursor: 'n' } },
      { body: { items: [], nextCursor: 'm' } },
      { body: { items: [event('MessageAttributed')], nextCursor: null } },
    ];
    expect(await arauto('report', 'explain', 'c.k')).toBe(DONE);
    expect(out.split('\n').map((line) => line.split('  ')[1])).toEqual(
      ['EVENT', 'MessageReceived', 'MessageAttributed', undefined].map((each) => each && expect.stringContaining(each)),
    );
    expect(err).toBe('');
  });
});
