/** A field of a form as it came. */
export interface FormPart {
  readonly name: string;
  /** Undefined for what is no file. */
  readonly filename: string | undefined;
  /** Of a file: its type, as it says itself. */
  readonly type: string;
  readonly content: Buffer;
}

const BREAK = Buffer.from('\r\n\r\n');

/** The fields of a `multipart/form-data` body (RFC 7578); undefined for what is none. */
export function readMultipart(contentType: string, body: Buffer): readonly FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*\bboundary=("?)([^";]+)\1/i.exec(contentType)?.[2];
  if (boundary === undefined || !body.subarray(0, boundary.length + 2).equals(Buffer.from(`--${boundary}`))) {
    return undefined;
  }
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: FormPart[] = [];
  let start = delimiter.length - 2;
  while (body.toString('latin1', start, start + 2) === '\r\n') {
    const end = body.indexOf(delimiter, start);
    const content = body.indexOf(BREAK, start);
    if (end < 0 || content < 0 || content > end) return undefined;
    const headers = body.toString('utf8', start, content);
    const name = /^content-disposition: *form-data;.*\bname="([^"]*)"/im.exec(headers)?.[1];
    if (name === undefined) return undefined;
    const filename = /\bfilename="([^"]*)"/i.exec(headers)?.[1];
    const type = /^content-type: *(.*?) *$/im.exec(headers)?.[1] ?? '';
    parts.push({ name, filename, type, content: body.subarray(content + BREAK.length, end) });
    start = end + delimiter.length;
  }
  return body.toString('latin1', start, start + 2) === '--' ? parts : undefined;
}
