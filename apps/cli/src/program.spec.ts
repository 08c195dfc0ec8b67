import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from './io';
import { DONE, FAILED, run, WRONG_USAGE } from './program';
import { FakeEngine, refusal } from './testing/fake-engine';
import { node } from './commands/doctor';

/** What people read of the commands. `GOLDEN=write npx jest …/program.spec.js` writes it anew. */
const HELP = join(__dirname, '../../../../apps/cli/src/help.golden.txt');
const HELPED = [
  ['campaign', 'create'],
  ['sender', 'warm-up'],
];

const campaign = {
  id: 'c1',
  number: 12,
  name: 'Cobrança de março',
  note: null,
  status: 'sending',
  statusReason: null,
  remedy: null,
  allowed: ['pause', 'cancel'],
  contacts: 100,
  settled: 42,
  progress: 0.42,
  needsAttention: 0,
  counters: { initial: 58, delivered: 40, read: 2, error: 0 },
  errors: [{ code: '131026', title: 'Undeliverable', contacts: 3 }],
};

describe('the command line, against a fake engine', () => {
  let engine: FakeEngine;
  let cwd: string;
  let out: string;
  let err: string;
  let io: Io;
  beforeEach(async () => {
    engine = await FakeEngine.start();
    cwd = mkdtempSync(join(tmpdir(), 'arauto-cli-'));
    out = '';
    err = '';
    io = {
      out: (text) => (out += text),
      err: (text) => (err += text),
      env: { ARAUTO_KEY: 'k-1', ARAUTO_URL: engine.url },
      cwd,
      width: 60,
      progressWidth: undefined,
      signal: new AbortController().signal,
      sleep: () => Promise.resolve(),
    };
  });
  afterEach(async () => {
    await engine.stop();
    rmSync(cwd, { recursive: true });
  });
  const arauto = (...args: string[]) => run(args, io);

  it('sends the key it is given, has in the environment, or finds in the data folder', async () => {
    engine.answers['GET /v1/campaigns'] = { body: { items: [], nextCursor: null } };
    await arauto('campaign', 'status', '--key', 'k-2');
    await arauto('campaign', 'status');
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data/admin.key'), 'k-3\n');
    io = { ...io, env: { ARAUTO_URL: engine.url } };
    await arauto('campaign', 'status');
    expect(engine.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer k-2',
      'Bearer k-1',
      'Bearer k-3',
    ]);
  });

  it('asks the engine to speak the language it is told, or has in the environment', async () => {
    engine.answers['GET /v1/campaigns'] = { body: { items: [], nextCursor: null } };
    await arauto('campaign', 'status');
    await arauto('campaign', 'status', '--language', 'pt-BR');
    io = { ...io, env: { ...io.env, ARAUTO_LANGUAGE: 'es' } };
    await arauto('campaign', 'status');
    await arauto('--language', 'en', 'campaign', 'status');
    expect(engine.requests.map(({ language }) => language)).toEqual([undefined, 'pt-BR', 'es', 'en']);
    expect(await arauto('campaign', 'status', '--language', 'fr')).toBe(WRONG_USAGE);
    io = { ...io, env: { ...io.env, ARAUTO_LANGUAGE: 'fr' } };
    expect(await arauto('campaign', 'status')).toBe(WRONG_USAGE);
    expect(err).toContain('arauto: ARAUTO_LANGUAGE must be en, pt-BR, es, not fr\n');
  });

  it('looks where this shell would start an engine, and takes an empty variable for none', async () => {
    engine.answers['GET /v1/campaigns'] = { body: { items: [], nextCursor: null } };
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data/admin.key'), 'k-3\n');
    const ARAUTO_PORT = new URL(engine.url).port;
    io = { ...io, env: { ARAUTO_URL: '', ARAUTO_KEY: ' ', ARAUTO_DATA_DIR: '', ARAUTO_PORT } };
    expect(await arauto('campaign', 'status')).toBe(DONE);
    expect(engine.requests.map(({ authorization }) => authorization)).toEqual(['Bearer k-3']);
  });

  it('asks nobody with a key that is none', async () => {
    expect(await arauto('campaign', 'status', '--key', 'k-1\nk-2')).toBe(WRONG_USAGE);
    expect(err).toBe('arauto: the key holds something that no key has: it is one word, like ak_…\n');
    expect(engine.requests).toEqual([]);
  });

  it('says in its help what it takes', async () => {
    for (const command of HELPED) await arauto(...command, '--help');
    if (process.env['GOLDEN'] === 'write') writeFileSync(HELP, out);
    expect(out).toBe(readFileSync(HELP, 'utf8'));
  });

  it('says what to do next when there is nothing', async () => {
    engine.answers['GET /v1/campaigns'] = { body: { items: [], nextCursor: null } };
    expect(await arauto('campaign', 'status')).toBe(DONE);
    expect(out).toBe('No campaigns yet. Create one: arauto campaign create --help\n');
  });

  it('lists campaigns within the width of the terminal', async () => {
    const answered = { ...campaign, milestones: { replied: 7 } };
    engine.answers['GET /v1/campaigns'] = { body: { items: [answered], nextCursor: 'x' } };
    io = { ...io, width: 44 };
    expect(await arauto('campaign', 'status', '--status', 'sending', '--status', 'paused', '--limit', '1')).toBe(DONE);
    expect(out).toBe('NO  ID  NAME               STATUS   REPLIED\n12  c1  Cobrança de março  sending        7\n');
    expect(err).toBe('the first 1: --limit shows more\n');
    expect(engine.requests[0]?.url).toBe('/v1/campaigns?status=sending&status=paused&limit=1');
  });

  it('shows of a campaign who wrote back, who opted out, and what was tapped', async () => {
    const buttons = [{ text: 'Já paguei', payload: 'Já paguei', taps: 4, contacts: 3 }];
    const replies = { total: 9, byType: {}, buttons, optOuts: 2 };
    engine.answers['GET /v1/campaigns/c1'] = { body: { ...campaign, milestones: { replied: 7 }, replies } };
    expect(await arauto('campaign', 'status', 'c1')).toBe(DONE);
    expect(out).toContain('\nReplied   7, 2 of them opted out\n');
    expect(out).toContain('\nBUTTON     TAPS  CONTACTS\nJá paguei     4         3\n');
  });

  it('answers programs in JSON', async () => {
    engine.answers['GET /v1/campaigns/c1'] = { body: campaign };
    expect(await arauto('--json', 'campaign', 'status', 'c1')).toBe(DONE);
    expect(JSON.parse(out)).toEqual(campaign);
  });

  it('creates a campaign from options', async () => {
    engine.answers['POST /v1/campaigns'] = { status: 201, body: { id: 'c1', revision: 0, position: '1' } };
    const options = [
      '--name',
      'Março',
      '--sender',
      'n1',
      '--template',
      't1',
      '--map',
      '1=name',
      '--value',
      '2=hoje=agora',
    ];
    const when = ['--hours', '09:00-20:00', '--days', 'mon,tue', '--zone', 'America/Manaus'];
    expect(await arauto('campaign', 'create', ...options, '--pace', '0.5', ...when)).toBe(DONE);
    expect(JSON.parse(engine.requests[0]!.body)).toEqual({
      name: 'Março',
      senderIds: ['n1'],
      content: {
        type: 'template',
        templateId: 't1',
        parameterMapping: { 1: { from: 'name' }, 2: { value: 'hoje=agora' } },
      },
      pace: { messagesPerSecond: 0.5 },
      sendWindow: { from: '09:00', to: '20:00', days: ['mon', 'tue'] },
      timeZone: 'America/Manaus',
    });
    expect(out).toBe('c1\n');
  });

  it.each([
    [
      ['--text', 'Olá {{name}}', '--template', 't1', '--map', '1=name'],
      { type: 'text', text: 'Olá {{name}}', fallbackTemplateId: 't1', parameterMapping: { 1: { from: 'name' } } },
    ],
    [
      ['--media', 'document=https://x.example/a?b=c', '--caption', 'De {{name}}', '--filename', 'a.pdf'],
      {
        type: 'media',
        media: { type: 'document', link: 'https://x.example/a?b=c' },
        caption: 'De {{name}}',
        filename: 'a.pdf',
      },
    ],
  ])('creates a campaign of free-form content: %j', async (options, content) => {
    engine.answers['POST /v1/campaigns'] = { status: 201, body: { id: 'c1', revision: 0, position: '1' } };
    expect(await arauto('campaign', 'create', '--name', 'n', '--sender', 'n1', ...options)).toBe(DONE);
    expect(JSON.parse(engine.requests[0]!.body)).toEqual({ name: 'n', senderIds: ['n1'], content });
  });

  it('creates a campaign of several numbers, by the clocks of each contact', async () => {
    engine.answers['POST /v1/campaigns'] = { status: 201, body: { id: 'c1', revision: 0, position: '1' } };
    const create = ['campaign', 'create', '--name', 'n', '--text', 'a', '--sender', 'n1', '--sender', 'n2, n3'];
    const when = ['--when-sender-stops', 'move', '--hours', '09:00-20:00', '--zone', 'contact'];
    expect(await arauto(...create, ...when)).toBe(DONE);
    expect(await arauto(...create, '--zone', 'America/Manaus')).toBe(DONE);
    const told = { name: 'n', senderIds: ['n1', 'n2', 'n3'], content: { type: 'text', text: 'a' } };
    const sendWindow = { from: '09:00', to: '20:00', zone: 'contact' };
    expect(engine.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { ...told, whenSenderStops: 'move', sendWindow },
      { ...told, timeZone: 'America/Manaus' },
    ]);
  });

  it('shows all numbers of a campaign, and what becomes of persons whose number stops', async () => {
    const show = async (senderIds: string[], whenSenderStops: string) => {
      out = '';
      const settings = { content: { type: 'template', templateId: 't1' }, whenSenderStops };
      engine.answers['GET /v1/campaigns/c1'] = { body: { ...campaign, senderIds, settings } };
      expect(await arauto('campaign', 'status', 'c1')).toBe(DONE);
      return out;
    };
    expect(await show(['n1', 'n2', 'n3'], 'move')).toMatch(
      /\nNumbers +n1\n +n2\n +n3\nIf one stops +its persons get it from another\nTemplate/,
    );
    expect(await show(['n1', 'n2'], 'wait')).toMatch(/\nNumbers +n1\n +n2\nIf one stops +its persons wait for it\n/);
    expect(await show(['n1'], 'wait')).toMatch(/\nNumber +n1\nTemplate/);
  });

  it('shows what people get inside a session, and otherwise', async () => {
    const content = { type: 'text', text: 'Olá\n{{name}}', fallbackTemplateId: 't1' };
    engine.answers['GET /v1/campaigns/c1'] = { body: { ...campaign, settings: { content } } };
    expect(await arauto('campaign', 'status', 'c1')).toBe(DONE);
    expect(out).toMatch(/In a session +Olá \/ \{\{name\}\}\nOtherwise +template t1\n/);
  });

  it('uploads a file, waits for its verdicts, and sums them up', async () => {
    writeFileSync(join(cwd, 'contacts.csv'), 'phone\n+5511900001234\n');
    const upload = {
      id: 'u1',
      campaignId: 'c1',
      rows: 1,
      accepted: 1,
      duplicate: 0,
      invalid: 0,
      suppressed: 0,
      error: null,
    };
    engine.answers['POST /v1/campaigns/c1/contacts'] = { status: 202, body: { uploadId: 'u1', position: '9' } };
    engine.answers['GET /v1/uploads/u1'] = [
      { body: { ...upload, status: 'reading', rows: 0 } },
      { body: { ...upload, status: 'completed' } },
    ];
    expect(
      await arauto('campaign', 'upload', 'c1', 'contacts.csv', '--mapping', '{"phone":"phone"}', '--sheet', 'Março'),
    ).toBe(DONE);
    expect(engine.requests[0]?.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(engine.requests[0]?.body).toContain('name="file"; filename="contacts.csv"');
    expect(engine.requests[0]?.body).toContain('phone\n+5511900001234\n');
    expect(engine.requests[0]?.body).toContain('name="mapping"\r\n\r\n{"phone":"phone"}');
    expect(engine.requests[0]?.body).toContain('name="sheet"\r\n\r\nMarço');
    expect(engine.requests[1]?.url).toBe('/v1/uploads/u1?after=9');
    expect(out).toContain('Rows        1\nAccepted    1\n');
    expect(err).toBe('Next: arauto campaign start c1\n');
  });

  it('says where the reasons of invalid rows are, and offers no start where nobody was accepted', async () => {
    writeFileSync(join(cwd, 'contacts.csv'), 'phone\nx\n');
    const upload = { id: 'u1', status: 'completed', rows: 1, accepted: 0, duplicate: 0, invalid: 1, suppressed: 0 };
    engine.answers['POST /v1/campaigns/c1/contacts'] = { status: 202, body: { uploadId: 'u1', position: '9' } };
    engine.answers['GET /v1/uploads/u1'] = { body: { ...upload, error: null } };
    expect(await arauto('campaign', 'upload', 'c1', 'contacts.csv')).toBe(DONE);
    expect(err).toBe(`Every row and its reasons: GET ${engine.url}/v1/uploads/u1/verdicts.csv\n`);
  });

  it('suppresses everybody of a file, and says which rows it could not read', async () => {
    writeFileSync(join(cwd, 'stop.csv'), 'phone\n+5511900001234\n12\n');
    const verdicts = [{ row: 2, verdict: 'invalid', reasons: [{ message: 'The number is too short.' }] }];
    const counts = { rows: 2, suppressed: 1, unchanged: 0, invalid: 1 };
    engine.answers['POST /v1/suppressions/upload'] = { body: { ...counts, verdicts, more: false } };
    const where = ['--subaccount', 's1', '--category', 'marketing', '--reason', 'asked by phone'];
    expect(await arauto('suppressions', 'upload', 'stop.csv', ...where)).toBe(DONE);
    expect(engine.requests[0]?.url).toBe(
      '/v1/suppressions/upload?subaccount=s1&category=marketing&reason=asked+by+phone',
    );
    expect(engine.requests[0]?.body).toContain('name="file"; filename="stop.csv"');
    expect(out).toContain('Rows        2\nSuppressed  1\nUnchanged   0\nInvalid     1\n');
    expect(err).toBe('Row 2: The number is too short.\n');
    expect(await arauto('suppressions', 'upload', 'stop.csv', '--category', 'none')).toBe(WRONG_USAGE);
    expect(await arauto('suppressions', 'upload', 'nothing.csv')).toBe(FAILED);
  });

  it('draws progress on a terminal only, and takes it away', async () => {
    engine.answers['GET /v1/campaigns/c1'] = [
      { body: campaign },
      { body: { ...campaign, status: 'completed', settled: 100 } },
    ];
    io = { ...io, progressWidth: 60 };
    expect(await arauto('campaign', 'watch', 'c1')).toBe(DONE);
    expect(err).toBe('\r\u001b[2K████████░░░░░░░░░░░░  42%  sending  42/100  initial 58 · d…\r\u001b[2K');
    expect(out).toContain('Status    completed');
    expect(out).toContain('131026  Undeliverable         3');
  });

  it('fails when the campaign it watches fails', async () => {
    engine.answers['GET /v1/campaigns/c1'] = {
      body: { ...campaign, status: 'failed', statusReason: 'nothing_accepted' },
    };
    expect(await arauto('campaign', 'watch', 'c1')).toBe(FAILED);
    expect(err).toBe('arauto: the campaign failed: nothing_accepted\n');
  });

  it('writes a note, and takes it away', async () => {
    engine.answers['POST /v1/campaigns/c1/note'] = { body: { id: 'c1', revision: 2, position: '3' } };
    expect(await arauto('campaign', 'note', 'c1', 'Ask Ana first.')).toBe(DONE);
    expect(await arauto('campaign', 'note', 'c1')).toBe(DONE);
    expect(out).toBe('note: done\nnote: taken away\n');
    const told = engine.requests.map(({ body }) => JSON.parse(body) as unknown);
    expect(told).toEqual([{ note: 'Ask Ana first.' }, { note: null }]);
  });

  it.each(['start', 'pause', 'resume', 'cancel'])('%s is a command', async (verb) => {
    engine.answers[`POST /v1/campaigns/c%2F1/${verb}`] = {
      body: { id: 'c/1', revision: 2, position: '3', inFlight: 3 },
    };
    expect(await arauto('campaign', verb, 'c/1')).toBe(DONE);
    expect(out).toBe(`${verb}: done, 3 calls still unanswered\n`);
  });

  it('prints why it was refused, with paths and what is possible', async () => {
    engine.answers['POST /v1/campaigns/c1/start'] = refusal({
      status: 422,
      detail: 'The campaign cannot start yet.',
      code: 'preflight_failed',
      errors: [{ path: 'content.templateId', code: 'template_paused', message: 'The template is paused.' }],
      allowed: ['edit', 'upload'],
    });
    expect(await arauto('campaign', 'start', 'c1')).toBe(FAILED);
    expect(err).toBe(
      'arauto: The campaign cannot start yet. (preflight_failed)\n  content.templateId: The template is paused.\n  Possible now: upload; by the API: edit\n',
    );
  });

  it('calls parameters as its options are called', async () => {
    engine.answers['GET /v1/conversations'] = refusal({
      status: 400,
      detail: 'unreadSince must be earlier.',
      code: 'validation_failed',
      errors: [{ path: 'unreadSince', code: 'invalid', message: 'unreadSince must be earlier.' }],
    });
    expect(await arauto('conversations')).toBe(FAILED);
    expect(err).toBe('arauto: --unread-since must be earlier. (validation_failed)\n');
  });

  it('says what is possible here, and what by the API', async () => {
    const allowed = ['report', 'duplicate', 'retry_failed'];
    engine.answers['GET /v1/campaigns/c1'] = { body: { ...campaign, allowed, needsAttention: 2 } };
    io = { ...io, width: Infinity };
    expect(await arauto('campaign', 'status', 'c1')).toBe(DONE);
    expect(out).toContain('\nPossible         report; by the API: duplicate, retry_failed\n');
    expect(out).toContain('\nNeeds attention  2, of whom nobody knows whether the message left\n');
    out = '';
    expect(await arauto('--version')).toBe(DONE);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('tells programs in JSON why not', async () => {
    const problem = { status: 404, title: 'Refused', detail: 'There is no such campaign.', code: 'not_found' };
    engine.answers['GET /v1/campaigns/c1'] = refusal(problem);
    expect(await arauto('campaign', 'status', 'c1', '--json')).toBe(FAILED);
    expect(JSON.parse(err)).toMatchObject(problem);
    err = '';
    expect(await arauto('--json', 'campaign', 'upload', 'c1', 'nowhere.csv')).toBe(FAILED);
    expect(JSON.parse(err)).toEqual({ code: 'failed', detail: expect.stringMatching(/^cannot read .*ENOENT$/) });
    err = '';
    expect(await arauto('--json', 'campaign', 'status', '--url', 'foo')).toBe(WRONG_USAGE);
    expect(JSON.parse(err)).toMatchObject({ code: 'wrong_usage' });
    err = '';
    expect(await arauto('--json', 'campaign', 'fly')).toBe(WRONG_USAGE);
    expect(JSON.parse(err)).toEqual({ code: 'wrong_usage', detail: "error: unknown command 'fly'" });
    expect(out).toBe('');
  });

  it('writes a report as it comes', async () => {
    const csv = '\ufeffSent,Status\r\n2026-03-01T00:00:00.000Z,Read\r\n';
    engine.answers['GET /v1/reports/detailed.csv'] = { type: 'text/csv', body: csv };
    const dates = ['--from', '2026-03-01T00:00:00Z', '--to', '2026-04-01T00:00:00Z'];
    expect(await arauto('report', 'detailed', ...dates, '--status', 'read', '--csv')).toBe(DONE);
    expect(out).toBe(csv);
    expect(await arauto('report', 'detailed', ...dates, '--output', 'report.csv')).toBe(DONE);
    expect(readFileSync(join(cwd, 'report.csv'), 'utf8')).toBe(csv);
    expect(statSync(join(cwd, 'report.csv')).mode & 0o777).toBe(0o600);
    expect(engine.requests[0]?.url).toContain('status=read');
  });

  it('waits for a file of a report with what it is asked for, and writes it', async () => {
    const running = { id: 'e1', status: 'running', rows: 500, progress: 0.5, fileName: null, error: null };
    const completed = { ...running, status: 'completed', progress: 1, fileName: 'detailed-mt_2026-03-01.xlsx' };
    engine.answers['POST /v1/exports'] = { status: 202, body: { id: 'e1', revision: 0, position: '1' } };
    engine.answers['GET /v1/exports/e1'] = [{ body: running }, { body: completed }];
    engine.answers['GET /v1/exports/e1/file'] = { type: 'application/pdf', body: 'the file' };
    const dates = ['--from', '2026-03-01', '--to', '2026-04-01'];
    expect(await arauto('report', 'detailed', ...dates, '--phone', '+5511900001234', '--xlsx')).toBe(DONE);
    expect(JSON.parse(engine.requests[0]!.body)).toEqual({
      ...{ report: 'detailed', format: 'xlsx' },
      filters: { type: 'MT', from: '2026-03-01', to: '2026-04-01', phone: ['+5511900001234'] },
    });
    expect(readFileSync(join(cwd, 'detailed-mt_2026-03-01.xlsx'), 'utf8')).toBe('the file');
    expect(err).toContain('written: detailed-mt_2026-03-01.xlsx');
    expect(await arauto('report', 'detailed', ...dates, '--xlsx', '--pdf')).toBe(WRONG_USAGE);
    expect(await arauto('report', 'detailed', ...dates, '--xlsx', '--delimiter', ';')).toBe(WRONG_USAGE);
    const failed = { ...running, status: 'failed', error: { code: 'too_many_rows', message: 'Too many rows.' } };
    engine.answers['GET /v1/exports/e1'] = { body: failed };
    expect(await arauto('export', 'fetch', 'e1')).toBe(FAILED);
    expect(err).toContain('arauto: Too many rows.');
  });

  it('shows records', async () => {
    const row = {
      campaignId: 'c1',
      telephone: '+5511900001234',
      result: 'Read',
      error: null,
      date: 'd',
      lastUpdate: 'l',
    };
    engine.answers['GET /v1/reports/records'] = {
      body: { items: [row], nextCursor: null, total: { value: 10_000, relation: 'atLeast' } },
    };
    expect(await arauto('report', 'records')).toBe(DONE);
    expect(out.split('\n')[1]).toBe('c1           +55119000012…  Read    —      d     l');
    expect(err).toBe('1 of at least 10000\n');
  });

  const conversation = (id: string, more: object = {}) => ({
    ...{ id, subaccountId: 's1', senderId: 'n1', phone: '+5511900001234', type: 'business_initiated' },
    ...{ openedAt: '2026-03-01T00:00:00.000Z', expiresAt: '2026-03-02T00:00:00.000Z' },
    ...{ sessionOpenUntil: '2026-03-02T00:10:00.000Z', inbound: 2, lastInboundAt: '2026-03-01T00:10:00.000Z' },
    ...{ lastText: 'Já paguei\nontem', ...more },
  });

  it('lists conversations page by page, until there are as many as were asked for', async () => {
    engine.answers['GET /v1/conversations'] = [
      { body: { items: [conversation('v1')], nextCursor: 'n' } },
      { body: { items: [], nextCursor: 'o' } },
      { body: { items: [conversation('v22', { phone: null, inbound: 10, lastText: null })], nextCursor: 'p' } },
    ];
    io = { ...io, width: Infinity };
    const filters = ['--sender', 'n1', '--phone', '(11) 90000-1234', '--campaign', 'c1', '--subaccount', 's1'];
    const times = [
      '--unread-since',
      '2026-03-01T00:00:00Z',
      '--from',
      '2026-02-01T00:00:00Z',
      '--to',
      '2026-04-01',
      '--time-zone',
      'America/Sao_Paulo',
    ];
    expect(await arauto('conversations', ...filters, ...times, '--limit', '2', '--cursor', 'm')).toBe(DONE);
    expect(out).toBe(
      [
        'ID   PHONE           LAST                  WROTE  TYPE                TEXT',
        'v1   +5511900001234  2026-03-01T00:10:00Z      2  business_initiated  Já paguei ontem',
        'v22  —               2026-03-01T00:10:00Z     10  business_initiated  [deleted]',
        '',
      ].join('\n'),
    );
    expect(err).toBe('the first 2: --limit shows more\n');
    const asked = engine.requests.map(({ url }) => new URL(url, engine.url).searchParams);
    expect(Object.fromEntries(asked[0]!)).toEqual({
      ...{ sender: 'n1', phone: '(11) 90000-1234', campaign: 'c1', subaccount: 's1', limit: '2', cursor: 'm' },
      ...{ unreadSince: '2026-03-01T00:00:00Z', from: '2026-02-01T00:00:00Z', to: '2026-04-01T03:00:00.000Z' },
    });
    expect(asked.map((one) => [one.get('cursor'), one.get('limit')])).toEqual([
      ['m', '2'],
      ['n', '1'],
      ['o', '1'],
    ]);
  });

  it('says of no conversations when they begin, and tells programs where to go on', async () => {
    engine.answers['GET /v1/conversations'] = { body: { items: [], nextCursor: null } };
    expect(await arauto('conversations')).toBe(DONE);
    expect(out).toMatch(/^No conversations yet\. They begin when a person writes, .* arauto campaign status\.\n$/);
    out = '';
    expect(await arauto('conversations', '--sender', 'n1')).toBe(DONE);
    expect(out).toMatch(/^No such conversations\. They begin when a person writes .* leave out a filter/);
    engine.answers['GET /v1/conversations'] = { body: { items: [conversation('v1')], nextCursor: 'n' } };
    out = '';
    expect(await arauto('--json', 'conversations', '--limit', '1')).toBe(DONE);
    expect(JSON.parse(out)).toEqual({ items: [conversation('v1')], nextCursor: 'n' });
  });

  const said = (more: object) => ({
    ...{ direction: 'mo', contentType: 'text', state: 'received', campaignId: null, attribution: null },
    ...{ quotes: null, button: null, media: null, text: null, ...more },
  });
  const thread = {
    ...conversation('v1'),
    messages: [
      said({
        ...{ id: 'c1.k1', direction: 'mt', at: '2026-03-01T00:00:00.000Z', contentType: 'template', state: 'read' },
        ...{ text: 'Olá Ana,\nsua fatura de R$ 10 vence amanhã.', campaignId: 'c1' },
      }),
      said({
        ...{ id: 'm1', at: '2026-03-01T00:05:00.000Z', contentType: 'button', text: 'Já paguei' },
        ...{ campaignId: 'c1', attribution: 'quoted', quotes: 'c1.k1' },
        button: { index: 1, text: 'Já paguei', payload: 'PAGUEI' },
      }),
      said({
        ...{ id: 'n1.m2', at: '2026-03-01T00:06:00.000Z', contentType: 'image', attribution: 'none', quotes: 'c9.k9' },
        ...{ text: 'o recibo', media: { mimeType: 'image/jpeg', fileName: 'recibo.jpg', voice: false } },
      }),
      said({ id: 'm3', at: '2026-03-01T00:10:00.000Z', text: '→ not ours\u001b[2J', state: 'edited' }),
      said({ id: 'm4', at: '2026-03-01T00:11:00.000Z', state: 'revoked', attribution: 'none' }),
      said({ id: 'm5', at: '2026-03-01T00:12:00.000Z', contentType: 'reaction', text: '', attribution: 'none' }),
      said({
        ...{ id: 'n1.m6', at: '2026-03-01T00:13:00.000Z', contentType: 'audio', text: '', attribution: 'none' },
        media: { mimeType: 'audio/ogg', fileName: null, voice: true },
      }),
    ],
  };

  it('shows a conversation as it reads on a phone, whose lines only it begins', async () => {
    engine.answers['GET /v1/conversations/v%2F1'] = { body: { ...thread, id: 'v/1' } };
    engine.answers['GET /v1/campaigns/c1'] = { body: campaign };
    engine.answers['GET /v1/senders/n1'] = { body: { name: 'Vendas', phone: '+5511900000000' } };
    io = { ...io, width: Infinity };
    expect(await arauto('conversation', 'v/1')).toBe(DONE);
    expect(out.split('\n').slice(1)).toEqual([
      'Number           +5511900000000  Vendas',
      'Person           +5511900001234',
      'Type             business_initiated',
      'Opened           2026-03-01T00:00:00Z',
      'Expires          2026-03-02T00:00:00Z',
      'Free-form until  2026-03-02T00:10:00Z',
      '',
      '→ 2026-03-01T00:00:00Z · read · Cobrança de março',
      '  Olá Ana,',
      '  sua fatura de R$ 10 vence amanhã.',
      '',
      '← 2026-03-01T00:05:00Z · Cobrança de março (quoted) · tapped, payload PAGUEI',
      '  > Olá Ana, sua fatura de R$ 10 vence amanhã.',
      '  Já paguei',
      '',
      '← 2026-03-01T00:06:00Z · no campaign',
      '  > c9.k9',
      '  [image recibo.jpg] o recibo',
      '  --media m2',
      '',
      '← 2026-03-01T00:10:00Z · edited · campaign not known yet',
      '  → not ours\ufffd[2J',
      '',
      '← 2026-03-01T00:11:00Z · no campaign',
      '  [deleted]',
      '',
      '← 2026-03-01T00:12:00Z · no campaign',
      '  took back the reaction',
      '',
      '← 2026-03-01T00:13:00Z · no campaign',
      '  [voice]',
      '  --media m6',
      '',
    ]);
    expect(err).toBe('A file: arauto conversation v/1 --media <message> --output <file>\n');
  });

  it('shows ids to who may not see what they are called', async () => {
    engine.answers['GET /v1/conversations/v1'] = { body: thread };
    io = { ...io, width: Infinity };
    expect(await arauto('conversation', 'v1')).toBe(DONE);
    expect(out).toContain('\nNumber           n1\n');
    expect(out).toContain('→ 2026-03-01T00:00:00Z · read · c1\n');
  });

  it('tells of a last message without text what it was', async () => {
    engine.answers['GET /v1/conversations'] = {
      body: { items: [conversation('v1', { lastText: '' }), conversation('v2', { lastText: '' })], nextCursor: null },
    };
    engine.answers['GET /v1/conversations/v1'] = { body: thread };
    io = { ...io, width: Infinity };
    expect(await arauto('conversations')).toBe(DONE);
    expect(out).toMatch(/^v1 .*\[voice\]\nv2 .*\[no text\]\n/m);
  });

  it.each(['m6', 'n1.m6'])('fetches the file of %s', async (message) => {
    engine.answers['GET /v1/conversations/v1'] = { body: thread };
    engine.answers['GET /v1/conversations/v1/messages/n1.m6/media'] = { type: 'audio/ogg', body: 'OggS' };
    expect(await arauto('conversation', 'v1', '--media', message, '--output', 'voice.ogg')).toBe(DONE);
    expect(readFileSync(join(cwd, 'voice.ogg'), 'utf8')).toBe('OggS');
    expect([out, err]).toEqual(['', 'written: voice.ogg\n']);
  });

  it('breaks a conversation between words where the terminal ends', async () => {
    engine.answers['GET /v1/conversations/v1'] = { body: thread };
    engine.answers['GET /v1/campaigns/c1'] = { body: campaign };
    io = { ...io, width: 40 };
    expect(await arauto('conversation', 'v1')).toBe(DONE);
    expect(out.split('\n').slice(8, 12)).toEqual([
      '→ 2026-03-01T00:00:00Z · read · Cobrança',
      '  de março',
      '  Olá Ana,',
      '  sua fatura de R$ 10 vence amanhã.',
    ]);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    out = '';
    expect(await arauto('--json', 'conversation', 'v1')).toBe(DONE);
    expect(JSON.parse(out)).toEqual(thread);
  });

  const event = (position: string) => ({
    position,
    at: '2026-03-01T00:00:00.000Z',
    stream: 'campaign-c1',
    revision: Number(position),
    type: 'CampaignStarted',
    actor: { id: 'k', name: 'ana' },
    text: 'ana started it',
  });

  it('reads events page by page', async () => {
    engine.answers['GET /v1/events'] = [
      { body: { items: [event('1')], nextCursor: 'n' } },
      { body: { items: [event('2')], nextCursor: null } },
    ];
    io = { ...io, width: Infinity };
    expect(await arauto('events', '--campaign', 'c1')).toBe(DONE);
    expect(out.split('\n')[2]).toContain('CampaignStarted  ana  ana started it  campaign-c1@2');
    expect(engine.requests.map(({ url }) => url)).toEqual([
      '/v1/events?campaign=c1&limit=100',
      '/v1/events?campaign=c1&cursor=n&limit=99',
    ]);
  });

  it('says when there are more events than it shows', async () => {
    engine.answers['GET /v1/events'] = { body: { items: [event('1')], nextCursor: 'n' } };
    await arauto('events', '--limit', '1');
    expect(err).toBe('the first 1: --limit shows more\n');
  });

  it('follows events without showing one twice', async () => {
    engine.answers['GET /v1/events'] = [
      { body: { items: [event('1')], nextCursor: null } },
      { body: { items: [event('1'), event('2')], nextCursor: null } },
    ];
    const stop = new AbortController();
    let sleeps = 0;
    const sleep = async () => {
      if (++sleeps === 3) stop.abort();
    };
    io = { ...io, signal: stop.signal, sleep };
    await arauto('--json', 'events', '--follow');
    expect(
      out
        .trim()
        .split('\n')
        .map((text) => (JSON.parse(text) as { position: string }).position),
    ).toEqual(['1', '2']);
  });

  it('verifies, and fails when something differs', async () => {
    const ok = { id: 'v1', status: 'completed', ok: true, events: 7, differences: [], error: null };
    engine.answers['POST /v1/verify'] = {
      status: 202,
      body: { id: 'v1', status: 'running', ok: null, events: null, differences: [], error: null },
    };
    engine.answers['GET /v1/verify/v1'] = { body: ok };
    expect(await arauto('verify')).toBe(DONE);
    expect(out).toBe('verified: 7 events of contacts, no differences\n');
    const difference = { campaignId: 'c1', view: 'counters', id: 'c1', field: 'read', log: 2, shown: 3 };
    engine.answers['GET /v1/verify/v1'] = {
      body: { ...ok, ok: false, differences: [difference] },
    };
    expect(await arauto('verify')).toBe(FAILED);
    expect(err).toBe('arauto: 1 differences between the log and the views\n');
  });

  describe('saved searches', () => {
    const search = (id: string, more: object = {}) => ({
      ...{ id, name: `Lidas ${id}`, report: 'detailed', timeZone: 'Europe/Lisbon' },
      ...{ schedule: null, nextAt: null, waits: null, lastExport: null, ...more },
    });
    const daily = {
      schedule: { every: 'day', on: null, at: '08:00', format: null },
      nextAt: '2026-12-01T08:00:00.000Z',
    };
    const weekly = { ...daily, schedule: { ...daily.schedule, every: 'week', on: 'monday' } };
    const why = { code: 'filters_erased', message: 'Whom this search asks for by phone was erased: edit its filters.' };

    it('are listed with when the next file is due, and what became of the last', async () => {
      io = { ...io, width: 200 };
      const items = [
        search('s1', { ...daily, lastExport: { id: 'x1', outcome: 'completed', why: null } }),
        search('s2', { ...weekly, lastExport: { id: null, outcome: 'skipped', why } }),
        search('s3', { ...daily, waits: 'too_many_exports' }),
        search('s4'),
      ];
      engine.answers['GET /v1/searches'] = [
        { body: { items, nextCursor: 'n' } },
        { body: { items: [], nextCursor: null } },
      ];
      expect(await arauto('search', 'list', '--limit', '4')).toBe(DONE);
      expect(out).toBe(
        [
          'ID  NAME      REPORT    SCHEDULE                    NEXT                  LAST                     EXPORT',
          's1  Lidas s1  detailed  daily 08:00 Europe/Lisbon   2026-12-01T08:00:00Z  completed                x1',
          's2  Lidas s2  detailed  monday 08:00 Europe/Lisbon  2026-12-01T08:00:00Z  skipped: filters_erased  —',
          's3  Lidas s3  detailed  daily 08:00 Europe/Lisbon   too_many_exports      —                        —',
          's4  Lidas s4  detailed  —                           —                     —                        —',
          '',
        ].join('\n'),
      );
      expect(err).toBe('the first 4: --limit shows more\n');
      expect(engine.requests[0]!.url).toBe('/v1/searches?limit=4');
      out = '';
      expect(await arauto('search', 'list')).toBe(DONE);
      expect(out).toMatch(/^No saved searches\./);
    });

    it('are put on a schedule, and taken off it', async () => {
      engine.answers['PATCH /v1/searches/s1'] = { body: { id: 's1', revision: 1, position: '7' } };
      engine.answers['GET /v1/searches/s1'] = { body: search('s1', weekly) };
      const asked = ['--every', 'week', '--on', 'monday', '--at', '08:00', '--format', 'pdf'];
      expect(await arauto('search', 'schedule', 's1', ...asked)).toBe(DONE);
      expect(await arauto('search', 'schedule', 's1', '--at', '08:00')).toBe(DONE);
      expect(await arauto('search', 'unschedule', 's1')).toBe(DONE);
      expect(out).toBe(`${'monday 08:00 Europe/Lisbon, next at 2026-12-01T08:00:00Z\n'.repeat(2)}unscheduled\n`);
      expect(engine.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
        [
          ...['PATCH', '/v1/searches/s1'],
          JSON.stringify({ schedule: { every: 'week', on: 'monday', at: '08:00', format: 'pdf' } }),
        ],
        ['GET', '/v1/searches/s1?after=7', ''],
        ['PATCH', '/v1/searches/s1', JSON.stringify({ schedule: { every: 'day', at: '08:00' } })],
        ['GET', '/v1/searches/s1?after=7', ''],
        ['PATCH', '/v1/searches/s1', JSON.stringify({ schedule: null })],
      ]);
    });
  });

  describe('the warm-up of a number', () => {
    const warmUp = { startsAt: '2026-03-01T08:00:00.000Z', limits: [50, 1000, 100_000], day: 2, limit: 1000 };

    it('is shown day by day, with today', async () => {
      engine.answers['GET /v1/senders/n%2F1'] = { body: { warmUp } };
      expect(await arauto('sender', 'warm-up', 'n/1')).toBe(DONE);
      expect(out).toBe(
        [
          'DAY  FROM                   LIMIT',
          '  1  2026-03-01T08:00:00Z      50',
          '  2  2026-03-02T08:00:00Z    1000  ← today',
          '  3  2026-03-03T08:00:00Z  100000',
          '',
        ].join('\n'),
      );
      out = '';
      io = { ...io, width: 24 };
      expect(await arauto('sender', 'warm-up', 'n/1')).toBe(DONE);
      expect(out).toBe('DAY   LIMIT\n  1      50\n  2    1000  ← today\n  3  100000\n');
      expect(engine.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    });

    it('is planned by limits or by a curve, ended, and then shown as it is', async () => {
      engine.answers['POST /v1/senders/n1/warm-up'] = { body: { id: 'n1', revision: 4, position: '9' } };
      engine.answers['GET /v1/senders/n1'] = [{ body: { warmUp } }, { body: { warmUp } }, { body: { warmUp: null } }];
      const plan = (...options: string[]) => arauto('sender', 'warm-up', 'n1', ...options);
      expect(await plan('--limits', '50, 1000,100000')).toBe(DONE);
      expect(await plan('--from', '1000', '--to', '100000', '--days', '30')).toBe(DONE);
      expect(out.match(/← today/g)).toHaveLength(2);
      out = '';
      expect(await plan('--off')).toBe(DONE);
      expect(out).toBe('No warm-up is planned for this number, or its plan is over.\n');
      const told = engine.requests.filter(({ method }) => method === 'POST');
      expect(told.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
        { limits: [50, 1000, 100_000] },
        { curve: { from: 1000, to: 100_000, days: 30 } },
        { limits: null },
      ]);
      expect(engine.requests[1]?.url).toBe('/v1/senders/n1?after=9');
    });

    it.each([
      [['--limits', '50,,100'], 'It must be whole numbers above 0, like 50,100,250.'],
      [['--limits', '0'], 'It must be whole numbers above 0, like 50,100,250.'],
      [['--from', '1.5'], 'It must be a whole number above 0.'],
      [['--from', '50', '--to', '100'], '--from, --to and --days go together: --days is not given.'],
      [['--days', '3'], '--from, --to and --days go together: --from and --to are not given.'],
      [['--limits', '50', '--off'], 'are three ways: give one of them.'],
      [['--limits', '50', '--days', '3'], 'are three ways: give one of them.'],
    ])('is asked of nobody in a way that is wrong: %j', async (options, message) => {
      expect(await arauto('sender', 'warm-up', 'n1', ...options)).toBe(WRONG_USAGE);
      expect(err).toContain(message);
      expect(engine.requests).toEqual([]);
    });

    it('says why the engine refuses a plan', async () => {
      const errors = [{ path: 'limits.0', code: 'invalid', message: 'must be at most 100000' }];
      const problem = { status: 400, detail: 'The request is not valid.', code: 'validation_failed', errors };
      engine.answers['POST /v1/senders/n1/warm-up'] = refusal(problem);
      expect(await arauto('sender', 'warm-up', 'n1', '--limits', '100001')).toBe(FAILED);
      expect(err).toContain('must be at most 100000');
      expect(out).toBe('');
    });
  });

  it('makes, lists and revokes keys', async () => {
    engine.answers['POST /v1/keys'] = { status: 201, body: { id: 'k9', revision: 0, position: '1', secret: 's' } };
    engine.answers['GET /v1/keys'] = { body: { items: [], nextCursor: null } };
    engine.answers['DELETE /v1/keys/k9'] = { body: { id: 'k9' } };
    expect(await arauto('keys', 'create', '--name', 'ana', '--role', 'operator', '--role', 'auditor')).toBe(DONE);
    expect(await arauto('keys', 'list')).toBe(DONE);
    expect(await arauto('keys', 'revoke', 'k9')).toBe(DONE);
    expect(out).toBe('s\nNo keys. Make one: arauto keys create --name ana --role operator\nrevoked\n');
    expect(JSON.parse(engine.requests[0]!.body)).toEqual({
      name: 'ana',
      roles: ['operator', 'auditor'],
      subaccountIds: ['*'],
    });
  });

  it.each<readonly [string, readonly string[], number, string]>([
    ['nothing to do', [], WRONG_USAGE, 'Usage: arauto'],
    ['help', ['--help'], DONE, ''],
    ['an unknown command', ['campagne'], WRONG_USAGE, "error: unknown command 'campagne'"],
    ['an unknown option', ['verify', '--fast'], WRONG_USAGE, "error: unknown option '--fast'"],
    [
      'a missing option',
      ['keys', 'create', '--name', 'x'],
      WRONG_USAGE,
      "error: required option '--role <role>' not specified",
    ],
    ['a missing argument', ['campaign', 'start'], WRONG_USAGE, "error: missing required argument 'id'"],
    ['an empty id', ['campaign', 'status', ''], WRONG_USAGE, 'The id is empty.'],
    ['the number of a campaign', ['conversations', '--campaign', '1'], WRONG_USAGE, 'take its ID, as arauto campaign'],
    [
      'a day of another order',
      ['events', '--from', '29/11/2026'],
      WRONG_USAGE,
      '-03:00, at the end).\n(arauto events --help',
    ],
    ['a day that there is not', ['search', 'schedule', 's1', '--on', 'funday'], WRONG_USAGE, 'monday, tuesday'],
    ['a file to nowhere', ['conversation', 'v1', '--media', 'm'], WRONG_USAGE, '--media and --output go together'],
    ['a pace of nothing', ['campaign', 'create', '--pace', '0'], WRONG_USAGE, 'It must be a number above 0.'],
    ['hours without an end', ['campaign', 'create', '--hours', '9'], WRONG_USAGE, 'It must be like 09:00-20:00.'],
    [
      'days without hours',
      ['campaign', 'create', '--name', 'n', '--sender', 's', '--template', 't', '--days', 'mon'],
      WRONG_USAGE,
      '--days is of --hours',
    ],
    [
      'the clocks of each contact without hours',
      ['campaign', 'create', '--name', 'n', '--sender', 's', '--template', 't', '--zone', 'contact'],
      WRONG_USAGE,
      '--zone contact is of --hours, which is not given.',
    ],
    ['a number that is none', ['campaign', 'create', '--sender', 'n1,,n2'], WRONG_USAGE, 'The id is empty.'],
    [
      'what a number that stops cannot do',
      ['campaign', 'create', '--when-sender-stops', 'fail'],
      WRONG_USAGE,
      'Allowed choices are wait, move.',
    ],
    [
      'nothing to send',
      ['campaign', 'create', '--name', 'n', '--sender', 's'],
      WRONG_USAGE,
      'Give --template, --text or --media.',
    ],
    [
      'two messages',
      ['campaign', 'create', '--name', 'n', '--sender', 's', '--text', 'a', '--media', 'image=https://x'],
      WRONG_USAGE,
      'give one of them',
    ],
    [
      'a caption of a text',
      ['campaign', 'create', '--name', 'n', '--sender', 's', '--text', 'a', '--caption', 'b'],
      WRONG_USAGE,
      'are of --media',
    ],
    ['a file without a link', ['campaign', 'create', '--media', 'image'], WRONG_USAGE, 'It must be like image=https'],
    ['a mapping without =', ['campaign', 'create', '--map', 'x'], WRONG_USAGE, 'It must be like 1=name.'],
    [
      'an address that is none',
      ['verify', '--url', 'localhost'],
      WRONG_USAGE,
      'arauto: --url must be an http(s) address, like http://127.0.0.1:3000, not localhost',
    ],
    ['a file that is not there', ['campaign', 'upload', 'c1', 'none.csv'], FAILED, 'none.csv: ENOENT'],
    ['a folder as file', ['campaign', 'upload', 'c1', '.'], FAILED, 'it is no file'],
    ['what is not there', ['campaign', 'status', 'c2'], FAILED, 'arauto: There is nothing here. (not_found)'],
  ])('%s', async (_, args, code, message) => {
    expect(await arauto(...args)).toBe(code);
    expect(err).toContain(message);
  });

  it('says so when no engine answers', async () => {
    const { url } = engine;
    await engine.stop();
    expect(await arauto('verify')).toBe(FAILED);
    expect(err).toBe(`arauto: cannot reach ${url} : is the engine running? (npm start)\n`);
    engine = await FakeEngine.start();
  });

  it('says so when there is no key', async () => {
    io = { ...io, env: { ARAUTO_URL: engine.url } };
    expect(await arauto('verify')).toBe(WRONG_USAGE);
    expect(err).toContain('arauto: no key: give --key, set ARAUTO_KEY, or run where');
  });

  it('says so when something else answers', async () => {
    engine.answers['POST /v1/verify'] = { status: 502, type: 'text/html', body: '<html>' };
    expect(await arauto('verify')).toBe(FAILED);
    expect(err).toBe('arauto: the answer is 502 without a reason: is it an Arauto? (unknown)\n');
  });

  describe('doctor', () => {
    const port = () => new URL(engine.url).port;

    it('finds an Arauto where it would listen', async () => {
      engine.answers['GET /health/live'] = { body: { status: 'live' } };
      io = { ...io, env: { ARAUTO_PORT: port() }, width: Infinity };
      expect(await arauto('doctor')).toBe(DONE);
      expect(out).toContain(`✓ port: an Arauto answers at 127.0.0.1:${port()}`);
      expect(out).toContain(`✓ data folder: ${join(cwd, 'data')} can be made`);
    });

    it('names a port that another program has', async () => {
      const other = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const taken = (other.address() as AddressInfo).port;
      io = { ...io, env: { ARAUTO_PORT: String(taken) }, width: Infinity };
      expect(await arauto('doctor')).toBe(FAILED);
      expect(out).toContain(`✗ port: ${taken} on 127.0.0.1 is used by another program: set ARAUTO_PORT`);
      await new Promise((resolve) => other.close(resolve));
    });

    it('names every wrong key', async () => {
      io = { ...io, env: { ARAUTO_PORT: 'x', ARAUTO_PROT: '1' }, width: Infinity };
      expect(await arauto('doctor')).toBe(FAILED);
      expect(out).toContain('✗ ARAUTO_PROT (environment): no such key: did you mean ARAUTO_PORT?');
      expect(out).toContain('✗ ARAUTO_PORT (environment): expected a port');
      expect(err).toBe('arauto: 2 things need mending\n');
    });

    it('names every server that does not answer', async () => {
      const servers = {
        ARAUTO_EVENT_STORE: 'esdb://somebody:their-password@127.0.0.1:1?tls=false',
        ARAUTO_VIEW_STORE: 'mongodb://127.0.0.1:1/views?replicaSet=rs0',
        ARAUTO_VAULT: 'mongodb://127.0.0.1:1/vault?replicaSet=rs0',
        ARAUTO_SECRET: 'a secret of tests, long enough to be one',
      };
      io = { ...io, env: { ...servers, ARAUTO_PORT: '0' }, width: Infinity };
      expect(await arauto('doctor')).toBe(FAILED);
      expect(out).toMatch(/✗ event store: esdb:\/\/127.0.0.1:1\?tls=false: .+/);
      for (const what of ['view store', 'vault', 'contact files'])
        expect(out).toMatch(new RegExp(`✗ ${what}: mongodb://127.0.0.1:1/\\w+\\?replicaSet=rs0: .*ECONNREFUSED`));
      expect(out).not.toContain('their-password');
      expect(err).toBe('arauto: 4 things need mending\n');
    }, 30_000);

    it('names an old Node', () => {
      expect([node('20.18.3').ok, node('20.19.0').ok, node('22.0.0').ok]).toEqual([false, true, true]);
    });
  });
});
