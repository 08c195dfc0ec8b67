import { optionalLimit } from '../reading';
import { callableAddress, callableWith, like, optional, visible } from '../setting-rules';
import type { SettingRule } from '../settings';

/** Where Gupshup has a number: an app is one number. */
export type GupshupConnection = {
  /** `https://api.gupshup.io`, or the address of a simulator. A path in it is kept. */
  readonly baseUrl: string;
  /** What sends and callbacks call the app. */
  readonly appName: string;
  /** The number, in digits. */
  readonly source: string;
  /** What the list of templates calls the app. Its name stands in where nobody gave it, which is right only where an app has its name for an id. */
  readonly appId?: string;
  /** How many persons it may write to in 24 hours, which the self-serve API tells nobody: `2000`, `TIER_10K`, `UNLIMITED`. */
  readonly messagingLimit?: string;
};

/** Secrets: never logged and never read back. */
export type GupshupCredentials = {
  /** Of the account, so that its apps share it. */
  readonly apiKey: string;
  /** Of our own choice: the end of the callback address, as nothing is signed. */
  readonly webhookToken: string;
};

export const SETTINGS = {
  connection: {
    baseUrl: callableAddress,
    // Source: Gupshup's documentation, *Create an app*: at least six characters, no blanks.
    appName: like(/^[\w.-]{1,64}$/, '1 to 64 letters, digits, ., - or _'),
    source: like(/^[1-9]\d{4,19}$/, 'the number with country code, digits only'),
    appId: optional(like(/^[\w-]{1,64}$/, '1 to 64 letters, digits, - or _')),
    messagingLimit: optional((value) =>
      optionalLimit(value) === undefined ? 'a limit like 2000, TIER_10K or UNLIMITED' : null,
    ),
  },
  credentials: {
    apiKey: visible,
    // Long enough to be no guess, and nothing that an address would have to escape.
    webhookToken: like(/^[\w-]{16,128}$/, '16 to 128 letters, digits, - or _'),
  },
} satisfies {
  connection: Record<keyof GupshupConnection, SettingRule>;
  credentials: Record<keyof GupshupCredentials, SettingRule>;
};

/** Where and with what every call of a connection goes. */
export interface Endpoint {
  readonly origin: string;
  /** `/wa/api/v1/template/msg` below the base. */
  readonly sendTemplate: string;
  /** `/wa/api/v1/msg` below the base. */
  readonly sendFreeForm: string;
  /** `/wa/app/{appId}/template` below the base. */
  readonly templates: string;
  readonly apiKey: string;
}

/** What calls are made with. */
const CALLED_WITH: ReadonlySet<string> = new Set([
  ...['connection.baseUrl', 'connection.appName', 'connection.source', 'connection.appId', 'credentials.apiKey'],
]);

/** @throws UnfitSettings naming every wrong one */
export function endpointOf(connection: GupshupConnection, credentials: GupshupCredentials): Endpoint {
  const { appName, appId } = connection;
  const url = callableWith(SETTINGS, { connection, credentials }, CALLED_WITH);
  const base = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    sendTemplate: `${base}/wa/api/v1/template/msg`,
    sendFreeForm: `${base}/wa/api/v1/msg`,
    templates: `${base}/wa/app/${encodeURIComponent(appId || appName)}/template`,
    apiKey: credentials.apiKey,
  };
}
