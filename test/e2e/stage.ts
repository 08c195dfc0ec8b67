import type { Api } from './api';
import type { SimulatorProcess } from './simulator-process';
import { uploadRead } from './uploads';

/** A subaccount with a connected sender and an approved template, ready for campaigns. */
export interface Stage {
  readonly subaccountId: string;
  readonly senderId: string;
  readonly templateId: string;
}

export const PHONE_NUMBER_ID = '700100200300';

/** The provider's id of the number of `setStage`'s nth caller. */
export function phoneNumberIdOf(nth: number): string {
  return String(Number(PHONE_NUMBER_ID) + nth);
}

export const CREDENTIALS = { accessToken: 'token-for-tests', appSecret: 'app-secret', verifyToken: 'verify-me' };

export const TEMPLATE = {
  name: 'aviso_de_fatura',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' }],
};

/** A number as it is set up at the engine and at the simulator; each setting has a boring default. */
export interface NumberOptions {
  readonly pace?: number;
  readonly throughputLevel?: string;
  readonly messagingLimit?: string;
  /** A new one unless named. */
  readonly subaccountId?: string;
  /** Of a new subaccount; ISO 3166-1 alpha-2. */
  readonly defaultCountry?: string;
  readonly phoneNumberId?: string;
  /** Digits. */
  readonly phone?: string;
  readonly businessAccountId?: string;
  readonly portfolioId?: string;
  readonly credentials?: typeof CREDENTIALS;
  /** Path at the engine to which its webhooks go: its own unless it shares another's. */
  readonly webhookPath?: string;
}

/** Another number of another business, by its place among several: one digit. */
export function numberOf(nth: number): NumberOptions {
  return {
    phoneNumberId: phoneNumberIdOf(nth),
    phone: `551190000000${nth}`,
    businessAccountId: String(900800700 + nth),
    portfolioId: `pf-${nth + 1}`,
  };
}

/** Makes everything a campaign needs, at the engine and at the simulator. Webhooks go to the engine. */
export async function setStage(
  api: Api,
  simulator: Omit<SimulatorProcess, 'stop'>,
  options: NumberOptions = {},
): Promise<Stage> {
  const subaccountId =
    options.subaccountId ??
    (await api.make('/v1/subaccounts', { name: 'Loja', defaultCountry: options.defaultCountry ?? 'BR' })).id;
  const phoneNumberId = options.phoneNumberId ?? PHONE_NUMBER_ID;
  const phone = options.phone ?? '5511900000000';
  const businessAccountId = options.businessAccountId ?? '900800700';
  const portfolioId = options.portfolioId ?? 'pf-1';
  const credentials = options.credentials ?? CREDENTIALS;
  const number = {
    displayPhoneNumber: phone,
    businessAccountId,
    portfolioId,
    ...credentials,
    throughputLevel: options.throughputLevel ?? 'HIGH',
    ...(options.messagingLimit !== undefined && { messagingLimit: options.messagingLimit }),
  };
  const connect = `/__sim/number/${phoneNumberId}/connect`;
  await simulator.control('POST', connect, number);
  const { id: senderId, position } = await api.make('/v1/senders', {
    subaccountId,
    name: 'Vendas',
    provider: 'cloud-api',
    phone: `+${phone}`,
    portfolioId,
    connection: { baseUrl: simulator.url, apiVersion: 'v25.0', phoneNumberId, businessAccountId },
    credentials,
    ...(options.pace !== undefined && { pace: { messagesPerSecond: options.pace } }),
  });
  const sender = await api.get<{ webhookPath: string }>(`/v1/senders/${senderId}?after=${position}`);
  const webhookUrl = api.url + (options.webhookPath ?? sender.body.webhookPath);
  await simulator.control('POST', connect, { ...number, webhookUrl });
  const template = { subaccountId, senderId, ...TEMPLATE };
  await simulator.control('POST', `/__sim/template/${TEMPLATE.name}/approve`, template);
  const { id: templateId } = await api.make('/v1/templates', template);
  return { subaccountId, senderId, templateId };
}

/** What `POST /v1/campaigns` takes, with boring defaults. */
export function campaignBody(stage: Stage, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    subaccountId: stage.subaccountId,
    name: 'Cobrança de março',
    senderIds: [stage.senderId],
    content: {
      type: 'template',
      templateId: stage.templateId,
      parameterMapping: { 1: { from: 'name', default: 'cliente' }, 2: { from: 'amount', default: '—' } },
    },
    ...more,
  };
}

/** `count` contacts from `first`, on numbers that reach nobody and mean nothing to the simulator (their last four digits are ≥ 1000). */
export function contacts(
  count: number,
  first = 0,
): { phone: string; name: string; parameters: Record<string, string> }[] {
  return Array.from({ length: count }, (_, index) => {
    const n = first + index;
    const area = 11 + Math.floor(n / 9_000_000);
    const tail = String(Math.floor((n % 9_000_000) / 9000)).padStart(3, '0') + String(1000 + (n % 9000));
    return { phone: `+55${area}90${tail}`, name: `Pessoa ${n}`, parameters: { amount: `R$ ${n},00` } };
  });
}

/** Uploads contacts as JSON and waits until they are read. Answers the id of the last upload. */
export async function uploadContacts(api: Api, campaignId: string, rows: readonly unknown[]): Promise<string> {
  let last = '';
  for (let from = 0; from < rows.length; from += 10_000) {
    const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, {
      contacts: rows.slice(from, from + 10_000),
    });
    await uploadRead(api, uploadId);
    last = uploadId;
  }
  return last;
}

/** A draft of `campaignBody` with these contacts. Answers its id. */
export async function draftCampaign(
  api: Api,
  stage: Stage,
  rows: readonly unknown[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await api.make('/v1/campaigns', campaignBody(stage, more));
  await uploadContacts(api, id, rows);
  return id;
}

/** The same, and starts it. */
export async function startCampaign(...of: Parameters<typeof draftCampaign>): Promise<string> {
  const [api] = of;
  const id = await draftCampaign(...of);
  await api.make(`/v1/campaigns/${id}/start`);
  return id;
}
