import { Api, type Reply, until, viewsSettled } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { deleteViewsOf } from './engine-stores';
import { eventfulRun, type EventfulRun } from './eventful';
import { operationsOf } from './open-api';

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
const DAY = 86_400_000;
const dayAt = (at: number) => new Date(at).toISOString().slice(0, 10);
/** Few enough to be told apart by hours. */
const MONTHS = `from=${dayAt(Date.now() - 60 * DAY)}&to=${dayAt(Date.now() + 2 * DAY)}`;

/** Routes without an answer out of views: what the process does now, documents, what the provider has, and what never ends. */
const ELSEWHERE = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /v1/system',
  'GET /v1/openapi.json',
  'GET /v1/conversations/{id}/messages/{messageId}/media',
  'GET /v1/campaigns/stream',
  'GET /v1/campaigns/{id}/stream',
  'GET /v1/verify/{id}',
  // Whoever fetches it writes to the log.
  'GET /v1/exports/{id}/file',
];

interface Listed {
  readonly items: readonly { readonly id: string; readonly [field: string]: unknown }[];
  readonly nextCursor: string | null;
}

const with_ = (path: string, ...queries: readonly string[]) => queries.map((query) => `${path}?${query}`);

/** Queries of the API about a run, with filters, sorts and pages: those that are asked in more than one way. */
async function questionsAbout({
  api,
  campaigns,
  ...run
}: EventfulRun): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = Object.values(campaigns);
  const contacts: string[] = [];
  for (const id of [campaigns.completed, campaigns.canceled, campaigns.draft]) {
    const { body } = await api.get<Listed>(`/v1/campaigns/${id}/contacts?limit=500`);
    contacts.push(...body.items.map((contact) => `/v1/campaigns/${id}/contacts/${contact.id}`));
  }
  const listed = (await api.get<Listed>('/v1/conversations?limit=500')).body.items;
  const conversations = listed.map(({ id }) => `/v1/conversations/${id}`);
  const detailed = [
    PERIOD,
    ...ids.map((id) => `${PERIOD}&campaign=${id}`),
    `${PERIOD}&subaccount=${run.subaccountId}&user=admin&withSession=false&contentType=template`,
    `${PERIOD}&status=read&status=delivered`,
    `${PERIOD}&status=carrier_communication_failure&status=ttl_expired&status=invalid_parameter`,
    `${PERIOD}&correlationId=pedido-3`,
    `${PERIOD}&phone=%2B${run.people[0]!.digits}`,
    `${PERIOD}&conversationType=business_initiated&total=exact`,
    `${PERIOD}&sender=${run.senderId}&template=${run.templateId}&order=asc`,
    `${PERIOD}&errorCode=131026&columns=phone&columns=error`,
    `${PERIOD}&correlationIdPrefix=pedido`,
    `${PERIOD}&campaign=${campaigns.completed}&name=Zuleica`,
    `${PERIOD}&type=MO`,
    `${PERIOD}&type=MO&sender=${run.senderId}&contentType=text`,
    `${PERIOD}&type=MO&campaign=${campaigns.completed}&contentType=button`,
    `${PERIOD}&language=pt-BR&limit=7`,
  ];
  const files = detailed.map((query) => query.replace(/&(total=exact|limit=\d+)/g, ''));
  const searches = (await api.get<Listed>('/v1/searches?limit=500')).body.items.map(({ id }) => `/v1/searches/${id}`);
  const rows = (await api.get<Listed>(`/v1/reports/detailed?${PERIOD}&limit=500`)).body.items;
  const replies = (await api.get<Listed>(`/v1/reports/detailed?${PERIOD}&type=MO`)).body.items;
  const consolidated = [
    ...['day', 'hour', 'campaign', 'subaccount', 'user', 'status', 'sender', 'template'].map((by) => `groupBy=${by}`),
    'groupBy=contentType&groupBy=conversationType',
    `groupBy=day&groupBy=status&timeZone=Asia/Kolkata&campaign=${campaigns.completed}`,
    'groupBy=sender&status=read&status=delivered&language=es',
    'type=MO&groupBy=campaign&groupBy=contentType',
  ].map((query) => `${MONTHS}&${query}`);
  const sorts = ['createdAt', '-createdAt', 'name', '-name', 'status', '-status', 'progress', '-progress'];
  const list = (path: string, ...queries: string[]) => [path, ...with_(path, 'limit=3', ...queries)];
  return new Map<string, readonly string[]>([
    ['GET /v1/subaccounts', list('/v1/subaccounts')],
    ['GET /v1/senders', list('/v1/senders', `subaccount=${run.subaccountId}`)],
    ['GET /v1/senders/{id}', [`/v1/senders/${run.senderId}`]],
    ['GET /v1/templates', list('/v1/templates')],
    ['GET /v1/templates/{id}', [`/v1/templates/${run.templateId}`]],
    [
      'GET /v1/campaigns',
      list(
        '/v1/campaigns',
        ...sorts.map((sort) => `sort=${sort}&limit=2`),
        'status=draft&status=paused',
        'q=agenda',
        'from=2090-01-01T00:00:00Z',
      ),
    ],
    [
      'GET /v1/campaigns/{id}/series',
      ids.flatMap((id) =>
        with_(
          `/v1/campaigns/${id}/series`,
          `step=day&${MONTHS}`,
          `step=hour&timeZone=Asia/Kathmandu&${MONTHS}`,
          `step=minute&to=${new Date().toISOString()}`,
        ),
      ),
    ],
    ['GET /v1/campaigns/{id}/timeline', ids.flatMap((id) => list(`/v1/campaigns/${id}/timeline`))],
    [
      'GET /v1/campaigns/{id}/contacts',
      ids.flatMap((id) =>
        list(
          `/v1/campaigns/${id}/contacts`,
          'state=read&state=error',
          'needsAttention=true',
          'error=131026',
          'q=pedido-1',
          'q=Zuleica',
          `q=${run.people[0]!.digits}`,
        ),
      ),
    ],
    ['GET /v1/campaigns/{id}/contacts/{contactId}', contacts],
    ['GET /v1/campaigns/{id}/contacts/{contactId}/history', contacts.map((path) => `${path}/history`)],
    ['GET /v1/uploads/{id}', [`/v1/uploads/${run.uploadId}`]],
    [
      'GET /v1/uploads/{id}/verdicts',
      list(`/v1/uploads/${run.uploadId}/verdicts`, 'verdict=invalid', 'verdict=duplicate&verdict=suppressed'),
    ],
    [
      'GET /v1/uploads/{id}/refused.csv',
      with_(`/v1/uploads/${run.uploadId}/refused.csv`, 'verdict=duplicate&verdict=invalid'),
    ],
    ['GET /v1/uploads/{id}/verdicts.csv', [`/v1/uploads/${run.uploadId}/verdicts.csv`]],
    ['GET /v1/reports/detailed', with_('/v1/reports/detailed', ...detailed)],
    [
      'GET /v1/reports/detailed/{id}/explain',
      [...rows, ...replies].map(({ id }) => `/v1/reports/detailed/${id}/explain`),
    ],
    ['GET /v1/reports/consolidated', with_('/v1/reports/consolidated', ...consolidated)],
    ['GET /v1/reports/values', with_('/v1/reports/values', 'field=user')],
    ['GET /v1/templates/{id}/history', [`/v1/templates/${run.templateId}/history`]],
    ['GET /v1/reports/vocabulary', with_('/v1/reports/vocabulary', 'language=pt-BR', 'language=es')],
    ['GET /v1/searches', list('/v1/searches', 'limit=1', `subaccount=${run.subaccountId}`)],
    ['GET /v1/searches/{id}', searches],
    ['GET /v1/reports/detailed.csv', with_('/v1/reports/detailed.csv', ...files, `${PERIOD}&language=es`)],
    [
      'GET /v1/reports/records',
      with_(
        '/v1/reports/records',
        'campaign=all',
        `campaign=${campaigns.completed}&limit=5`,
        `campaign=${campaigns.paused}&${PERIOD}`,
      ),
    ],
    [
      'GET /v1/reports/records.csv',
      with_('/v1/reports/records.csv', 'campaign=all', `campaign=${campaigns.completed}`),
    ],
    [
      'GET /v1/conversations',
      list('/v1/conversations', 'limit=2', 'phone=%2B5521907001001', `campaign=${campaigns.completed}`),
    ],
    ['GET /v1/conversations/{id}', conversations],
    ['GET /v1/exports', list('/v1/exports')],
    ['GET /v1/exports/{id}', run.exports.map((id) => `/v1/exports/${id}`)],
    ['GET /v1/suppressions', list('/v1/suppressions', 'phone=%2B5521907002000')],
    ['GET /v1/keys', list('/v1/keys')],
    [
      'GET /v1/events',
      list('/v1/events', 'limit=500', `campaign=${campaigns.canceled}`, 'type=CampaignPaused', 'actor=provider'),
    ],
    ['GET /v1/streams/{name}', list(`/v1/streams/campaign-${campaigns.paused}`)],
  ]);
}

async function servedBy(api: Api): Promise<string[]> {
  return (await operationsOf(api)).flatMap(({ method, name }) => (method === 'GET' ? [name] : []));
}

/** What has no questions of its own is asked plainly, of every campaign where it is about one. */
function withPlain(
  questions: ReadonlyMap<string, readonly string[]>,
  served: readonly string[],
  { campaigns }: EventfulRun,
): ReadonlyMap<string, readonly string[]> {
  const plain = served.filter((name) => !questions.has(name) && !ELSEWHERE.includes(name));
  const asked = plain.map((name): [string, string[]] => {
    const path = name.replace('GET ', '');
    const isOfCampaign = path.startsWith('/v1/campaigns/{id}');
    return [name, isOfCampaign ? Object.values(campaigns).map((id) => path.replace('{id}', id)) : [path]];
  });
  return new Map([...questions, ...asked]);
}

/**
 * Every page of an answer, as bytes. How fast an engine sends now, whether it has counted to whom, and when a webhook last came to this process, is no
 * fact of the log; nor is the ETag of a list that tells one of them.
 */
async function answerTo(api: Api, path: string): Promise<string> {
  const pages: string[] = [];
  for (let cursor: string | null = null; ;) {
    const reply: Reply<unknown> = await api.get<unknown>(
      cursor === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`,
    );
    const body = JSON.stringify(reply.body);
    const etag = body.includes('"lastAt"') ? null : reply.headers.get('etag');
    const known = body
      .replace(/"(lastMinute|tierUsed)":(null|[\d.]+)/g, '"$1":0')
      .replace(/"lastAt":(null|"[^"]*")/g, '"lastAt":null');
    pages.push(`${reply.status} ${etag} ${known}`);
    cursor = (reply.body as Partial<Listed>).nextCursor ?? null;
    if (cursor === null || pages.length > 60) break;
  }
  // Cursors are sealed with what is in them: the same place is the same cursor.
  return pages.join('\n');
}

async function answersTo(api: Api, paths: readonly string[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const path of paths) answers[path] = await answerTo(api, path);
  return answers;
}

/** Where a message of a person belongs is said some seconds after it came. */
async function repliesSettled(api: Api): Promise<void> {
  const count = async (type: string) => (await api.get<Listed>(`/v1/events?type=${type}&limit=500`)).body.items.length;
  await until(
    async () => (await count('MessageReceived')) - (await count('MessageAttributed')),
    (waiting) => waiting === 0,
    30_000,
  );
}

describe('views that are deleted, or filled anew', () => {
  let run: EventfulRun;
  let engine: EngineProcess;
  let questions: ReadonlyMap<string, readonly string[]>;
  let before: Record<string, string>;

  beforeAll(async () => {
    run = await eventfulRun();
    engine = run.engine;
    await repliesSettled(run.api);
    await viewsSettled(run.api);
    questions = withPlain(await questionsAbout(run), await servedBy(run.api), run);
    before = await answersTo(run.api, [...questions.values()].flat());
  }, 120_000);

  afterAll(async () => {
    if (!run) return;
    await engine.stop();
    await run.simulator.stop();
    await engine.discard();
  });

  it('asks every query there is', async () => {
    const served = await servedBy(run.api);
    expect([...questions.keys(), ...ELSEWHERE].sort()).toEqual(served.sort());
    const refused = Object.entries(before).filter(([, answer]) => !answer.startsWith('200'));
    expect(refused).toEqual([]);
  });

  it('answers the same all the time while views are filled anew', async () => {
    const paths = [
      '/v1/campaigns',
      `/v1/campaigns/${run.campaigns.completed}`,
      `/v1/campaigns/${run.campaigns.completed}/contacts?limit=3`,
      `/v1/reports/detailed?${PERIOD}`,
    ];
    for (const name of ['campaigns', 'messages']) {
      expect((await run.api.post(`/v1/projections/${name}/rebuild`)).status).toBe(202);
      for (let filling = true; filling;) {
        const { body } = await run.api.get<{ items: { status: string }[] }>('/v1/projections');
        filling = body.items.some(({ status }) => status !== 'live');
        for (const path of paths) expect(await answerTo(run.api, path)).toBe(before[path]);
      }
    }
    expect((await run.api.post('/v1/projections/nobody/rebuild')).status).toBe(404);
    expect(await answersTo(run.api, Object.keys(before))).toEqual(before);
  }, 60_000);

  it('answers every query byte for byte as before, from the log alone', async () => {
    await engine.stop();
    expect(await deleteViewsOf(engine)).toBeGreaterThanOrEqual(2);
    engine = await startEngineProcess({ dataDirectory: engine.dataDirectory });
    const api = new Api(engine.url, engine.adminKey);
    // It answers at once: with everything, or that it is being made. Never with a part of the truth.
    expect([200, 503]).toContain((await api.get(`/v1/campaigns/${run.campaigns.completed}`)).status);
    await until(
      () => api.get('/health/ready'),
      ({ status }) => status === 200,
    );
    await viewsSettled(api);
    expect(await answersTo(api, Object.keys(before))).toEqual(before);
  }, 60_000);
});
