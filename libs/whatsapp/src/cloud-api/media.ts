import type { Exchange } from '../calls/exchange';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type { NoMedia } from '../provider';
import { answeredIn, netError, parseJson, readGraphError } from './answer';
import { field, optionalText } from './reading';
import { addressOf } from './settings';

/** Bytes of a file that a person sends, at most: for what is larger the platform sends error 131052 instead of an id. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** Where a file lies, for five minutes, and what the platform says of it. Source: Meta's documentation of media, *Get media URL*. */
export interface MediaPlace {
  readonly url: string;
  readonly mimeType: string | null;
  readonly bytes: number | null;
}

/** Where no object with an id exists for the token. Source: Meta's documentation of the Graph API, *Handle errors*. */
const NO_SUCH_OBJECT = 33;

/** What the answer about an id of a file means. */
export function readMediaPlace(exchange: Exchange): MediaPlace | NoMedia {
  const answer = answeredIn(exchange);
  if ('error' in answer) return answer;
  const { status, body } = answer;
  const json = parseJson(body);
  const error = readGraphError(json);
  if (status === 404 || field(field(json, 'error'), 'error_subcode') === NO_SUCH_OBJECT) return gone(error?.code);
  if (error) return { error };
  const url = optionalText(json, 'url');
  if (status !== 200 || url === undefined) return netError(`HTTP ${status} without the address of a file`);
  const size = Number(field(json, 'file_size'));
  const bytes = Number.isSafeInteger(size) && size > 0 ? size : null;
  return { url, mimeType: optionalText(json, 'mime_type') ?? null, bytes };
}

/** What the answer to a request for the file itself means, where that is anything but the file. */
export function readNoFile(status: number): NoMedia {
  if (status === 404 || status === 410) return gone();
  return { error: { code: String(status), details: `HTTP ${status} instead of the file` } };
}

/**
 * The address of a file, where the token may go to it: that of the connection itself, or on a host that is on the list. It comes from an
 * answer, and whoever gets the token is whoever owns the number.
 */
export function addressForToken(url: string, origin: string, hosts: ProviderHosts): URL | null {
  const address = addressOf(url);
  return address && (address.origin === origin || hosts.allows(url)) ? address : null;
}

function gone(code = '404'): NoMedia {
  return { error: { code, details: 'there is no such file, or not any more' }, isGone: true };
}
