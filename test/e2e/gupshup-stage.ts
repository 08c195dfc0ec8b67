import type { Api } from './api';
import type { SimulatorProcess } from './simulator-process';
import { type Stage, TEMPLATE } from './stage';

/** A number behind an app of Gupshup, as it is set up at the engine and at the simulator; each setting has a boring default. */
export interface AppOptions {
  /** A new one unless named. */
  readonly subaccountId?: string;
  /** Of a new subaccount; ISO 3166-1 alpha-2. */
  readonly defaultCountry?: string;
  readonly appId?: string;
  readonly appName?: string;
  /** Digits. */
  readonly phone?: string;
  readonly portfolioId?: string;
  readonly callbackVersion?: 'v2' | 'v3';
  readonly pace?: number;
  /** `null` tells the engine none, as the platform tells nobody by itself. */
  readonly messagingLimit?: string | null;
  readonly template?: typeof TEMPLATE;
}

export const APP_ID = '82ed52f4-0c1d-4e2f-9a3b-700100200300';
export const APP_NAME = 'LojaDaAurora';
/** Digits. */
export const APP_PHONE = '5511900009009';
export const APP_CREDENTIALS = { apiKey: 'key-for-tests', webhookToken: 'a-token-of-our-own-0001' };

/** What happens to messages must be asked for, beside what everybody is told. */
const MODES = ['MESSAGE', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'DELETED', 'TEMPLATE', 'ACCOUNT', 'OTHERS'];

/** The same as `setStage`, of a number behind an app of Gupshup. */
export async function setGupshupStage(
  api: Api,
  simulator: Omit<SimulatorProcess, 'stop'>,
  options: AppOptions = {},
): Promise<Stage> {
  const { appId = APP_ID, appName = APP_NAME, phone = APP_PHONE, portfolioId = 'pf-gupshup' } = options;
  const { callbackVersion = 'v2', messagingLimit = 'UNLIMITED', template = TEMPLATE, defaultCountry = 'BR' } = options;
  const subaccountId =
    options.subaccountId ?? (await api.make('/v1/subaccounts', { name: 'Loja Aurora', defaultCountry })).id;
  const app = { provider: 'gupshup', appName, source: phone, apiKey: APP_CREDENTIALS.apiKey, portfolioId };
  const connect = `/__sim/number/${appId}/connect`;
  await simulator.control('POST', connect, app);
  const { id: senderId, position } = await api.make('/v1/senders', {
    subaccountId,
    name: 'Aurora',
    provider: 'gupshup',
    phone: `+${phone}`,
    portfolioId,
    connection: {
      ...{ baseUrl: simulator.url, appName, source: phone, appId },
      ...(messagingLimit !== null && { messagingLimit }),
    },
    credentials: APP_CREDENTIALS,
    ...(options.pace !== undefined && { pace: { messagesPerSecond: options.pace } }),
  });
  const sender = await api.get<{ webhookPath: string }>(`/v1/senders/${senderId}?after=${position}`);
  // The token is ours, so that the API names its place and not the token.
  const webhookUrl = api.url + sender.body.webhookPath.replace('{webhookToken}', APP_CREDENTIALS.webhookToken);
  await simulator.control('POST', connect, { ...app, webhookUrl, callbackVersion, modes: MODES });
  const known = { subaccountId, senderId, ...template };
  await simulator.control('POST', `/__sim/template/${template.name}/approve`, known);
  const { id: templateId } = await api.make('/v1/templates', known);
  return { subaccountId, senderId, templateId };
}
