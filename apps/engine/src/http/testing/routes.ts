import type { FakeApp } from './fake-app';

export interface DocumentedRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/v1/campaigns/{id}` */
  readonly path: string;
  /** With something in place of every parameter. */
  readonly url: string;
  readonly permissions: readonly string[] | 'public';
}

/** Parameters without which a route answers 400. */
const REQUIRED: Readonly<Record<string, string>> = {
  '/v1/reports/detailed': '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
  '/v1/reports/detailed.csv': '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
  '/v1/reports/records': '?campaign=all',
  '/v1/reports/records.csv': '?campaign=all',
};

const TEMPLATE = { type: 'template', templateId: 't1', parameterMapping: { 1: { from: 'name', default: '—' } } };
const CONNECTION = {
  baseUrl: 'https://graph.example',
  apiVersion: 'v25.0',
  phoneNumberId: '1001',
  businessAccountId: '2002',
};

/** A body that each route takes. */
export const BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /v1/subaccounts': { name: 'Loja', defaultCountry: 'BR', timeZone: 'America/Sao_Paulo' },
  'POST /v1/keys': { name: 'ana', roles: ['operator'], subaccountIds: ['s1'] },
  'POST /v1/senders': {
    name: 'Vendas',
    provider: 'cloud-api',
    phone: '+5511900001234',
    portfolioId: 'pf-1',
    connection: CONNECTION,
    credentials: { accessToken: 'a', appSecret: 'b', verifyToken: 'c' },
    pace: { messagesPerSecond: 80 },
  },
  'PATCH /v1/senders/{id}': { pace: null },
  'POST /v1/templates': {
    senderId: 'n1',
    name: 'aviso_de_fatura',
    language: 'pt_BR',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Olá {{1}}' }],
  },
  'POST /v1/campaigns': { name: 'Cobrança de março', senderIds: ['n1'], content: TEMPLATE },
  'PATCH /v1/campaigns/{id}': { pace: { messagesPerSecond: 0.5 } },
  'POST /v1/campaigns/{id}/schedule': { localTime: '2026-12-01T09:00', timeZone: 'America/Sao_Paulo' },
  'POST /v1/campaigns/{id}/test': { phone: '+5511900001234', parameters: { amount: '10' } },
  'POST /v1/campaigns/{id}/contacts': { contacts: [{ phone: '+5511900001234' }] },
  'POST /v1/campaigns/{id}/contacts/{contactId}/assume': { outcome: 'not_sent' },
  'POST /v1/suppressions': { phone: '+5511900001234' },
  'DELETE /v1/suppressions': { phone: '+5511900001234' },
};

export async function documentedRoutes(fake: FakeApp): Promise<readonly DocumentedRoute[]> {
  const { paths } = (await fake.inject({ method: 'GET', url: '/v1/openapi.json' })).json<{
    paths: Record<string, Record<string, { 'x-permission': string[] | 'public' }>>;
  }>();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as DocumentedRoute['method'],
      path,
      url: path.replace(/\{\w+\}/g, 'x1') + (REQUIRED[path] ?? ''),
      permissions: operation['x-permission'],
    })),
  );
}

/** A body for a route that takes one; nothing for others. */
export function bodyFor({
  method,
  path,
}: Pick<DocumentedRoute, 'method' | 'path'>): Record<string, unknown> | undefined {
  return BODIES[`${method} ${path}`];
}
