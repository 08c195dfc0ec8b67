import { isLongerThan } from '@arauto/domain';
import { columnKey, correlationColumns, nameColumns, phoneColumns, weakPhoneColumns } from './known-columns';
import type { ColumnMapping } from './column-mapping';
import { ContactFileError } from './contact-file-error';

/** Which cell of a row means what. */
export interface Columns {
  /** As in the file, trimmed; empty for a column without a name, whose cells must be empty too. */
  readonly headers: readonly string[];
  /** Where those are. */
  readonly nameless: readonly number[];
  readonly phone: number;
  /** -1: the file has none. */
  readonly name: number;
  readonly correlationId: number;
  readonly parameters: readonly { readonly name: string; readonly index: number }[];
}

const mostColumns = 1000;
const longestHeader = 256;

/**
 * Finds the phone, the name and the correlation id among the headers; every other column with a name is a parameter of its own
 * name (in the spelling of `wanted`, the fields that the message uses, where only case or accents differ).
 * @throws ContactFileError
 */
export function mapColumns(
  cells: readonly string[],
  line: number,
  mapping: ColumnMapping,
  wanted: readonly string[],
): Columns {
  const headers = withoutEnd(cells.map((cell) => cell.trim()));
  checkHeaders(headers, line);
  const keys = headers.map(columnKey);
  const mapped = (path: string, column: string): number => {
    const exact = headers.indexOf(column.trim());
    const index = exact >= 0 ? exact : keys.indexOf(columnKey(column));
    if (index < 0) {
      const message = `The mapping's "${path}" names the column "${column}", which the file does not have. ${found(headers)}`;
      throw new ContactFileError('mapping_column_missing', message, line);
    }
    return index;
  };
  const renamed = Object.entries(mapping.parameters ?? {}).map(([name, column]) => ({
    name,
    index: mapped(`parameters.${name}`, column),
  }));
  const taken = new Set(renamed.map(({ index }) => index));
  const known = (names: readonly string[]): number =>
    names.map((name) => keys.indexOf(name)).find((index) => index >= 0 && !taken.has(index)) ?? -1;

  const phone = mapping.phone === undefined ? findPhone(headers, keys, taken, line) : mapped('phone', mapping.phone);
  taken.add(phone);
  const name = mapping.name === undefined ? known(nameColumns) : mapped('name', mapping.name);
  taken.add(name);
  const correlationId =
    mapping.correlationId === undefined ? known(correlationColumns) : mapped('correlationId', mapping.correlationId);
  taken.add(correlationId);

  const others = headers.flatMap((header, index) =>
    taken.has(index) || header === ''
      ? []
      : [{ name: wanted.find((field) => columnKey(field) === keys[index]) ?? header, index }],
  );
  // A name cut from the file is no property key yet, and making it one at every row costs a third of the time.
  const parameters = [...renamed, ...others].map(({ name, index }) => ({
    name: Object.keys({ [name]: 0 })[0]!,
    index,
  }));
  const twice = parameters.find((one, at) => parameters.findIndex((other) => other.name === one.name) < at);
  if (twice) {
    throw new ContactFileError('header_duplicate', `Two columns would be the parameter "${twice.name}".`, line);
  }
  const nameless = headers.flatMap((header, index) => (header === '' ? [index] : []));
  return { headers, nameless, phone, name, correlationId, parameters };
}

/** How sure a header line, cut at some delimiter, has a phone column: 2, perhaps (1), or not at all (0). */
export function phoneLikelihood(cells: readonly string[], mapping: ColumnMapping): number {
  const keys = cells.map(columnKey);
  if (mapping.phone !== undefined) return keys.includes(columnKey(mapping.phone)) ? 2 : 0;
  if (keys.some((key) => phoneColumns.includes(key))) return 2;
  return keys.some((key) => weakPhoneColumns.includes(key)) ? 1 : 0;
}

function findPhone(
  headers: readonly string[],
  keys: readonly string[],
  taken: ReadonlySet<number>,
  line: number,
): number {
  const among = (names: readonly string[]) =>
    headers.flatMap((_, index) => (names.includes(keys[index]!) && !taken.has(index) ? [index] : []));
  const strong = among(phoneColumns);
  const candidates = strong.length > 0 ? strong : among(weakPhoneColumns);
  if (candidates.length === 1) return candidates[0]!;
  if (candidates.length > 1) {
    const names = candidates.map((index) => `"${headers[index]!}"`).join(' and ');
    throw new ContactFileError(
      'phone_column_ambiguous',
      `The columns ${names} could all be the phone. Say which with the mapping { "phone": … }.`,
      line,
    );
  }
  // The first line of a file without header is somebody's data: it must not be repeated.
  if (headers.some((header) => !/\p{L}/u.test(header) && header.replace(/\D/g, '').length >= 8)) {
    throw new ContactFileError(
      'header_missing',
      'The first line holds a phone number where the names of the columns should be. Add a line such as: phone,name',
      line,
    );
  }
  throw new ContactFileError(
    'phone_column_missing',
    `No column is known as the phone. ${found(headers)} Call it "phone", or say which it is with the mapping { "phone": … }.`,
    line,
  );
}

/** What a spreadsheet writes behind the last column that was ever used. Cells there are surplus ones. */
function withoutEnd(headers: readonly string[]): readonly string[] {
  return headers.slice(0, headers.findLastIndex((header) => header !== '') + 1);
}

function checkHeaders(headers: readonly string[], line: number): void {
  if (headers.length > mostColumns) {
    const message = `The file has ${headers.length} columns; at most ${mostColumns} are possible.`;
    throw new ContactFileError('header_invalid', message, line);
  }
  const seen = new Map<string, number>();
  headers.forEach((header, index) => {
    if (header === '') return;
    if (isLongerThan(header, longestHeader) || /\p{Cc}/u.test(header.replace(/\s/g, ' ')) || header === '__proto__') {
      const message = `The name of column ${index + 1} is not usable: at most ${longestHeader} characters, no control characters.`;
      throw new ContactFileError('header_invalid', message, line);
    }
    const before = seen.get(header.toLowerCase());
    if (before !== undefined) {
      const message = `Columns ${before + 1} and ${index + 1} are both called "${header}".`;
      throw new ContactFileError('header_duplicate', message, line);
    }
    seen.set(header.toLowerCase(), index);
  });
}

function found(headers: readonly string[]): string {
  const named = headers.filter((header) => header !== '');
  const names = named.slice(0, 20).map((header) => `"${header.slice(0, 60)}"`);
  return `Found: ${names.join(', ')}${named.length > 20 ? ` and ${named.length - 20} more` : ''}.`;
}
