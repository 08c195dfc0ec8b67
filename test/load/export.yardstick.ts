import type { Writable } from 'node:stream';
import { labelsIn } from '@arauto/domain';
import { detailedReport, type MtRow } from '@arauto/reporting';
import { stream } from 'exceljs';

/** São Paulo has had no summer time since 2019: whoever writes this one file by hand knows that. */
const OFFSET_HOURS = -3;
/** More do not stay in the processor's cache until they are bytes. */
const ROWS_AT_ONCE = 100;
const { reportStatus, contentType, conversationType, yes, no } = labelsIn('pt-BR');
const COLUMNS = detailedReport.columns.filter(({ isOptional }) => !isOptional);
const TITLES = COLUMNS.map(({ title }) => title['pt-BR']);

/**
 * What the file costs at least: a loop that knows the columns, the zone and the language, and concatenates. The same bytes. No columns, no
 * kinds, no other zones; dates by a table of the hours that occurred.
 */
export async function* writeCsvByHand(arrays: AsyncIterable<readonly MtRow[]>): AsyncGenerator<string> {
  let out = `\uFEFF${TITLES.join(',')}\r\n`;
  for await (const rows of arrays) {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      for (const row of rows.slice(from, from + ROWS_AT_ONCE)) out += lineOf(row);
      yield out;
      out = '';
    }
  }
}

function lineOf(row: MtRow): string {
  const { error, conversationExpiresAt: expires, conversationType: type, withSession } = row;
  return (
    `${wallText(row.sentAt)},${reportStatus[row.status].label},${row.phone ?? ''},${row.senderPhone ?? ''},` +
    `${text(row.campaignName ?? row.campaignId)},${text(row.user)},${contentType[row.contentType]},` +
    `${text(row.message)},${withSession === null ? '' : withSession ? yes : no},${row.conversationId ?? ''},` +
    `${type === null ? '' : conversationType[type]},${expires === null ? '' : wallText(expires)},` +
    `${text(row.subaccountName ?? row.subaccountId)},` +
    `${text(row.correlationId)},${row.attempts},${error === null ? '' : text(`${error.code} ${error.title}`)},` +
    `${wallText(row.updatedAt)}\r\n`
  );
}

function text(value: string | null): string {
  if (value === null) return '';
  if (!/[",;\r\n]|^[=+\-@\t]/.test(value)) return value;
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `YYYY-MM-DD HH` by the days since 1970 and the hour, as a clock shows it. */
const hours: string[] = [];
const midnights = new Map<number, number>();
const digits = (text: string, at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

function wallText(instant: string): string {
  const date = digits(instant, 2) * 10_000 + digits(instant, 5) * 100 + digits(instant, 8);
  let first = midnights.get(date);
  if (first === undefined) {
    first = Date.parse(instant.slice(0, 10)) / 3600_000 + OFFSET_HOURS;
    midnights.set(date, first);
  }
  const hour = first + digits(instant, 11);
  hours[hour] ??= new Date(hour * 3600_000).toISOString().slice(0, 13).replace('T', ' ');
  return hours[hour] + instant.slice(13, 19);
}

/** The same workbook by the streaming writer of exceljs, compressed as ours is, without the sheet that says what it is about. */
export async function writeXlsxByExceljs(arrays: AsyncIterable<readonly MtRow[]>, out: Writable): Promise<void> {
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, zip: { zlib: { level: 1 } } });
  const sheet = workbook.addWorksheet('detailed', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map(({ kind, title, width }) => ({
    header: title['pt-BR'],
    width: width ?? 20,
    ...(kind === 'instant' && { style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } }),
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: TITLES.length } };
  for await (const rows of arrays) for (const row of rows) sheet.addRow(cellsOf(row)).commit();
  sheet.commit();
  await workbook.commit();
}

function cellsOf(row: MtRow): (string | number | Date | null)[] {
  const { error, conversationExpiresAt: expires, conversationType: type, withSession } = row;
  return [
    wallDate(row.sentAt),
    reportStatus[row.status].label,
    row.phone,
    row.senderPhone,
    row.campaignName ?? row.campaignId,
    row.user,
    contentType[row.contentType],
    row.message,
    withSession === null ? null : withSession ? yes : no,
    row.conversationId,
    type && conversationType[type],
    expires === null ? null : wallDate(expires),
    row.subaccountName ?? row.subaccountId,
    row.correlationId,
    row.attempts,
    error && `${error.code} ${error.title}`,
    wallDate(row.updatedAt),
  ];
}

function wallDate(instant: string): Date {
  return new Date(Math.floor(Date.parse(instant) / 1000) * 1000 + OFFSET_HOURS * 3600_000);
}
