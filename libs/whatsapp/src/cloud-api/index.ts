import type { ProviderKind } from '../provider-kind';
import { ERRORS } from './errors';
import { type CloudApiConnection, type CloudApiCredentials, SETTINGS } from './settings';
import { parseWebhook } from '../meta-webhooks/parse-webhook';
import { accountEffects, isAboutNumber, templateEffect } from '../meta-webhooks/platform-words';
import { handshake, verifySignature } from './signature';

export { PLATFORM_WORDS } from '../meta-webhooks/platform-words';

/** Meta's own API. */
export const cloudApi: ProviderKind<CloudApiConnection, CloudApiCredentials> = {
  name: 'cloud-api',
  takes: 'accepted',
  settings: SETTINGS,
  takesUploads: true,
  numberSetting: 'phoneNumberId',
  errors: ERRORS,
  namesOf: ({ phoneNumberId, businessAccountId }) => ({ phoneNumberId, businessAccountId }),
  ownerSecretOf: ({ appSecret }) => appSecret,
  async open(connection, credentials, options) {
    // With its HTTP client it is a tenth of all that the engine has to load.
    const { CloudApiProvider } = await import('./cloud-api.provider.js');
    return new CloudApiProvider(connection, credentials, options);
  },
  webhooks: {
    handshake: (query, { verifyToken }) => handshake(query, verifyToken),
    verify: (request, { appSecret }) => verifySignature(request, appSecret),
    parse: parseWebhook,
    templateEffect,
    accountEffects,
    isAboutNumber,
  },
};
