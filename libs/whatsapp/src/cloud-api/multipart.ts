import { createHash } from 'node:crypto';

/** A field of a form, or a file in it. */
export type Part =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly filename: string; readonly mimeType: string; readonly content: Buffer };

/**
 * A form as `multipart/form-data`, and the header that says so. What parts it from another is a hash over all of it, which nothing in it can hold.
 * Source: RFC 7578; what names may not hold is written as browsers write it (HTML, *multipart/form-data encoding algorithm*).
 */
export function multipart(parts: readonly Part[]): { readonly type: string; readonly body: Buffer } {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(contentOf(part));
  const boundary = `arauto-${hash.digest('hex')}`;
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${headersOf(part)}\r\n\r\n`),
    contentOf(part),
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}

function contentOf(part: Part): Buffer {
  return 'value' in part ? Buffer.from(part.value) : part.content;
}

function headersOf(part: Part): string {
  const disposition = `Content-Disposition: form-data; name="${part.name}"`;
  if ('value' in part) return disposition;
  return `${disposition}; filename="${escaped(part.filename)}"\r\nContent-Type: ${part.mimeType}`;
}

function escaped(filename: string): string {
  return filename.replace(
    /["\r\n]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
