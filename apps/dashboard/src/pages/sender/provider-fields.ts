import type { components } from '../../api/schema';

type Connection = components['schemas']['ConnectionBody'];
type Credentials = components['schemas']['CredentialsBody'];
export type ProviderName = components['schemas']['RegisterSenderBody']['provider'];

/** What a number of a provider is connected with, in the order in which it is asked for. */
interface ProviderFields {
  readonly title: string;
  readonly connection: readonly (keyof Connection)[];
  /** Of these, what can be left empty. */
  readonly optional: readonly (keyof Connection)[];
  readonly secrets: readonly (keyof Credentials)[];
  /** Of the provider's own; a simulator or a proxy has others. */
  readonly usual: Connection;
  /** What of the platform's news the engine takes in, in the words in which it is subscribed to there. */
  readonly news: readonly string[];
}

export const PROVIDERS: Readonly<Record<ProviderName, ProviderFields>> = {
  'cloud-api': {
    title: 'WhatsApp Cloud API',
    connection: ['phoneNumberId', 'businessAccountId', 'baseUrl', 'apiVersion'],
    optional: [],
    secrets: ['accessToken', 'appSecret', 'verifyToken'],
    usual: { baseUrl: 'https://graph.facebook.com', apiVersion: 'v25.0' },
    news: [
      'messages',
      'user_preferences',
      'message_template_status_update',
      'template_category_update',
      'phone_number_quality_update',
      'account_update',
    ],
  },
  gupshup: {
    title: 'Gupshup',
    connection: ['appName', 'source', 'appId', 'messagingLimit', 'baseUrl'],
    optional: ['appId', 'messagingLimit'],
    secrets: ['apiKey', 'webhookToken'],
    usual: { baseUrl: 'https://api.gupshup.io' },
    news: ['MESSAGE', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'TEMPLATE', 'ACCOUNT', 'OTHERS'],
  },
};

export const PROVIDER_NAMES = Object.keys(PROVIDERS) as readonly ProviderName[];

/** Null for one that is of a later version of the engine than this page. */
export function providerNamed(name: string): ProviderName | null {
  return PROVIDER_NAMES.find((known) => known === name) ?? null;
}

/** What of these settings a number of the provider has: one that may be left empty is left out. */
export function settingsOf<Settings extends Connection | Credentials>(
  names: readonly (keyof Settings & string)[],
  typed: Readonly<Record<string, string>>,
): Settings {
  const given = names.flatMap((name) => ((typed[name] ?? '').trim() === '' ? [] : [[name, typed[name]] as const]));
  return Object.fromEntries(given) as unknown as Settings;
}
