import { ContactFileError } from '../contact-file-error';

const PAGE = 1024 * 1024;
const OFFSET_BITS = 20;
/** Before each text, how many bytes it has. */
const LENGTH_BYTES = 4;
/** Of the place in `places`. */
const PLACE_BYTES = 4;

/** What a table holds at most by default, bytes: a full sheet, a million rows, with 120 characters of texts in each that are nowhere else. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Texts by their numbers, packed: in a sheet of contacts most are there once, and as strings of their own they would take three times the
 * room and much of the collector's time. It holds so much and no more.
 */
export class TextTable {
  private readonly pages: Buffer[] = [];
  private used = PAGE;
  private places = new Uint32Array(1024);
  private count = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** @param text at most 64 Ki UTF-16 units @throws ContactFileError where there is no more room */
  add(text: string): void {
    // As long as it may be in UTF-8: to count it first would take as long as to write it.
    if (this.used + LENGTH_BYTES + text.length * 3 > PAGE) {
      this.pages.push(Buffer.allocUnsafeSlow(PAGE));
      this.used = 0;
    }
    const number = this.pages.length - 1;
    const page = this.pages[number]!;
    const length = page.write(text, this.used + LENGTH_BYTES);
    page.writeUInt32LE(length, this.used);
    this.note(((number << OFFSET_BITS) | this.used) >>> 0);
    this.used += LENGTH_BYTES + length;
    if (number * PAGE + this.used + this.count * PLACE_BYTES > this.mostBytes) throw tooManyTexts();
  }

  /** Undefined: there is no such text. */
  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    const place = this.places[index]!;
    const page = this.pages[place >>> OFFSET_BITS]!;
    const from = (place & (PAGE - 1)) + LENGTH_BYTES;
    return page.toString('utf8', from, from + page.readUInt32LE(from - LENGTH_BYTES));
  }

  private note(place: number): void {
    if (this.count === this.places.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.places);
      this.places = grown;
    }
    this.places[this.count++] = place;
  }
}

function tooManyTexts(): ContactFileError {
  return new ContactFileError(
    'workbook_too_large',
    'The workbook holds more text than can be read from one. Save the sheet as CSV and upload that.',
  );
}
