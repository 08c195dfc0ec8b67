import { ContactFileError } from './contact-file-error';

interface Kind {
  readonly magic: string;
  readonly name: string;
}

/** First bytes, as Latin-1 text, of what people upload by mistake. */
const kinds: readonly Kind[] = [
  { magic: '\xD0\xCF\x11\xE0', name: 'an old Excel workbook (.xls)' },
  { magic: '%PDF', name: 'a PDF' },
  { magic: '\x89PNG', name: 'a PNG image' },
  { magic: '\xFF\xD8\xFF', name: 'a JPEG image' },
  { magic: 'GIF8', name: 'a GIF image' },
  { magic: '\x1F\x8B', name: 'a gzip archive' },
  { magic: '7z\xBC\xAF', name: 'a 7-Zip archive' },
  { magic: 'Rar!', name: 'a RAR archive' },
  { magic: '{\\rtf', name: 'a rich text document' },
  { magic: 'SQLite format 3', name: 'a SQLite database' },
];

/** Refuses what is no text at all, naming it. `start` is the first chunk of the file. @throws ContactFileError */
export function refuseForeignFile(start: Buffer): void {
  const text = start.toString('latin1', 0, 4096);
  const name = text.startsWith('PK\x03\x04') ? zipName(text) : kinds.find(({ magic }) => text.startsWith(magic))?.name;
  if (name !== undefined) throw notCsv(`The file is ${name}, not CSV. Export it as CSV and upload that.`);
  const markup = /^(?:\xEF\xBB\xBF)?\s*<(!doctype|html|\?xml|table)/i.exec(text);
  if (markup) throw notCsv('The file is a web page or XML (some programs call that .xls), not CSV. Export it as CSV.');
  if (/^(?:\xEF\xBB\xBF)?\s*[[{]\s*["{[\]}]/.test(text)) {
    throw notCsv('The file is JSON, not CSV. Contacts in JSON go into the body of the request.');
  }
}

function zipName(text: string): string {
  if (/xl\/|\[Content_Types\]|_rels\//.test(text)) return 'an Excel workbook or another Office document (.xlsx)';
  if (text.includes('mimetypeapplication/vnd.oasis')) return 'an OpenDocument file (.ods)';
  return 'a ZIP archive';
}

function notCsv(message: string): ContactFileError {
  return new ContactFileError('file_not_csv', message);
}
