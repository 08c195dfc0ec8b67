import { callableAddress, callableWith, like, visible } from '../setting-rules';
import type { SettingRule } from '../settings';

/** Where the Cloud API has a number. */
export type CloudApiConnection = {
  /** `https://graph.facebook.com`, or the address of a simulator. A path before the version is kept. */
  readonly baseUrl: string;
  /** Graph version, `v25.0`. It changes payloads, so it is a setting of the connection. */
  readonly apiVersion: string;
  readonly phoneNumberId: string;
  /** Whose templates the number sends. */
  readonly businessAccountId: string;
};

/** Secrets: never logged and never read back. */
export type CloudApiCredentials = {
  readonly accessToken: string;
  /** What webhooks are signed with. */
  readonly appSecret: string;
  /** The word of our own in the handshake. */
  readonly verifyToken: string;
};

export const SETTINGS = {
  connection: {
    baseUrl: callableAddress,
    apiVersion: like(/^v\d{1,3}\.\d{1,2}$/, 'a version like v25.0'),
    phoneNumberId: like(/^\d{1,32}$/, '1 to 32 digits'),
    businessAccountId: like(/^[\w-]{1,64}$/, '1 to 64 letters, digits, - or _'),
  },
  credentials: {
    accessToken: visible,
    appSecret: visible,
    // Of our own choice, so that it may hold more; what stands at its ends does not survive being pasted into a form.
    verifyToken: (value) =>
      value !== '' && value === value.trim() && !/[\p{Cc}\p{Cs}]/u.test(value)
        ? null
        : 'text without control characters, and without blanks at its ends',
  },
} satisfies {
  connection: Record<keyof CloudApiConnection, SettingRule>;
  credentials: Record<keyof CloudApiCredentials, SettingRule>;
};

/** Where and with what every call of a connection goes. */
export interface Endpoint {
  readonly origin: string;
  /** `/v25.0` below the base, without a slash at the end. */
  readonly version: string;
  /** `/v25.0/{phoneNumberId}` below the base, without a slash at the end. */
  readonly number: string;
  /** `/v25.0/{businessAccountId}`, likewise. */
  readonly account: string;
  readonly authorization: string;
}

/** What calls are made with. */
const CALLED_WITH: ReadonlySet<string> = new Set([
  ...['connection.baseUrl', 'connection.apiVersion', 'connection.phoneNumberId', 'credentials.accessToken'],
]);

/** @throws UnfitSettings naming every wrong one */
export function endpointOf(connection: CloudApiConnection, credentials: CloudApiCredentials): Endpoint {
  const { apiVersion, phoneNumberId, businessAccountId } = connection;
  const url = callableWith(SETTINGS, { connection, credentials }, CALLED_WITH);
  const version = `${url.pathname.replace(/\/+$/, '')}/${apiVersion}`;
  return {
    origin: url.origin,
    version,
    number: `${version}/${phoneNumberId}`,
    account: `${version}/${encodeURIComponent(businessAccountId)}`,
    authorization: `Bearer ${credentials.accessToken}`,
  };
}
