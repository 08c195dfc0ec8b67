import { ContactFileError } from '../contact-file-error';
import { damaged } from './damage';

/** Told of an XML text from its beginning to its end. Names come without their prefixes: each writer has its own. */
export interface XmlListener {
  /** @param tag what stands behind the name: see `attributeOf` */
  opened(name: string, tag: string): void;
  closed(name: string): void;
  /** Between two tags, as it is meant. */
  text(text: string): void;
}

/** The longest cell has 32,767 characters, each of which may be written in ten. */
const LONGEST_TOKEN = 1024 * 1024;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the XML of workbooks, in pieces of any size: elements, attributes, texts, CDATA, comments. It is no validating parser: what nobody
 * listens for may be as it likes. Document types are refused, and with them entities. Feed it with `push`; it keeps only the unfinished rest.
 */
export class XmlScanner {
  private rest = '';
  private depth = 0;
  private begun = false;

  constructor(private readonly listener: XmlListener) {}

  /** @throws ContactFileError */
  push(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    const { listener } = this;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      const first = text.charCodeAt(open + 1);
      let end: number;
      if (first === EXCLAMATION || first === QUESTION) {
        end = this.special(text, at, open);
        if (end < 0) break;
        at = end;
        continue;
      }
      const isClosing = first === SLASH;
      // One look at each character: a sheet has four tags a cell.
      let from = isClosing ? open + 2 : open + 1;
      let nameEnd = -1;
      let quote = 0;
      // `<v>`, `</c>`: of most there is nothing more to know.
      for (end = text.charCodeAt(from + 1) === GREATER ? from + 1 : from; end < text.length; end++) {
        const code = text.charCodeAt(end);
        // A `>` may stand in the value of an attribute.
        if (quote !== 0) {
          if (code === quote) quote = 0;
        } else if (code === GREATER) break;
        else if (code === QUOTE || code === APOSTROPHE) quote = code;
        else if (nameEnd < 0) {
          if (code <= 32) nameEnd = end;
          else if (code === COLON) from = end + 1;
        }
      }
      if (end >= text.length) break;
      if (open > at) this.say(text.slice(at, open));
      at = end + 1;
      if (isClosing) {
        if (--this.depth < 0) throw damaged();
        listener.closed(text.slice(from, nameEnd < 0 ? end : nameEnd));
        continue;
      }
      this.begun = true;
      const isEmpty = text.charCodeAt(end - 1) === SLASH;
      if (isEmpty) end--;
      const name = text.slice(from, nameEnd < 0 ? end : nameEnd);
      listener.opened(name, nameEnd < 0 ? '' : text.slice(nameEnd, end));
      if (isEmpty) listener.closed(name);
      else this.depth++;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_TOKEN) throw damaged();
  }

  /** Nothing follows. @throws ContactFileError */
  end(): void {
    if (!this.begun || this.depth !== 0 || this.rest.trim() !== '') throw damaged();
  }

  private say(text: string): void {
    this.listener.text(decoded(text));
  }

  /** A comment, an instruction, CDATA: answers where it is over; -1: not yet. */
  private special(text: string, at: number, open: number): number {
    if (text.startsWith('<!D', open)) throw withDocumentType();
    const [begin, end] = text.startsWith('<!-', open)
      ? ['<!--', '-->']
      : text.startsWith('<!', open)
        ? [CDATA, ']]>']
        : ['<?', '?>'];
    const known = text.slice(open, open + begin.length);
    if (known.length < begin.length) return -1;
    if (known !== begin) throw damaged();
    const close = text.indexOf(end, open + begin.length);
    if (close < 0) return -1;
    if (begin === '<?' && OTHER_ENCODING.test(text.slice(open, close))) throw damaged();
    if (open > at) this.say(text.slice(at, open));
    if (begin === CDATA) this.listener.text(text.slice(open + begin.length, close));
    return close + end.length;
  }
}

const EXCLAMATION = 33;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const COLON = 58;
const GREATER = 62;
const QUESTION = 63;
const CDATA = '<![CDATA[';
/** Workbooks are in UTF-8; what says that it is not would be misread without a word. */
const OTHER_ENCODING = /^<\?xml\s[^]*encoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])/i;

function withDocumentType(): ContactFileError {
  return new ContactFileError(
    'workbook_damaged',
    'The workbook declares a document type in its XML, which no spreadsheet program does. Save the sheet as CSV and upload that.',
  );
}

/** The value of an attribute by its whole name. @param tag as a listener gets it */
export function attributeOf(tag: string, name: string): string | undefined {
  for (let at = 0; ;) {
    const equals = tag.indexOf('=', at);
    if (equals < 0) return undefined;
    let from = equals + 1;
    while (tag.charCodeAt(from) <= 32) from++;
    const close = tag.indexOf(tag.charAt(from), from + 1);
    if (close < 0) return undefined;
    if (tag.slice(at, equals).trim() === name) return decoded(tag.slice(from + 1, close));
    at = close + 1;
  }
}

/** @throws ContactFileError for an entity that only a document type could declare */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw damaged();
    if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name]! : refused();
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : refused();
  });
}

function refused(): never {
  throw damaged();
}
