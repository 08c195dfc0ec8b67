import type { ProviderHosts } from '../hosts';

/** What a number's connection to the Cloud API needs. The token is a secret: it is never logged and never read back. */
export interface CloudApiConnection {
  /** `https://graph.facebook.com`, or the address of a simulator. A path before the version is kept. */
  readonly baseUrl: string;
  /** Graph version, `v25.0`. It changes payloads, so it is a setting of the connection. */
  readonly apiVersion: string;
  readonly phoneNumberId: string;
  readonly accessToken: string;
}

/** Where and with what every call of a connection goes. */
export interface Endpoint {
  readonly origin: string;
  /** `/v25.0/{phoneNumberId}`, without a slash at the end. */
  readonly path: string;
  readonly authorization: string;
}

/** Says exactly which setting is wrong, because a wrong one would otherwise look like a network error for ever. */
export class InvalidConnection extends Error {
  constructor(
    readonly field: keyof CloudApiConnection,
    expected: string,
  ) {
    super(`${field} must be ${expected}`);
    this.name = 'InvalidConnection';
  }
}

/**
 * @param hosts where it may lead
 * @throws InvalidConnection naming the first wrong field
 */
export function endpointOf(connection: CloudApiConnection, hosts: ProviderHosts): Endpoint {
  const base = URL.canParse(connection.baseUrl) ? new URL(connection.baseUrl) : null;
  if (!base || (base.protocol !== 'https:' && base.protocol !== 'http:') || base.username || base.search || base.hash) {
    throw new InvalidConnection('baseUrl', 'an http(s) address without user, query or fragment');
  }
  if (base.protocol === 'http:' && !isLoopback(base.hostname)) {
    throw new InvalidConnection('baseUrl', 'https, or http on loopback');
  }
  if (!hosts.allows(connection.baseUrl)) {
    throw new InvalidConnection('baseUrl', 'on a host of ARAUTO_PROVIDER_HOSTS');
  }
  if (!/^v\d{1,3}\.\d{1,2}$/.test(connection.apiVersion)) {
    throw new InvalidConnection('apiVersion', 'a Graph version like v25.0');
  }
  if (!/^\d{1,32}$/.test(connection.phoneNumberId)) throw new InvalidConnection('phoneNumberId', 'digits');
  if (!/^[\x21-\x7e]+$/.test(connection.accessToken)) {
    throw new InvalidConnection('accessToken', 'visible ASCII characters without spaces');
  }
  return {
    origin: base.origin,
    path: `${base.pathname.replace(/\/+$/, '')}/${connection.apiVersion}/${connection.phoneNumberId}`,
    authorization: `Bearer ${connection.accessToken}`,
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
