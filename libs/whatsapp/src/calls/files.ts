import type { ProviderHosts } from '../hosts/provider-hosts';
import type { MediaFile, NoMedia } from '../provider';
import { addressOf } from '../setting-rules';
import { netError } from './answers';
import type { Downloads } from './downloads';

/** Bytes of a file that a person sends, at most: for what is larger the platform sends error 131052 instead of an id. */
const LARGEST_FILE = 100 * 1024 * 1024;

/** Milliseconds: a connection that nobody reads on is free for another before that has waited too long. */
const TIMEOUTS = {
  waitTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  silenceTimeoutMs: 30_000,
  unreadTimeoutMs: 20_000,
};

/** Where a file lies, and what the platform says of it. */
export interface FilePlace {
  readonly url: string;
  readonly mimeType: string | null;
  readonly bytes: number | null;
}

/**
 * Fetches a file, where it lies at the connection's own address or on a host that is on the list: the place comes from outside, and whoever is
 * called from here could be whoever we reach.
 * @param own origin of the connection
 * @param headers name, value, name, value: what of secrets is in them goes to that place
 */
export async function fetchFile(
  downloads: Downloads,
  { url, mimeType, bytes }: FilePlace,
  { own, hosts, headers }: { readonly own: string; readonly hosts: ProviderHosts; readonly headers: readonly string[] },
): Promise<MediaFile | NoMedia> {
  const address = addressOf(url);
  if (!address || (address.origin !== own && !hosts.allows(url)))
    return netError('the file lies on no host of ARAUTO_PROVIDER_HOSTS');
  const options = { bytes, most: LARGEST_FILE, ...TIMEOUTS };
  const download = await downloads.get(address, [...headers, 'accept-encoding', 'identity'], options);
  switch (download.kind) {
    case 'begun':
      return { mimeType, bytes: download.bytes, content: download.content };
    case 'refused':
      return readNoFile(download.status);
    case 'failed':
      return netError(download.why);
  }
}

/** That the platform has no such file. */
export function gone(code = '404'): NoMedia {
  return { error: { code, details: 'there is no such file, or not any more' }, isGone: true };
}

/** What the answer to a request for the file itself means, where that is anything but the file. */
function readNoFile(status: number): NoMedia {
  if (status === 404 || status === 410) return gone();
  return { error: { code: String(status), details: `HTTP ${status} instead of the file` } };
}
