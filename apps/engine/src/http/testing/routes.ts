import type { FakeApp } from './fake-app';

export interface DocumentedRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/v1/campaigns/{id}` */
  readonly path: string;
  /** With something in place of every parameter. */
  readonly url: string;
  readonly permissions: readonly string[] | 'public';
  readonly takesBody: boolean;
}

const TEMPLATE = { type: 'template', templateId: 't1', parameterMapping: { 1: { from: 'name', default: '—' } } };
const CONNECTION = {
  baseUrl: 'https://graph.example',
  apiVersion: 'v25.0',
  phoneNumberId: '1001',
  businessAccountId: '2002',
};

/** Good bodies, for tests to spoil. */
export const BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /v1/subaccounts': { name: 'Loja', defaultCountry: 'BR', timeZone: 'America/Sao_Paulo' },
  'POST /v1/keys': { name: 'ana', roles: ['operator'], subaccountIds: ['s1'] },
  'POST /v1/login': { key: 'admin' },
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
  'POST /v1/campaigns/{id}/assume': { outcome: 'delivered', all: true },
  'POST /v1/searches': {
    ...{ name: 'Lidas', report: 'detailed', filters: { status: ['read'] }, period: 'last_7_days' },
    schedule: { every: 'week', on: 'monday', at: '08:00', format: 'pdf' },
  },
  'PATCH /v1/searches/{id}': { name: 'Lidas da semana', columns: null, schedule: null },
  'POST /v1/exports': { report: 'records', filters: { campaign: 'all' }, format: 'csv' },
  'POST /v1/suppressions': { phone: '+5511900001234' },
  'DELETE /v1/suppressions': { phone: '+5511900001234' },
};

export async function documentedRoutes(fake: FakeApp): Promise<readonly DocumentedRoute[]> {
  const { paths } = (await fake.inject({ method: 'GET', url: '/v1/openapi.json' })).json<{
    paths: Record<string, Record<string, { 'x-permission': string[] | 'public'; requestBody?: object }>>;
  }>();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as DocumentedRoute['method'],
      path,
      url: path.replace(/\{\w+\}/g, 'x1'),
      permissions: operation['x-permission'],
      takesBody: operation.requestBody !== undefined,
    })),
  );
}
