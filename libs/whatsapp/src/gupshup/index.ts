import { accountEffects, templateEffect } from '../meta-webhooks/platform-words';
import type { ProviderKind } from '../provider-kind';
import { isSameSecret } from '../same-secret';
import { ERRORS } from './errors';
import { type GupshupConnection, type GupshupCredentials, SETTINGS } from './settings';
import { uncarried } from './uncarried';
import { namesOfApp } from './webhooks/names';
import { parseWebhook } from './webhooks/parse-webhook';

/** Gupshup's self-serve API: form bodies, an app for each number, callbacks that nobody signs. */
export const gupshup: ProviderKind<GupshupConnection, GupshupCredentials> = {
  name: 'gupshup',
  takes: 'submitted',
  settings: SETTINGS,
  takesUploads: false,
  numberSetting: 'appName',
  errors: ERRORS,
  namesOf: ({ appName }) => namesOfApp(appName),
  ownerSecretOf: ({ apiKey }) => apiKey,
  async open(connection, credentials, options) {
    const { GupshupProvider } = await import('./gupshup.provider.js');
    return new GupshupProvider(connection, credentials, options);
  },
  uncarried,
  webhooks: {
    secretInPath: 'webhookToken',
    verify: ({ token = '' }, { webhookToken = '' }) => isSameSecret(token, webhookToken),
    parse: parseWebhook,
    templateEffect,
    accountEffects,
    // An app is one number, and whatever is said of its account is said to it.
    isAboutNumber: () => true,
  },
};
