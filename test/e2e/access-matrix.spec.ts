import { ROLE_PERMISSIONS } from '@arauto/access';
import { Api, type Reply, until } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { operationsOf, type Operation } from './open-api';
import { onProductionStores } from './production-stores';
import {
  draftBody,
  exportEnded,
  makeConversation,
  makeKey,
  makeTenant,
  type Role,
  ROLES,
  searchBody,
  senderBody,
  templateBody,
  type Tenant,
} from './tenants';

/** Somebody has sent a file to its number. */
interface Answered extends Tenant {
  readonly conversationId: string;
  readonly messageId: string;
  /** Of the detailed report. */
  readonly rowId: string;
}

const EVERYBODY: readonly Role[] = ROLES;
const READERS: readonly Role[] = ['admin', 'operator', 'auditor'];
const DOERS: readonly Role[] = ['admin', 'operator'];
const EXPORTERS: readonly Role[] = ['admin', 'operator', 'reporter'];
const AUDITORS: readonly Role[] = ['admin', 'auditor'];
const ADMINS: readonly Role[] = ['admin'];

interface Expected {
  readonly roles: readonly Role[] | 'public';
  /** What a role that may gets, for things of its own; where it is not said, anything but a refusal. */
  readonly own?: number;
  readonly body?: (tenant: Tenant) => unknown;
  /** What whoever has no key gets of what is public. */
  readonly anyone?: number;
}

const gets = (roles: Expected['roles']): Expected => ({ roles, own: 200 });
const posts = (roles: readonly Role[], own: number, body?: Expected['body']): Expected => ({
  roles,
  own,
  ...(body && { body }),
});
type Rows = { readonly items: readonly { readonly id: string }[] };

/** A file of one number. */
function picture(): FormData {
  const form = new FormData();
  form.append('file', new Blob(['PNG'], { type: 'image/png' }), 'foto.png');
  return form;
}

function listOfPersons(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['phone\n+5511900008888\n'], { type: 'text/csv' }), 'list.csv');
  return form;
}
let made = 0;
const freshNumber = () => String(5000 + made++);

/** Who may what, and what comes of it, route by route. Of a route that is not here, see `expectationOf`. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'GET /health/live': gets('public'),
  'GET /health/ready': gets('public'),
  'GET /v1/openapi.json': gets('public'),
  'GET /v1/me': gets(EVERYBODY),
  // Whoever signs in says by which key in the body.
  'POST /v1/login': { roles: 'public', own: 401, anyone: 401, body: () => ({ key: `ak_${'x'.repeat(43)}` }) },
  'DELETE /v1/login': { roles: 'public', own: 204, anyone: 204 },
  'POST /v1/login-links': posts(EVERYBODY, 201),
  // 403 with a key of one subaccount: they are of the whole installation.
  'GET /metrics': { roles: AUDITORS, own: 403 },
  'GET /v1/subaccounts': gets(EVERYBODY),
  'POST /v1/subaccounts': posts(ADMINS, 403, () => ({ name: 'Outra' })),
  'GET /v1/senders': gets(READERS),
  'POST /v1/senders': posts(ADMINS, 201, ({ subaccountId }) => senderBody(subaccountId, freshNumber())),
  'GET /v1/senders/{id}': gets(READERS),
  'PATCH /v1/senders/{id}': posts(ADMINS, 200, () => ({ name: 'Vendas' })),
  'POST /v1/senders/{id}/pause': posts(ADMINS, 200),
  'POST /v1/senders/{id}/resume': posts(ADMINS, 200),
  'POST /v1/senders/{id}/warm-up': posts(ADMINS, 200, () => ({ limits: [1000, 2000] })),
  'GET /v1/templates': gets(READERS),
  'POST /v1/templates': posts(ADMINS, 201, (of) => templateBody(of.subaccountId, of.senderId, `t${freshNumber()}`)),
  // 400: nothing listens where the sender is said to be.
  'POST /v1/templates/sync': posts(DOERS, 400, ({ senderId }) => ({ senderId })),
  'GET /v1/templates/{id}': gets(READERS),
  'GET /v1/templates/{id}/history': gets(READERS),
  'POST /v1/templates/{id}/preview': posts(READERS, 200, () => ({ name: 'Ana' })),
  'GET /v1/campaigns': gets(EVERYBODY),
  'POST /v1/campaigns': posts(DOERS, 201, draftBody),
  'GET /v1/campaigns/stream': gets(EVERYBODY),
  'GET /v1/campaigns/{id}': gets(EVERYBODY),
  'PATCH /v1/campaigns/{id}': posts(DOERS, 200, () => ({ name: 'Rascunho' })),
  'GET /v1/campaigns/{id}/preflight': gets(READERS),
  'GET /v1/campaigns/{id}/timeline': gets(READERS),
  'GET /v1/campaigns/{id}/series': gets(EVERYBODY),
  'GET /v1/campaigns/{id}/stream': gets(EVERYBODY),
  'POST /v1/campaigns/{id}/schedule': posts(DOERS, 200, () => ({ localTime: '2090-12-01T09:00', timeZone: 'UTC' })),
  'POST /v1/campaigns/{id}/unschedule': posts(DOERS, 200),
  'POST /v1/campaigns/{id}/start': posts(DOERS, 422),
  'POST /v1/campaigns/{id}/pause': posts(DOERS, 409),
  'POST /v1/campaigns/{id}/resume': posts(DOERS, 409),
  'POST /v1/campaigns/{id}/cancel': posts(DOERS, 200),
  'POST /v1/campaigns/{id}/note': posts(DOERS, 200, () => ({ note: 'Ask Ana first.' })),
  'POST /v1/campaigns/{id}/assume': posts(ADMINS, 200, () => ({ outcome: 'delivered', all: true })),
  'POST /v1/campaigns/{id}/duplicate': posts(DOERS, 201),
  'POST /v1/campaigns/{id}/retry-failed': posts(DOERS, 409),
  'POST /v1/campaigns/{id}/test': posts(DOERS, 200, () => ({ phone: '+5511900001234', name: 'Ana' })),
  'POST /v1/campaigns/{id}/contacts': posts(DOERS, 202, () => ({ contacts: [{ phone: '+5511900004321' }] })),
  'POST /v1/campaigns/{id}/media': posts(DOERS, 201, picture),
  'GET /v1/campaigns/{id}/contacts': gets(READERS),
  'GET /v1/campaigns/{id}/contacts/{contactId}': gets(READERS),
  'GET /v1/campaigns/{id}/contacts/{contactId}/history': gets(READERS),
  'POST /v1/campaigns/{id}/contacts/{contactId}/assume': posts(ADMINS, 409, () => ({ outcome: 'delivered' })),
  'DELETE /v1/campaigns/{id}/contacts/{contactId}': posts(DOERS, 200),
  'GET /v1/uploads/{id}': gets(READERS),
  'GET /v1/uploads/{id}/verdicts': gets(READERS),
  'GET /v1/uploads/{id}/verdicts.csv': gets(DOERS),
  'GET /v1/uploads/{id}/refused.csv': gets(DOERS),
  'GET /v1/campaigns/{id}/uploads': gets(READERS),
  'GET /v1/conversations': gets(READERS),
  'GET /v1/conversations/{id}': gets(READERS),
  // Nothing listens where the sender is said to be.
  'GET /v1/conversations/{id}/messages/{messageId}/media': { roles: DOERS, own: 502 },
  'GET /v1/reports/detailed': gets(EVERYBODY),
  'GET /v1/reports/detailed.csv': gets(EXPORTERS),
  'GET /v1/reports/detailed/{id}/explain': gets(READERS),
  'GET /v1/reports/consolidated': gets(EVERYBODY),
  'GET /v1/reports/vocabulary': gets(EVERYBODY),
  'GET /v1/reports/values': gets(EVERYBODY),
  'GET /v1/reports/records': gets(EVERYBODY),
  'GET /v1/reports/records.csv': gets(EXPORTERS),
  'GET /v1/searches': gets(EVERYBODY),
  'POST /v1/searches': posts(EXPORTERS, 201, ({ subaccountId }) => searchBody(subaccountId)),
  'GET /v1/searches/{id}': gets(EVERYBODY),
  'PATCH /v1/searches/{id}': posts(EXPORTERS, 200, () => ({ columns: ['phone'] })),
  'DELETE /v1/searches/{id}': posts(EXPORTERS, 200),
  'POST /v1/searches/{id}/run': posts(EVERYBODY, 200),
  'POST /v1/searches/{id}/copy': posts(EXPORTERS, 201),
  'GET /v1/exports': gets(EXPORTERS),
  'POST /v1/exports': posts(EXPORTERS, 202, ({ campaignId }) => ({
    ...{ report: 'records', filters: { campaign: campaignId }, format: 'csv' },
  })),
  'GET /v1/exports/{id}': gets(EXPORTERS),
  'GET /v1/exports/{id}/file': gets(EXPORTERS),
  'DELETE /v1/exports/{id}': posts(EXPORTERS, 200),
  'GET /v1/suppressions': gets(READERS),
  'POST /v1/suppressions': posts(DOERS, 201, ({ subaccountId }) => ({ subaccountId, phone: '+5511900007777' })),
  'POST /v1/suppressions/upload': posts(DOERS, 200, listOfPersons),
  'DELETE /v1/suppressions': posts(DOERS, 200, ({ subaccountId, phone }) => ({ subaccountId, phone })),
  'GET /v1/events': gets(AUDITORS),
  'GET /v1/streams/{name}': gets(AUDITORS),
  'GET /v1/system': { roles: AUDITORS, own: 403 },
  'GET /v1/projections': gets(AUDITORS),
  'POST /v1/projections/{name}/rebuild': posts(ADMINS, 403),
  'POST /v1/verify': posts(AUDITORS, 202, ({ campaignId }) => ({ campaign: campaignId })),
  'GET /v1/verify/{id}': gets(AUDITORS),
  'GET /v1/keys': gets(AUDITORS),
  'POST /v1/keys': posts(ADMINS, 201, ({ subaccountId }) => ({
    name: 'mais um',
    roles: ['reporter'],
    subaccountIds: [subaccountId],
  })),
  'DELETE /v1/keys/{id}': posts(ADMINS, 200),
};

/** Without a row in the table, whoever has the permission that the document names may, whatever comes of the least body it takes. */
function expectationOf({ name, permissions, body }: Operation): Expected {
  const grants = (role: Role) =>
    permissions === 'public' || permissions.every((permission) => ROLE_PERMISSIONS[role].includes(permission));
  return EXPECTED[name] ?? { roles: permissions === 'public' ? 'public' : ROLES.filter(grants), body: () => body };
}

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
const REQUIRED: Readonly<Record<string, string>> = {
  '/v1/reports/consolidated': 'from=2026-01-01&to=2027-01-01&groupBy=day',
  '/v1/reports/detailed': PERIOD,
  '/v1/reports/detailed.csv': PERIOD,
  '/v1/reports/records': 'campaign=all',
  '/v1/reports/values': 'field=user',
  '/v1/reports/records.csv': 'campaign=all',
  '/v1/campaigns/{id}/series': 'step=hour',
};

/** Which of a tenant's things a path names. Projections belong to nobody. */
function pathOf(path: string, tenant: Answered): string {
  const ids: Readonly<Record<string, string>> = {
    '/v1/campaigns/': tenant.campaignId,
    '/v1/senders/': tenant.senderId,
    '/v1/templates/': tenant.templateId,
    '/v1/uploads/': tenant.uploadId,
    '/v1/conversations/': tenant.conversationId,
    '/v1/reports/detailed/': tenant.rowId,
    '/v1/keys/': tenant.keyId,
    '/v1/verify/': tenant.verificationId,
    '/v1/searches/': tenant.searchId,
    '/v1/exports/': tenant.exportId,
  };
  const id = Object.entries(ids).find(([prefix]) => path.startsWith(prefix))?.[1] ?? '';
  const name = path.startsWith('/v1/projections/') ? 'campaigns' : `campaign-${tenant.campaignId}`;
  const filled = path
    .replace('{id}', id)
    .replace('{contactId}', tenant.contactId)
    .replace('{messageId}', tenant.messageId)
    .replace('{name}', name);
  const query = REQUIRED[path];
  return query === undefined ? filled : `${filled}?${query}`;
}

/** An event stream never ends: only its beginning is looked at. */
function statusOf(
  { url }: Api,
  key: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply<unknown>> {
  const api = new Api(url, key);
  return path.endsWith('/stream') ? api.head(path) : api.call(method, path, body);
}

describe('every route × role × own and foreign subaccount', () => {
  let engine: EngineProcess;
  let admin: Api;
  let operations: readonly Operation[];
  let own: Answered;
  let foreign: Answered;
  const keys = new Map<Role, string>();
  let revoked: string;

  beforeAll(async () => {
    engine = await startEngineProcess();
    admin = new Api(engine.url, engine.adminKey);
    operations = await operationsOf(admin);
    [own, foreign] = await Promise.all([makeAnswered('Loja', '1001'), makeAnswered('Vizinha', '1002')]);
    for (const role of ROLES) keys.set(role, (await makeKey(admin, role, [own.subaccountId])).secret);
    const gone = await makeKey(admin, 'admin', ['*']);
    revoked = gone.secret;
    const { position } = (await admin.call<{ position: string }>('DELETE', `/v1/keys/${gone.id}`)).body;
    await admin.get(`/v1/keys?after=${position}`);
  }, 60_000);

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  it('expects nothing of a route that is not served', () => {
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(EXPECTED)));
  });

  it('answers 401 without a key, with a wrong one and with a revoked one', async () => {
    const wrong = `ak_${'x'.repeat(43)}`;
    const found: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const operation of operations) {
      const { method, path, name } = operation;
      const expected = expectationOf(operation);
      const url = pathOf(path, own);
      found[name] = await Promise.all(
        [null, wrong, revoked, 'nonsense'].map(
          async (key) => (await statusOf(admin, key, method, url, expected.body?.(own))).status,
        ),
      );
      wanted[name] = Array(4).fill(expected.roles === 'public' ? (expected.anyone ?? 200) : 401);
    }
    expect(found).toEqual(wanted);
  });

  it.each(ROLES)(
    'lets %s do what it may with its own things, and nothing else',
    async (role) => {
      const found: Record<string, unknown> = {};
      const wanted: Record<string, unknown> = {};
      for (const operation of operations) {
        const { method, path, name } = operation;
        const { roles, own: status, body } = expectationOf(operation);
        const mine = await freshlyMade(name, own, role);
        const reply = await statusOf(admin, keys.get(role)!, method, pathOf(path, mine), body?.(mine));
        const refused = roles !== 'public' && !roles.includes(role);
        const isServed = reply.status < 500 && ![401, 403].includes(reply.status);
        wanted[name] = refused ? 403 : (status ?? (isServed ? reply.status : 'anything but a refusal'));
        found[name] = reply.status;
        const text = JSON.stringify(reply.body);
        for (const id of Object.values(foreign)) if (text.includes(id)) found[name] = `shows ${id} of a stranger`;
      }
      expect(found).toEqual(wanted);
    },
    120_000,
  );

  it.each(ROLES)('hides what is not its own from %s: 404, as if it did not exist', async (role) => {
    const found: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const operation of operations.filter(
      (one) => one.path.includes('{') && one.path !== '/v1/projections/{name}/rebuild',
    )) {
      const { method, path, name } = operation;
      const { roles, body } = expectationOf(operation);
      const reply = await statusOf(admin, keys.get(role)!, method, pathOf(path, foreign), body?.(own));
      wanted[name] = roles.includes(role) ? 404 : 403;
      found[name] = reply.status;
      const nobodys = {
        ...foreign,
        campaignId: 'nobody',
        senderId: 'nobody',
        templateId: 'nobody',
        uploadId: 'nobody',
        conversationId: 'nobody',
        rowId: 'nobody',
        keyId: 'nobody',
        verificationId: 'nobody',
        messageId: 'nobody',
        searchId: 'nobody',
        exportId: 'nobody',
      };
      const unknown = await statusOf(admin, keys.get(role)!, method, pathOf(path, nobodys), body?.(own));
      if (said(unknown) !== said(reply)) found[name] = { foreign: reply.body, unknown: unknown.body };
    }
    expect(found).toEqual(wanted);
  });

  it('shows and does what is of the whole installation to keys of every subaccount only', async () => {
    const two = [own.subaccountId, foreign.subaccountId];
    const rows: (readonly [method: string, path: string, status: number])[] = [
      ['GET', '/metrics', 200],
      ['GET', '/v1/system', 200],
      ['POST', '/v1/projections/campaigns/rebuild', 202],
      ['POST', '/v1/projections/nothing/rebuild', 404],
    ];
    for (const [method, path, status] of rows) {
      const answered = async (role: Role, subaccountIds: readonly string[]) => {
        const { secret } = await makeKey(admin, role, subaccountIds);
        return (await new Api(admin.url, secret).call(method, path)).status;
      };
      expect([path, await answered('admin', ['*'])]).toEqual([path, status]);
      // Every subaccount that there is, by name, is not every one there will be.
      expect([path, await answered('admin', two)]).toEqual([path, 403]);
      expect([path, await answered('operator', ['*'])]).toEqual([path, 403]);
    }
    const { secret } = await makeKey(admin, 'auditor', ['*']);
    const auditor = new Api(admin.url, secret);
    expect((await auditor.get('/metrics')).status).toBe(200);
    const { body } = await auditor.get<{ disk: { freeBytes: number } | null; stores: object[] }>('/v1/system');
    // The disks of servers are theirs.
    expect([body.disk !== null && body.disk.freeBytes > 0, body.stores.length > 0]).toEqual([
      !onProductionStores,
      true,
    ]);
  });

  it('knows no foreign id in a contact of an own campaign', async () => {
    const api = new Api(admin.url, keys.get('admin')!);
    for (const path of [
      `/v1/campaigns/${own.campaignId}/contacts/${foreign.contactId}`,
      `/v1/campaigns/${foreign.campaignId}/contacts/${own.contactId}`,
    ]) {
      expect((await api.get(path)).status).toBe(404);
      expect((await api.get(`${path}/history`)).status).toBe(404);
      expect((await api.call('DELETE', path)).status).toBe(404);
    }
  });

  it('answers 404 for a foreign or unknown id in a body', async () => {
    const api = new Api(admin.url, keys.get('admin')!);
    const { id: ofOwn } = await api.make('/v1/searches', searchBody(own.subaccountId));
    const rows: readonly (readonly [method: string, path: string, body: unknown])[] = [
      ['POST', '/v1/senders', senderBody(foreign.subaccountId, freshNumber())],
      ['POST', '/v1/templates', templateBody(foreign.subaccountId, own.senderId, 'um')],
      ['POST', '/v1/templates', templateBody(own.subaccountId, foreign.senderId, 'um')],
      ['POST', '/v1/templates/sync', { senderId: foreign.senderId }],
      ['POST', '/v1/templates/sync', { subaccountId: foreign.subaccountId }],
      ['POST', '/v1/campaigns', draftBody({ ...own, subaccountId: foreign.subaccountId })],
      ['POST', '/v1/campaigns', draftBody({ ...own, senderId: foreign.senderId })],
      ['POST', '/v1/campaigns', draftBody({ ...own, templateId: foreign.templateId })],
      ['POST', '/v1/campaigns', draftBody({ ...own, senderId: 'nobody' })],
      ['PATCH', `/v1/campaigns/${own.campaignId}`, { senderIds: [foreign.senderId] }],
      ['PATCH', `/v1/campaigns/${own.campaignId}`, { content: draftBody(foreign).content }],
      ['POST', '/v1/suppressions', { subaccountId: foreign.subaccountId, phone: '+5511900007777' }],
      ['POST', `/v1/suppressions/upload?subaccount=${foreign.subaccountId}`, listOfPersons()],
      ['DELETE', '/v1/suppressions', { subaccountId: foreign.subaccountId, phone: foreign.phone }],
      ['POST', '/v1/searches', searchBody(foreign.subaccountId)],
      ['POST', '/v1/searches', { ...searchBody(own.subaccountId), filters: { subaccount: foreign.subaccountId } }],
      ['POST', '/v1/searches', { ...searchBody(own.subaccountId), filters: { campaign: foreign.campaignId } }],
      ['PATCH', `/v1/searches/${ofOwn}`, { filters: { campaign: foreign.campaignId } }],
      ['POST', '/v1/verify', { campaign: foreign.campaignId }],
      ['POST', '/v1/keys', { name: 'x', roles: ['reporter'], subaccountIds: [foreign.subaccountId] }],
      ['POST', '/v1/keys', { name: 'x', roles: ['reporter'], subaccountIds: [own.subaccountId, foreign.subaccountId] }],
      ['POST', '/v1/keys', { name: 'x', roles: ['reporter'], subaccountIds: ['nobody'] }],
      ['POST', '/v1/keys', { name: 'x', roles: ['reporter'], subaccountIds: ['*'] }],
    ];
    const found = await Promise.all(
      rows.map(async ([method, path, body]) => [method, path, (await api.call(method, path, body)).status]),
    );
    expect(found).toEqual(rows.map(([method, path]) => [method, path, 404]));
  });

  it('answers 404 for a foreign or unknown id in a filter', async () => {
    const api = new Api(admin.url, keys.get('admin')!);
    const filters = [
      '/v1/campaigns?subaccount=',
      '/v1/senders?subaccount=',
      '/v1/templates?subaccount=',
      '/v1/suppressions?subaccount=',
      `/v1/reports/detailed?${PERIOD}&subaccount=`,
      `/v1/reports/detailed.csv?${PERIOD}&subaccount=`,
      '/v1/reports/consolidated?from=2026-01-01&to=2027-01-01&groupBy=day&subaccount=',
      '/v1/conversations?subaccount=',
      '/v1/reports/values?field=user&subaccount=',
      '/v1/searches?subaccount=',
    ];
    const campaigns = [
      '/v1/campaigns?source=',
      '/v1/reports/records?campaign=',
      '/v1/reports/records.csv?campaign=',
      '/v1/events?campaign=',
      `/v1/reports/detailed?${PERIOD}&campaign=`,
      `/v1/reports/detailed?${PERIOD}&type=MO&campaign=`,
      '/v1/reports/consolidated?from=2026-01-01&to=2027-01-01&groupBy=day&campaign=',
      '/v1/events?stream=campaign-',
      '/v1/conversations?campaign=',
    ];
    const senders = ['/v1/conversations?sender='];
    const paths = [
      ...filters.flatMap((path) => [path + foreign.subaccountId, `${path}nobody`]),
      ...campaigns.flatMap((path) => [path + foreign.campaignId, `${path}nobody`]),
      ...senders.flatMap((path) => [path + foreign.senderId, `${path}nobody`]),
    ];
    const found = await Promise.all(paths.map(async (path) => [path, (await api.get(path)).status]));
    expect(found).toEqual(paths.map((path) => [path, 404]));
  });

  it('knows every filter that names a thing', () => {
    const naming = operations.flatMap(({ name, queryParameters }) =>
      queryParameters
        .filter(
          (one) =>
            /subaccount|campaign|contact|conversation|sender|source|template|stream/i.test(one) && !/Type$/.test(one),
        )
        .map((one) => `${name} ${one}`),
    );
    expect(naming.sort()).toEqual([
      'GET /v1/campaigns source',
      'GET /v1/campaigns subaccount',
      'GET /v1/conversations campaign',
      'GET /v1/conversations sender',
      'GET /v1/conversations subaccount',
      'GET /v1/events campaign',
      'GET /v1/events stream',
      ...['consolidated', 'detailed', 'detailed.csv'].flatMap((report) =>
        ['campaign', 'contact', 'conversationId', 'sender', 'subaccount', 'template'].map(
          (filter) => `GET /v1/reports/${report} ${filter}`,
        ),
      ),
      'GET /v1/reports/records campaign',
      'GET /v1/reports/records.csv campaign',
      'GET /v1/reports/values subaccount',
      'GET /v1/searches subaccount',
      'GET /v1/senders subaccount',
      'GET /v1/suppressions subaccount',
      'GET /v1/templates subaccount',
      'POST /v1/suppressions/upload subaccount',
    ]);
  });

  it('lets a session do what its key may, at things of its own, until the key is revoked', async () => {
    const { id, secret } = await makeKey(admin, 'operator', [own.subaccountId]);
    const { token } = (await new Api(admin.url, secret).post<{ token: string }>('/v1/login-links')).body;
    const signed = await new Api(admin.url, null).post('/v1/login', { token });
    expect(signed.status).toBe(204);
    const cookie = signed.headers.get('set-cookie')!.split(';')[0]!;
    const nobody = new Api(admin.url, null);
    const asked = async (path: string, method = 'GET', headers: Record<string, string> = {}) =>
      (await nobody.call(method, path, undefined, { cookie, ...headers })).status;
    const ours = { origin: admin.url };
    expect(await asked(`/v1/campaigns/${own.campaignId}`)).toBe(200);
    expect(await asked(`/v1/campaigns/${foreign.campaignId}`)).toBe(404);
    expect(await asked('/v1/keys')).toBe(403);
    expect(await asked(`/v1/campaigns/${own.campaignId}/duplicate`, 'POST')).toBe(403);
    expect(await asked(`/v1/campaigns/${own.campaignId}/duplicate`, 'POST', ours)).toBe(201);
    expect(await asked(`/v1/campaigns/${foreign.campaignId}/duplicate`, 'POST', ours)).toBe(404);
    expect((await nobody.post('/v1/login', { token })).status).toBe(401);
    expect((await admin.call('DELETE', `/v1/keys/${id}`)).status).toBe(200);
    expect(await asked(`/v1/campaigns/${own.campaignId}`)).toBe(401);
  });

  it('lets nobody give more than they have', async () => {
    const two = await admin.post<{ secret: string }>('/v1/keys', {
      name: 'duas lojas',
      roles: ['admin'],
      subaccountIds: [own.subaccountId, foreign.subaccountId],
    });
    const api = new Api(admin.url, two.body.secret);
    const key = (roles: readonly string[], subaccountIds: readonly string[]) => ({ name: 'x', roles, subaccountIds });
    expect((await api.post('/v1/keys', key(['admin'], [own.subaccountId]))).status).toBe(201);
    expect((await api.post('/v1/keys', key(['operator', 'auditor'], [foreign.subaccountId]))).status).toBe(201);
    expect((await api.post('/v1/keys', key(['reporter'], ['*']))).status).toBe(404);
    expect((await api.post('/v1/subaccounts', { name: 'Terceira' })).status).toBe(403);
    expect((await admin.post('/v1/subaccounts', { name: 'Terceira' })).status).toBe(201);
    // A key of two subaccounts must say which; a key of one need not.
    const body = { phone: '+5511900007778' };
    expect((await api.post<{ code: string }>('/v1/suppressions', body)).body.code).toBe('validation_failed');
    expect((await new Api(admin.url, keys.get('admin')!).post('/v1/suppressions', body)).status).toBe(201);
  });

  it('shows an auditor no phone, no name and no text', async () => {
    const api = new Api(admin.url, keys.get('auditor')!);
    const { body } = await api.get<{ items: { phone: string; name: string }[] }>(
      `/v1/campaigns/${own.campaignId}/contacts`,
    );
    expect(body.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toMatch(/55119\d{8}|Pessoa/);
    const verdicts = await api.get(`/v1/uploads/${own.uploadId}/verdicts`);
    expect(JSON.stringify(verdicts.body)).not.toMatch(/55119\d{8}|ninguém/);
    expect(JSON.stringify((await api.get('/v1/suppressions')).body)).not.toMatch(/55119\d{8}/);
    const talks = await api.get<{ items: { id: string }[] }>('/v1/conversations');
    expect(talks.body.items.map(({ id }) => id)).toEqual([own.conversationId]);
    const talk = await api.get<{ messages: object[] }>(`/v1/conversations/${own.conversationId}`);
    expect(talk.body.messages).toHaveLength(1);
    expect(JSON.stringify([talks.body, talk.body])).not.toMatch(/55119\d{8}|segredo/);
    expect(JSON.stringify((await api.get(`/v1/senders/${own.senderId}`)).body)).not.toContain(senderSecrets);
  });

  it('ends everything a revoked key could do at once', async () => {
    const { id, secret } = await makeKey(admin, 'admin', [own.subaccountId]);
    const api = new Api(admin.url, secret);
    expect((await api.get('/v1/campaigns')).status).toBe(200);
    expect((await new Api(admin.url, keys.get('admin')!).call('DELETE', `/v1/keys/${id}`)).status).toBe(200);
    expect((await api.get('/v1/campaigns')).status).toBe(401);
  });

  it('finds nobody of a stranger by the phone, and lists nothing that was written to one', async () => {
    const api = new Api(admin.url, keys.get('admin')!);
    const listed = async (query: string) =>
      (await api.get<{ items: { id: string }[] }>(`/v1/conversations?${query}`)).body.items.map(({ id }) => id);
    expect(await listed('')).toEqual([own.conversationId]);
    expect(await listed(`phone=${encodeURIComponent('+5511900013001')}`)).toEqual([own.conversationId]);
    expect(await listed(`phone=${encodeURIComponent('+5511900013002')}`)).toEqual([]);
  });

  async function makeAnswered(name: string, number: string): Promise<Answered> {
    const tenant = await makeTenant(admin, name, number);
    const conversationId = await makeConversation(admin, tenant, number);
    const thread = await admin.get<{ messages: { id: string }[] }>(`/v1/conversations/${conversationId}`);
    const rows = await until(
      // Nothing was sent yet: the row is of what somebody wrote.
      () => admin.get<Rows>(`/v1/reports/detailed?${PERIOD}&type=MO&subaccount=${tenant.subaccountId}`),
      ({ body }) => body.items.length > 0,
    );
    const [row] = rows.body.items;
    return { ...tenant, conversationId, messageId: thread.body.messages[0]!.id, rowId: row!.id };
  }

  /** What a command uses up is made anew for every role. */
  async function freshlyMade(name: string, tenant: Answered, role: Role): Promise<Answered> {
    const { subaccountId } = tenant;
    if (name === 'DELETE /v1/keys/{id}') {
      return { ...tenant, keyId: (await makeKey(admin, 'reporter', [subaccountId])).id };
    }
    if (name === 'GET /v1/verify/{id}' && AUDITORS.includes(role)) {
      // Whoever asked for a recount may look at it.
      return { ...tenant, verificationId: (await new Api(admin.url, keys.get(role)!).make('/v1/verify')).id };
    }
    if (/^(PATCH|DELETE) \/v1\/searches\//.test(name) && EXPORTERS.includes(role)) {
      // What others saved it may see, and not change.
      const api = new Api(admin.url, keys.get(role)!);
      return { ...tenant, searchId: (await api.make('/v1/searches', searchBody(subaccountId))).id };
    }
    if (name.includes('/v1/exports/{id}') && EXPORTERS.includes(role)) {
      // As is an export.
      const api = new Api(admin.url, keys.get(role)!);
      const order = { report: 'records', filters: { campaign: tenant.campaignId }, format: 'csv' };
      const { id: exportId } = await api.make('/v1/exports', order);
      if (name.endsWith('/file')) await exportEnded(api, exportId);
      return { ...tenant, exportId };
    }
    if (name.includes('/{contactId}')) return tenant;
    if (/^(POST|PATCH) \/v1\/campaigns\/\{id\}/.test(name)) {
      const { id: campaignId } = await admin.make('/v1/campaigns', draftBody(tenant));
      return { ...tenant, campaignId };
    }
    return tenant;
  }
});

const senderSecrets = 'app-secret';

/** What an answer says, whatever request it answers. */
function said({ body }: Reply<unknown>): string {
  return JSON.stringify(body, (name, value: unknown) => (name === 'instance' ? undefined : value));
}
