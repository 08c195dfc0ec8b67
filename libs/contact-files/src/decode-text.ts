import { isUtf8 } from 'node:buffer';
import { ContactFileError } from './contact-file-error';
import { refuseForeignFile } from './file-kind';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'utf-8 and windows-1252';

/** What Windows-1252 has where Latin-1 has control characters. https://encoding.spec.whatwg.org/index-windows-1252.txt */
const upper =
  '\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F' +
  '\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178';

/** So many bytes tell the encoding: always the same ones, whatever the size of the chunks. */
const sampleSize = 512;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A text without a line break is handed on in pieces of this size; whoever reads rows sets a limit of its own. */
const longestHeld = 1 << 20;

/**
 * Bytes to text, in pieces of any size, in constant memory. UTF-16 is known by its mark or by its zero bytes. In all other
 * files **each line is judged by itself**: UTF-8 where its bytes are valid UTF-8, else Windows-1252. So a file that is UTF-8
 * for 500,000 rows and Latin-1 after that (two exports pasted together) is read correctly, whatever the size of the chunks.
 * @throws ContactFileError for a file that is no text
 */
export class TextDecoding {
  private utf8 = false;
  private windows = false;
  private utf16: 'utf-16le' | 'utf-16be' | undefined;

  /** What was needed so far; plain ASCII counts as UTF-8. */
  get encoding(): Encoding {
    if (this.utf16) return this.utf16;
    if (this.windows) return this.utf8 ? 'utf-8 and windows-1252' : 'windows-1252';
    return 'utf-8';
  }

  async *decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    let held: Buffer = Buffer.alloc(0);
    let started = false;
    let wide: InstanceType<typeof TextDecoder> | undefined;
    const take = (last: boolean): string => {
      if (!started) {
        if (held.length < sampleSize && !last) return '';
        started = true;
        held = held.subarray(this.start(held));
        wide = this.utf16 && new TextDecoder(this.utf16);
      }
      const end = wide || last ? held.length : endOfLines(held);
      const ready = held.subarray(0, end);
      held = held.subarray(end);
      return wide ? wide.decode(ready, { stream: !last }) : this.lines(ready);
    };
    for await (const bytes of source) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      const text = take(false);
      if (text) yield text;
    }
    const rest = take(true);
    if (rest) yield rest;
  }

  /** Looks at the first bytes; answers how many of them are a mark. */
  private start(bytes: Buffer): number {
    refuseForeignFile(bytes);
    if (bytes.length >= 4 && (bytes.readUInt32LE() === 0xfeff || bytes.readUInt32BE() === 0xfeff)) {
      throw new ContactFileError('encoding_unsupported', 'The file is UTF-32. Save it as CSV in UTF-8.');
    }
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return this.wide('utf-16le', 2);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return this.wide('utf-16be', 2);
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.utf8 = true;
      return 3;
    }
    const sample = bytes.subarray(0, sampleSize);
    const zeros = [0, 0];
    for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at & 1]!++;
    const [even, odd] = zeros as [number, number];
    const most = sample.length * 0.35;
    if (odd > most && even * 8 < odd) return this.wide('utf-16le', 0);
    if (even > most && odd * 8 < even) return this.wide('utf-16be', 0);
    if (even + odd > sample.length * 0.1) {
      throw new ContactFileError('file_not_csv', 'The file is binary data, not CSV.');
    }
    return 0;
  }

  private wide(encoding: 'utf-16le' | 'utf-16be', mark: number): number {
    this.utf16 = encoding;
    return mark;
  }

  private lines(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      const text = bytes.toString('utf8');
      if (text.length !== bytes.length) this.utf8 = true;
      return text;
    }
    let text = '';
    for (let from = 0; from < bytes.length;) {
      const next = bytes.indexOf(lineFeed, from);
      const to = next < 0 ? bytes.length : next + 1;
      text += this.line(bytes.subarray(from, to));
      from = to;
    }
    return text;
  }

  private line(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      const text = bytes.toString('utf8');
      if (text.length !== bytes.length) this.utf8 = true;
      return text;
    }
    this.windows = true;
    return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => upper.charAt(char.charCodeAt(0) - 0x80));
  }
}

/** Where the last whole line ends; 0 when more is to come. Files of old Macs have returns only. */
function endOfLines(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lineFeed);
  if (feed >= 0) return feed + 1;
  // A return at the very end may be the first half of a line break.
  const back = bytes.lastIndexOf(carriageReturn, -2);
  if (back >= 0) return back + 1;
  if (bytes.length < longestHeld) return 0;
  let end = bytes.length;
  while (end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return end - 1;
}
