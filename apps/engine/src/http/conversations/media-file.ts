import { Readable } from 'node:stream';
import type { NamedMediaFile } from '@arauto/application';
import type { FastifyReply } from 'fastify';

/** A media type with parameters, as a header may have it. Source: RFC 9110, section 8.3.1. */
const TOKEN = "[\\w!#$%&'*+.^`|~-]{1,127}";
const MEDIA_TYPE = new RegExp(
  `^${TOKEN}/${TOKEN}( ?; ?${TOKEN}=(${TOKEN}|"[\\w !#$%&'()*+,./:;<=>?@^\`{|}~-]{0,127}"))*$`,
);

/** What a stranger sent is never anything to be run or shown beside what is ours, whatever it says that it is. */
const NOT_TO_BE_RUN = "sandbox; default-src 'none'";

/**
 * Answers with a file, read on only as the client does; who goes away ends it. Its first bytes are fetched before the answer begins, so that a failure is a
 * problem body; a later one cuts the connection instead of ending the file.
 */
export async function sendMedia(reply: FastifyReply, file: NamedMediaFile): Promise<Readable> {
  const { mimeType, bytes, fileName } = file;
  const chunks = file.content.iterator() as AsyncIterator<Buffer> & AsyncIterable<Buffer>;
  const first = await chunks.next();
  void reply.headers({
    'content-type': mimeType !== null && MEDIA_TYPE.test(mimeType) ? mimeType : 'application/octet-stream',
    'content-disposition': disposition(fileName),
    'content-security-policy': NOT_TO_BE_RUN,
    'x-content-type-options': 'nosniff',
    ...(bytes !== null && { 'content-length': String(bytes) }),
  });
  const content = Readable.from(chunks, { objectMode: false });
  if (first.done !== true) content.unshift(first.value);
  return content;
}

/** Of a name in characters. */
const LONGEST_NAME = 120;
/** What no file is called anywhere, leads elsewhere, or makes a name read other than it is: separators, control and formatting characters, lone halves. */
const NOT_IN_NAMES = /[\p{C}\p{Zl}\p{Zp}"*/:<>?\\|]/gu;

/** To be saved, under a name that is safe everywhere. Source: RFC 6266, section 4, and its appendix D; RFC 8187. */
export function disposition(fileName: string): string {
  const safe = fileName.replace(NOT_IN_NAMES, '_').replace(/^[. ]+|[. ]+$/g, '');
  const name = shortened(safe) || 'file';
  const ascii = name.replace(/[^\x20-\x7e]|%/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"${ascii === name ? '' : `; filename*=UTF-8''${encoded}`}`;
}

/** What a name ends in stays: it says what opens it. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST_NAME) return name;
  const [ending = ''] = /\.[^.]{1,10}$/.exec(name) ?? [];
  return characters.slice(0, LONGEST_NAME - ending.length).join('') + ending;
}
