import { Api, type Reply } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process';
import { campaignBody, contacts, setStage, type Stage, uploadContacts } from './stage';

type Role = 'admin' | 'operator' | 'auditor' | 'reporter';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly permissions: readonly string[] | 'public';
}

/** What the roles may, in the words of the design and not of the code: a role per permission that has it beside admin. */
const BESIDE_ADMIN: Readonly<Record<string, readonly Role[]>> = {
  'subaccount:read': ['operator', 'auditor', 'reporter'],
  'key:read': ['auditor'],
  'sender:read': ['operator', 'auditor'],
  'template:read': ['operator', 'auditor'],
  'template:sync': ['operator'],
  'campaign:create': ['operator'],
  'campaign:edit': ['operator'],
  'campaign:schedule': ['operator'],
  'campaign:start': ['operator'],
  'campaign:pause': ['operator'],
  'campaign:resume': ['operator'],
  'campaign:cancel': ['operator'],
  'campaign:duplicate': ['operator'],
  'campaign:test': ['operator'],
  'campaign:read': ['operator', 'auditor', 'reporter'],
  'campaign:preflight': ['operator', 'auditor'],
  'campaign:timeline': ['operator', 'auditor'],
  'contact:upload': ['operator'],
  'contact:remove': ['operator'],
  'contact:read': ['operator', 'auditor'],
  'contact:history': ['operator', 'auditor'],
  'suppression:write': ['operator'],
  'suppression:read': ['operator', 'auditor'],
  'report:read': ['operator', 'auditor', 'reporter'],
  'report:export': ['operator', 'reporter'],
  'event:read': ['auditor'],
  'verification:run': ['auditor'],
  'projection:read': ['auditor'],
  'metrics:read': ['auditor'],
};

const ROLES: readonly Role[] = ['admin', 'operator', 'auditor', 'reporter'];
/** What a key of one subaccount gets where it is not 200. A recount belongs to whoever asked for it. */
const NARROW: Readonly<Record<string, number>> = { '/v1/verify/{id}': 404 };

const MONTH = 'from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z';
const PHONE = '+5511900007777';

describe('who sees and does what: every route, role and subaccount, in a real engine', () => {
  let simulator: SimulatorProcess;
  let engine: EngineProcess;
  let admin: Api;
  let stage: Stage;
  let routes: readonly Route[];
  const ids: Record<string, string> = {};
  /** Of keys that see the subaccount everything belongs to, and of keys that see another. */
  const own = new Map<Role, Api>();
  const foreign = new Map<Role, Api>();

  beforeAll(async () => {
    simulator = await startSimulatorProcess();
    engine = await startEngineProcess();
    admin = new Api(engine.url, engine.adminKey);
    stage = await setStage(admin, simulator);
    const { id: elsewhere } = await admin.make('/v1/subaccounts', { name: 'Outra' });
    for (const role of ROLES) {
      for (const [keys, subaccountId] of [[own, stage.subaccountId] as const, [foreign, elsewhere] as const]) {
        const made = await admin.post<{ secret: string }>('/v1/keys', {
          name: role,
          roles: [role],
          subaccountIds: [subaccountId],
        });
        keys.set(role, new Api(engine.url, made.body.secret));
      }
    }
    const campaign = await admin.make('/v1/campaigns', campaignBody(stage));
    await uploadContacts(admin, campaign.id, contacts(2));
    const page = await admin.get<{ items: { id: string }[] }>(`/v1/campaigns/${campaign.id}/contacts`);
    const { uploadId } = await admin.make(`/v1/campaigns/${campaign.id}/contacts`, { contacts: contacts(1, 5) });
    const key = await admin.make('/v1/keys', { name: 'x', roles: ['reporter'], subaccountIds: [stage.subaccountId] });
    const job = await admin.make('/v1/verify', { campaign: campaign.id });
    Object.assign(ids, {
      campaigns: campaign.id,
      contacts: page.body.items[0]!.id,
      uploads: uploadId,
      keys: key.id,
      verify: job.id,
      senders: stage.senderId,
      templates: stage.templateId,
      streams: `campaign-${campaign.id}`,
    });
    const { body } = await admin.get<{
      paths: Record<string, Record<string, { 'x-permission': Route['permissions'] }>>;
    }>('/v1/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, operation]) => operation['x-permission'] !== 'public')
        .map(([method, operation]) => ({ method: method.toUpperCase(), path, permissions: operation['x-permission'] })),
    );
  });
  afterAll(async () => {
    await engine.stop();
    await simulator.stop();
    engine.discard();
  });

  const urlOf = ({ path }: Route) =>
    path
      .replace(/\{contactId\}/, ids['contacts']!)
      .replace(/\/v1\/(\w+)\/\{\w+\}/, (_, collection: string) => `/v1/${collection}/${ids[collection]!}`) +
    (path.includes('/detailed') ? `?${MONTH}` : path.includes('/records') ? `?campaign=${ids['campaigns']}` : '');

  const call = async (api: Api, route: Route): Promise<Reply> => {
    if (!route.path.endsWith('/stream')) return api.call(route.method, urlOf(route), bodyOf(route));
    return api.head(urlOf(route));
  };

  const bodyOf = ({ method, path }: Route): unknown => {
    if (method === 'GET') return undefined;
    const { subaccountId } = stage;
    switch (`${method} ${path}`) {
      case 'POST /v1/subaccounts':
        return { name: 'Mais uma' };
      case 'POST /v1/keys':
        return { name: 'y', roles: ['reporter'], subaccountIds: [subaccountId] };
      case 'POST /v1/senders':
        return {
          subaccountId,
          name: 'Outro',
          provider: 'cloud-api',
          phone: '+5511900000001',
          portfolioId: 'pf-2',
          connection: { baseUrl: simulator.url, apiVersion: 'v25.0', phoneNumberId: '7', businessAccountId: '8' },
          credentials: { accessToken: 'a', appSecret: 'b', verifyToken: 'c' },
        };
      case 'POST /v1/templates': {
        const components = [{ type: 'BODY', text: 'Oi' }];
        return {
          subaccountId,
          senderId: stage.senderId,
          name: 'outro',
          language: 'pt_BR',
          category: 'UTILITY',
          components,
        };
      }
      case 'POST /v1/templates/sync':
        return { subaccountId };
      case 'POST /v1/campaigns':
        return campaignBody(stage);
      case 'POST /v1/campaigns/{id}/schedule':
        return { localTime: '2035-12-01T09:00', timeZone: 'UTC' };
      case 'POST /v1/campaigns/{id}/test':
        return { phone: PHONE, parameters: {} };
      case 'POST /v1/campaigns/{id}/contacts':
        return { contacts: [{ phone: PHONE }] };
      case 'POST /v1/campaigns/{id}/contacts/{contactId}/assume':
        return { outcome: 'not_sent' };
      case 'POST /v1/suppressions':
      case 'DELETE /v1/suppressions':
        return { subaccountId, phone: PHONE };
      case 'PATCH /v1/campaigns/{id}':
      case 'PATCH /v1/senders/{id}':
        return { name: 'Novo' };
      case 'POST /v1/verify':
        return { campaign: ids['campaigns'] };
      default:
        return undefined;
    }
  };

  const may = (role: Role, { permissions }: Route) =>
    role === 'admin' || [permissions].flat().every((permission) => BESIDE_ADMIN[permission]?.includes(role));

  it('refuses every route without a key, and with one that is revoked', async () => {
    const made = await admin.post<{ id: string; secret: string }>('/v1/keys', {
      name: 'r',
      roles: ['admin'],
      subaccountIds: ['*'],
    });
    await admin.call('DELETE', `/v1/keys/${made.body.id}`);
    for (const api of [new Api(engine.url, null), new Api(engine.url, made.body.secret)]) {
      for (const route of routes) {
        expect(`${route.method} ${route.path} ${(await call(api, route)).status}`).toBe(
          `${route.method} ${route.path} 401`,
        );
      }
    }
  });

  it.each(ROLES)('refuses %s what the role may not, and nothing else', async (role) => {
    for (const route of routes) {
      if (!may(role, route)) {
        const { status } = await call(own.get(role)!, route);
        expect(`${route.method} ${route.path} ${status}`).toBe(`${route.method} ${route.path} 403`);
      } else if (route.method === 'GET') {
        const { status } = await call(own.get(role)!, route);
        expect(`${route.method} ${route.path} ${status}`).toBe(
          `${route.method} ${route.path} ${NARROW[route.path] ?? 200}`,
        );
      }
    }
  });

  it.each(ROLES)('shows a foreign %s nothing: what is not its own does not exist', async (role) => {
    for (const route of routes) {
      if (!may(role, route)) continue;
      const reply = await call(foreign.get(role)!, route);
      const about = `${route.method} ${route.path} ${reply.status}`;
      const names = route.path.includes('{') || route.method !== 'GET' || route.path.includes('/records');
      if (!names || ['POST /v1/verify'].includes(`${route.method} ${route.path}`)) {
        expect(JSON.stringify(reply.body)).not.toContain(ids['campaigns']);
        expect(JSON.stringify(reply.body)).not.toContain(stage.senderId);
        continue;
      }
      const everywhere = ['/v1/subaccounts'].includes(route.path) && route.method === 'POST';
      expect(about).toBe(`${route.method} ${route.path} ${everywhere ? 403 : 404}`);
    }
  });

  it('answers 404 to a filter that names what is foreign', async () => {
    const api = foreign.get('admin')!;
    const lists = [
      '/v1/campaigns?',
      '/v1/senders?',
      '/v1/templates?',
      '/v1/suppressions?',
      `/v1/reports/detailed?${MONTH}&`,
    ];
    for (const list of lists) {
      const { status } = await api.get(`${list}subaccount=${stage.subaccountId}`);
      expect(`${list} ${status}`).toBe(`${list} 404`);
    }
    for (const filter of [
      `/v1/reports/detailed?${MONTH}&campaign=`,
      '/v1/events?campaign=',
      '/v1/reports/records.csv?campaign=',
    ]) {
      const { status } = await api.get(`${filter}${ids['campaigns']}`);
      expect(`${filter} ${status}`).toBe(`${filter} 404`);
    }
  });
});
