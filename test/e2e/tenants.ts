import { type Api, until } from './api';
import { contacts, CREDENTIALS, type Stage, uploadContacts } from './stage';
import { postWebhook, webhookBody } from './webhook';

export const ROLES = ['admin', 'operator', 'auditor', 'reporter'] as const;

export type Role = (typeof ROLES)[number];

/** A subaccount with one of everything that has an id. */
export interface Tenant extends Stage {
  readonly campaignId: string;
  readonly contactId: string;
  readonly uploadId: string;
  readonly keyId: string;
  readonly verificationId: string;
  /** Shared within the subaccount. */
  readonly searchId: string;
  readonly exportId: string;
  /** Of a suppressed person. */
  readonly phone: string;
}

/** Nothing listens there, so nothing is ever sent. */
const NOWHERE = 'http://127.0.0.1:9';

export function senderBody(subaccountId: string, number: string): Record<string, unknown> {
  return {
    subaccountId,
    name: `Número ${number}`,
    provider: 'cloud-api',
    phone: `+551190000${number}`,
    portfolioId: `pf-${number}`,
    connection: { baseUrl: NOWHERE, apiVersion: 'v25.0', phoneNumberId: `7${number}`, businessAccountId: `9${number}` },
    credentials: CREDENTIALS,
  };
}

export function templateBody(
  subaccountId: string,
  senderId: string,
  name = 'aviso',
  text = 'Olá {{1}}',
): Record<string, unknown> {
  const components = [{ type: 'BODY', text }];
  return { subaccountId, senderId, name, language: 'pt_BR', category: 'UTILITY', components, status: 'approved' };
}

let searches = 0;

/** Of a name that no other has. */
export function searchBody(subaccountId: string): Record<string, unknown> {
  const filters = { status: ['read'] };
  return { subaccountId, name: `Lidas ${(searches += 1)}`, report: 'detailed', filters, period: 'last_7_days' };
}

export function draftBody({ subaccountId, senderId, templateId }: Omit<Partial<Tenant>, 'keyId'>) {
  const content = { type: 'template', templateId, parameterMapping: { 1: { from: 'name', default: 'cliente' } } };
  return { subaccountId, name: 'Rascunho', senderIds: [senderId], content };
}

/** A subaccount whose number reaches nobody, with a template. @param number four digits that nothing else of the engine has */
export async function makeIdleStage(
  api: Api,
  { name = 'Loja', number = '9001', text }: { name?: string; number?: string; text?: string } = {},
): Promise<Stage> {
  const { id: subaccountId } = await api.make('/v1/subaccounts', { name, defaultCountry: 'BR' });
  const { id: senderId } = await api.make('/v1/senders', senderBody(subaccountId, number));
  const { id: templateId } = await api.make('/v1/templates', templateBody(subaccountId, senderId, 'aviso', text));
  return { subaccountId, senderId, templateId };
}

/** Makes a tenant. @param number four digits that nothing else of the engine has */
export async function makeTenant(api: Api, name: string, number: string): Promise<Tenant> {
  const { subaccountId, senderId, templateId } = await makeIdleStage(api, { name, number });
  const { id: campaignId } = await api.make('/v1/campaigns', draftBody({ subaccountId, senderId, templateId }));
  const [row] = contacts(1, Number(number));
  const uploadId = await uploadContacts(api, campaignId, [row, { phone: 'ninguém' }]);
  const phone = `+5511900012${number.slice(-3)}`;
  const { position } = await api.make('/v1/suppressions', { subaccountId, phone, reason: 'pediu' });
  const { id: keyId } = await api.make('/v1/keys', {
    name: `${name} 1`,
    roles: ['reporter'],
    subaccountIds: [subaccountId],
  });
  const { id: verificationId } = await api.make('/v1/verify', { campaign: campaignId });
  const { id: searchId } = await api.make('/v1/searches', { ...searchBody(subaccountId), shared: true });
  const records = { report: 'records', filters: { campaign: campaignId }, format: 'csv' };
  const { id: exportId } = await api.make('/v1/exports', records);
  const listed = await until(
    () => api.get<{ items: { id: string; state: string }[] }>(`/v1/campaigns/${campaignId}/contacts?after=${position}`),
    ({ body }) => body.items.length === 2,
  );
  const contactId = listed.body.items.find(({ state }) => state === 'initial')!.id;
  return {
    ...{ subaccountId, senderId, templateId, campaignId, contactId },
    ...{ uploadId, keyId, verificationId, searchId, exportId, phone },
  };
}

/**
 * Somebody sends a file to the tenant's number, with a caption.
 * @param number the four digits that the tenant was made with
 * @returns the id of the conversation, which is listed by then
 */
export async function makeConversation(
  api: Api,
  { senderId }: Stage,
  number: string,
  text = 'um segredo',
): Promise<string> {
  const metadata = { display_phone_number: `551190000${number}`, phone_number_id: `7${number}` };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const from = `5511900013${number.slice(-3)}`;
  const image = { id: number, mime_type: 'image/jpeg', caption: text };
  const messages = [{ from, id: `wamid.of-${number}`, timestamp, type: 'image', image }];
  const body = webhookBody('messages', { messaging_product: 'whatsapp', metadata, messages }, { id: `9${number}` });
  const { status } = await postWebhook(`${api.url}/webhooks/cloud-api/${senderId}`, body);
  if (status !== 200) throw new Error(`the webhook answered ${status}`);
  const listed = await until(
    () => api.get<{ items: { id: string }[] }>(`/v1/conversations?sender=${senderId}`),
    (reply) => reply.body.items.length === 1,
  );
  return listed.body.items[0]!.id;
}

/** Waits until an export is over, well or not. */
export async function exportEnded(api: Api, id: string): Promise<void> {
  await until(
    () => api.get<{ status: string }>(`/v1/exports/${id}`),
    ({ body: { status } }) => status !== 'queued' && status !== 'running',
    120_000,
  );
}

/** A key as its maker gets it. */
export async function makeKey(
  api: Api,
  role: Role,
  subaccountIds: readonly string[],
): Promise<{ id: string; secret: string }> {
  const { status, body } = await api.post<{ id: string; secret: string }>('/v1/keys', {
    name: `${role} da loja`,
    roles: [role],
    subaccountIds,
  });
  if (status !== 201) throw new Error(`POST /v1/keys answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
