import { createHash } from 'node:crypto';
import { graphError, type GraphError } from './graph-error';
import { type SentFile } from './inbound-media';
import { mediaContent, sha256Of } from './media-content';
import { type World } from './world';

/** How long an address leads to its file (platform reference, 1.7), of which no speed leaves less than ten real seconds. */
const ADDRESS_MS = 5 * 60_000;
const ADDRESS_AT_LEAST_MS = 10_000;

/** Gupshup's address is in the callback, and nobody can ask for another (its own span is not known). */
const OPEN_MS = 24 * 3_600_000;
const OPEN_AT_LEAST_MS = 3_600_000;

/** `GET /{version}/{mediaId}`. @param host as the caller calls this machine */
export function describeMedia(world: World, { id, mimeType }: SentFile, host: string): string {
  const content = mediaContent(id, mimeType);
  const { path } = addressFor(world, id, Math.max(ADDRESS_AT_LEAST_MS, ADDRESS_MS / world.settings.speed));
  return JSON.stringify({
    messaging_product: 'whatsapp',
    url: `http://${host}${path}`,
    mime_type: mimeType,
    sha256: sha256Of(content).toString('hex'),
    file_size: content.length,
    id,
  });
}

/** The address that Gupshup tells of a file. It needs no key; it leads there for a simulated day, a real hour at least. */
export function openAddress(world: World, id: string): { readonly path: string; readonly until: number } {
  return addressFor(world, id, Math.max(OPEN_AT_LEAST_MS, OPEN_MS / world.settings.speed));
}

function addressFor(world: World, id: string, lifeMs: number): { readonly path: string; readonly until: number } {
  const until = Math.floor(world.clock.now() + lifeMs);
  return { path: `/media/${id}?ext=${until}&hash=${seal(world, id, until)}`, until };
}

/** `GET /media/{mediaId}?ext=…&hash=…`, the address that was given out. */
export function readMedia(world: World, { id, mimeType }: SentFile, query: URLSearchParams): Buffer | GraphError {
  const until = Number(query.get('ext'));
  if (query.get('hash') !== seal(world, id, until)) return graphError(100, 'Invalid media URL signature.');
  if (until < world.clock.now()) return { ...graphError(100, 'The media URL has expired.'), httpStatus: 404 };
  return mediaContent(id, mimeType);
}

/** Only whoever was told the address knows it; of one run. */
function seal(world: World, id: string, until: number): string {
  return createHash('sha256').update(`${world.epoch} ${id} ${until}`).digest('base64url').slice(0, 22);
}
