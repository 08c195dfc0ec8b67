import type { ExportOrder } from '@arauto/domain';
import { type FileStyle, formattedCells, type Report, pdfColumns, Tally, toCsv, toXlsx } from '@arauto/reporting';
import { toPdf } from '@arauto/reporting/pdf';
import type { AboutExport } from './about-export';

/** The bytes of a file, read on only as they are pulled; they fail with the rows. */
export function bytesOf<Row>(
  report: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  order: Pick<ExportOrder, 'format' | 'language' | 'timeZone' | 'delimiter'>,
  about: AboutExport,
  createdAt: Date,
): AsyncIterable<Uint8Array> {
  const { format, language, timeZone: zone, delimiter } = order;
  const style: FileStyle = { language, zone, ...(delimiter && { delimiter }) };
  switch (format) {
    case 'csv':
      return encoded(toCsv(report, rows, style));
    case 'xlsx':
      return toXlsx(report, rows, style, [
        ...about.facts,
        ...about.totals,
        ...about.filters,
        ...about.rates,
        ...about.definitions,
      ]) as AsyncIterable<Buffer>;
    case 'pdf':
      return pdf(report, rows, style, about, createdAt);
    case 'ndjson':
      return encoded(lines(rows));
  }
}

function pdf<Row>(
  report: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  style: FileStyle,
  { title, moment, facts, totals, filters, rates }: AboutExport,
  createdAt: Date,
): AsyncIterable<Buffer> {
  const cells = formattedCells(report, style);
  const tally = new Tally(report);
  async function* formatted() {
    for await (const batch of rows) {
      tally.add(batch);
      yield batch.map(cells);
    }
  }
  const { language } = style;
  const columns = pdfColumns(report.columns, language);
  const document = {
    title,
    language,
    moment,
    createdAt,
    subtitle: [],
    filters: [...facts.slice(1), ...filters, ...rates],
  };
  const sums = () => tally.facts(language);
  return toPdf({ ...document, totals, sums, columns, rows: formatted() }) as AsyncIterable<Buffer>;
}

async function* lines(rows: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const batch of rows) yield batch.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}
