import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A column of a CSV file. `raw` cells are ours (ids, times, codes, phones): they are never taken for formulas. */
export interface Column<Row> {
  readonly title: string;
  readonly raw?: boolean;
  readonly value: (row: Row) => string | number | boolean | null;
}

const MARK = '\uFEFF';

/** What a spreadsheet runs as a formula, or what hides one. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Streams rows as CSV: UTF-8 with mark, comma, CRLF. Reads on only as the client does. The first rows are fetched before the
 * answer begins, so that a refusal is still a problem body; a failure later cuts the connection instead of ending the file.
 */
export async function sendCsv<Row>(
  reply: FastifyReply,
  filename: string,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<readonly Row[]>,
): Promise<Readable> {
  const source = rows[Symbol.asyncIterator]();
  const first = await source.next();
  void reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${filename}"`);
  return Readable.from(chunks(columns, first, source), { objectMode: false });
}

async function* chunks<Row>(
  columns: readonly Column<Row>[],
  first: IteratorResult<readonly Row[], unknown>,
  source: AsyncIterator<readonly Row[]>,
): AsyncGenerator<string> {
  try {
    yield `${MARK}${columns.map(({ title }) => quoted(title)).join(',')}\r\n`;
    for (let next = first; !next.done; next = await source.next()) {
      if (next.value.length > 0) yield lines(columns, next.value);
    }
  } finally {
    await source.return?.();
  }
}

function lines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const { value, raw } of columns) {
      text += separator + cell(value(row), raw === true);
      separator = ',';
    }
    text += '\r\n';
  }
  return text;
}

function cell(value: string | number | boolean | null, raw: boolean): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return quoted(!raw && FORMULA.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
