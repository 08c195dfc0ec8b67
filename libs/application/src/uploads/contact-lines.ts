import {
  type ContactRow,
  type ContactRules,
  type GivenContact,
  judgeContact,
  longestRaw,
  noneCleaned,
} from '@arauto/contact-files';
import { isObject } from '../fields';

/** Characters after which a block of lines is handed on. */
const BLOCK = 64 * 1024;

/** Contacts given as JSON, as `ContactFiles` keeps them: one JSON object a line, UTF-8. */
export function* writeContactLines(contacts: Iterable<GivenContact>): Generator<Uint8Array> {
  let block = '';
  for (const { phone, name, correlationId, parameters } of contacts) {
    block += `${JSON.stringify({ phone, name, correlationId, parameters })}\n`;
    if (block.length < BLOCK) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block !== '') yield Buffer.from(block);
}

export interface LinesReading {
  /** The first row to judge, from 1; those before are only counted. */
  readonly fromRow: number;
  /** Most rows of one batch. */
  readonly batchRows: number;
  /** A batch also ends with the line that makes it this long. */
  readonly batchCharacters: number;
}

/**
 * Reads such lines, judged, in batches: the same rows, with the same numbers, as a file of them would give. A line that is no
 * contact is a malformed row and loses nothing but itself.
 */
export async function* readContactLines(
  source: AsyncIterable<Uint8Array>,
  rules: ContactRules,
  { fromRow, batchRows, batchCharacters }: LinesReading,
): AsyncGenerator<readonly ContactRow[]> {
  let row = 0;
  let batch: ContactRow[] = [];
  let characters = 0;
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      if (++row < fromRow) continue;
      batch.push(readLine(row, line, rules));
      characters += line.length;
      if (batch.length < batchRows && characters < batchCharacters) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of source) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

function readLine(row: number, line: string, rules: ContactRules): ContactRow {
  const given = parse(line);
  if (given === undefined) return malformed(row, line);
  return { row, line: row, rawText: null, rawCells: null, ...judgeContact(given, rules) };
}

function parse(line: string): GivenContact | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { phone, name, correlationId, parameters } = value;
  if (!isOptionalText(phone) || !isOptionalText(name) || !isOptionalText(correlationId)) return undefined;
  if (parameters === undefined || parameters === null) return { phone: phone ?? '', name, correlationId };
  if (!isObject(parameters) || !Object.values(parameters).every((each) => typeof each === 'string')) return undefined;
  return { phone: phone ?? '', name, correlationId, parameters: parameters as Record<string, string> };
}

function isOptionalText(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function malformed(row: number, line: string): ContactRow {
  return {
    row,
    line: row,
    rawText: line.slice(0, longestRaw),
    rawCells: [line],
    phoneText: '',
    phone: null,
    name: null,
    correlationId: null,
    parameters: {},
    reasons: [
      { code: 'row_malformed', message: 'The row is malformed: it is no contact.', column: null, why: 'row_no_object' },
    ],
    cleaned: noneCleaned,
  };
}
