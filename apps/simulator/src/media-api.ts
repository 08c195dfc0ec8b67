import { createHash } from 'node:crypto';
import { graphError, type GraphError } from './graph-error';
import { type SentFile } from './inbound-media';
import { mediaContent, sha256Of } from './media-content';
import { type World } from './world';

/** How long an address leads to its file (platform reference, 1.7), of which no speed leaves less than ten real seconds. */
const ADDRESS_MS = 5 * 60_000;
const ADDRESS_AT_LEAST_MS = 10_000;

/** `GET /{version}/{mediaId}`. @param host as the caller calls this machine */
export function describeMedia(world: World, { id, mimeType }: SentFile, host: string): string {
  const content = mediaContent(id, mimeType);
  const until = Math.floor(world.clock.now() + Math.max(ADDRESS_AT_LEAST_MS, ADDRESS_MS / world.settings.speed));
  return JSON.stringify({
    messaging_product: 'whatsapp',
    url: `http://${host}/media/${id}?ext=${until}&hash=${seal(world, id, until)}`,
    mime_type: mimeType,
    sha256: sha256Of(content).toString('hex'),
    file_size: content.length,
    id,
  });
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
