import { type SettingProblem, UnfitSettings } from '../unfit-setting';
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

/** Everything that is set of a number: the connection, and what its webhooks are verified with. */
export interface CloudApiSettings extends CloudApiConnection {
  /** Whose templates the number sends. */
  readonly businessAccountId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

/** Where and with what every call of a connection goes. */
export interface Endpoint {
  readonly origin: string;
  /** Of the base URL, without a slash at the end: empty, or `/proxy`. */
  readonly base: string;
  /** `/v25.0/{phoneNumberId}` below the base, without a slash at the end. */
  readonly path: string;
  readonly authorization: string;
}

interface Rule {
  readonly path: string;
  readonly expected: string;
  readonly holds: (value: string) => boolean;
}

/** A secret that is sent or compared byte by byte: a blank in it was pasted by mistake. */
const visible = (path: string): Rule => ({
  path,
  expected: 'visible ASCII characters without blanks',
  holds: (value) => /^[\x21-\x7e]+$/.test(value),
});

const RULES: { readonly [Setting in keyof CloudApiSettings]: readonly Rule[] } = {
  baseUrl: [
    {
      path: 'connection.baseUrl',
      expected: 'an https address, or http on loopback',
      holds: (value) => addressOf(value) !== null,
    },
    {
      path: 'connection.baseUrl',
      expected: 'an address without query, fragment and blanks',
      // In the text: an empty query or fragment, or a blank at an end, leaves no trace in what a URL is parsed to.
      holds: (value) => !/[?#\s\\]/.test(value),
    },
  ],
  apiVersion: [
    {
      path: 'connection.apiVersion',
      expected: 'a version like v25.0',
      holds: (value) => /^v\d{1,3}\.\d{1,2}$/.test(value),
    },
  ],
  phoneNumberId: [
    { path: 'connection.phoneNumberId', expected: '1 to 32 digits', holds: (value) => /^\d{1,32}$/.test(value) },
  ],
  businessAccountId: [
    {
      path: 'connection.businessAccountId',
      expected: '1 to 64 letters, digits, - or _',
      holds: (value) => /^[\w-]{1,64}$/.test(value),
    },
  ],
  accessToken: [visible('credentials.accessToken')],
  appSecret: [visible('credentials.appSecret')],
  // Of our own choice, so that it may hold more; what stands at its ends does not survive being pasted into a form.
  verifyToken: [
    {
      path: 'credentials.verifyToken',
      expected: 'text without control characters, and without blanks at its ends',
      holds: (value) => value !== '' && value === value.trim() && !/[\p{Cc}\p{Cs}]/u.test(value),
    },
  ],
};

/** What is wrong with the settings that are given; what is left out is not judged. Pure. */
export function cloudApiProblems(settings: Partial<CloudApiSettings>): SettingProblem[] {
  return (Object.keys(RULES) as (keyof CloudApiSettings)[]).flatMap((setting) => {
    const value = settings[setting];
    if (value === undefined) return [];
    const broken = RULES[setting].find(({ holds }) => !holds(value));
    return broken ? [{ path: broken.path, expected: broken.expected }] : [];
  });
}

/**
 * @param hosts where it may lead
 * @throws UnfitSettings naming every wrong one, because a wrong one would otherwise look like a network error for ever
 */
export function endpointOf(connection: CloudApiConnection, hosts: ProviderHosts): Endpoint {
  const { baseUrl, apiVersion, phoneNumberId, accessToken } = connection;
  const problems = cloudApiProblems({ baseUrl, apiVersion, phoneNumberId, accessToken });
  const url = addressOf(baseUrl);
  if (url !== null && !hosts.allows(baseUrl)) {
    problems.push({ path: 'connection.baseUrl', expected: 'on a host of ARAUTO_PROVIDER_HOSTS' });
  }
  if (problems.length > 0 || url === null) throw new UnfitSettings(problems);
  const base = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    base,
    path: `${base}/${apiVersion}/${phoneNumberId}`,
    authorization: `Bearer ${accessToken}`,
  };
}

function addressOf(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // An empty user and an empty password leave no trace in what a URL is parsed to.
  if (!url || url.username !== '' || url.password !== '' || text.includes('@')) return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? url : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
