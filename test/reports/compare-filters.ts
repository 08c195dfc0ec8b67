import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import { until } from '../e2e/api';
import { CELLS, LANGUAGES, type Language, lineOf, shownLine, type Words, wordsIn } from './cells';
import { asked, type Exporting, ZONES } from './asking';
import { compareConsolidated } from './compare-figures';
import type { Comparison } from './comparison';
import { GROUPINGS, type GroupBy } from './figures';
import { type Filters, fits } from './filters';
import { subscriber } from './people';
import type { Recount, Row } from './rows';

interface Shown {
  readonly id: string;
  readonly statusLabel?: string;
  readonly [field: string]: unknown;
}

interface Page {
  readonly items: readonly Shown[];
  readonly nextCursor: string | null;
  readonly total: { readonly value: number; readonly relation: string };
}

/** `download` is the csv that one waits for; the others are exports. */
type FileKind = 'download' | 'csv' | 'xlsx' | 'pdf';

const COLUMNS_OF_A_PAGE = 8;

/** How filters are asked, and what fits them. */
interface Asking {
  readonly filters: Filters;
  /** Of all that are asked. */
  readonly nth: number;
  readonly language: Language;
  readonly zone: string;
  readonly counted: readonly Row[];
  readonly columns: readonly string[];
  readonly type: Row['type'];
}

/** Filters one after the other, each in another language, zone, order and length of pages. */
export class FilterComparison {
  private readonly words = new Map<Language, Words>();
  private nth = 0;

  constructor(
    private readonly api: Exporting,
    private readonly comparison: Comparison,
    private readonly recount: Recount,
  ) {}

  /** Pages, total, consolidated report and file of the filters against the rows that fit them. @returns how many those are */
  async compare(filters: Filters, file: FileKind): Promise<number> {
    const nth = this.nth++;
    const language = LANGUAGES[nth % LANGUAGES.length]!;
    const zone = typeof filters['timeZone'] === 'string' ? filters['timeZone'] : ZONES[nth % ZONES.length]!;
    const type = filters['type'] as Row['type'];
    const counted = this.recount.rows[type].filter((row) => fits(row, filters));
    const all = rotated(Object.keys(CELLS[type]), nth);
    // No page is as wide as all of them.
    const columns = file === 'pdf' ? all.slice(0, COLUMNS_OF_A_PAGE) : all;
    const asking = { filters, nth, language, zone, counted, columns, type };
    // An export is made while the pages are walked.
    const made = file === 'download' ? undefined : await this.order(asking, file);
    await this.comparePages(asking);
    await this.compareGroups(asking);
    const cells = made === undefined ? await this.download(asking) : await this.exported(made, asking, file);
    if (cells) await this.compareCells(cells, asking, file);
    return counted.length;
  }

  private async comparePages({ filters, nth, language, zone, counted, type }: Asking): Promise<void> {
    const words = await this.wordsIn(language);
    const order = nth % 2 === 0 ? 'desc' : 'asc';
    const limit = counted.length > 1000 ? 500 : [20, 50, 500][nth % 3]!;
    const query = `${queryOf({ ...filters, timeZone: zone })}&language=${language}&order=${order}&limit=${limit}`;
    const path = `/v1/reports/detailed?${query}&total=exact`;
    const items: Shown[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page = await asked<Page>(this.api, path + from);
      items.push(...page.items);
      cursor = page.nextCursor;
      this.comparison.same(`total of ${path}`, page.total, { value: counted.length, relation: 'exact' });
    } while (cursor !== null);
    this.comparison.sameRows(path, items.map(shownRow), counted.map(countedRow));
    const times = items.map((item) => Date.parse(String(item[type === 'MT' ? 'sentAt' : 'answeredAt'])));
    const sorted = [...times].sort((one, other) => (order === 'asc' ? one - other : other - one));
    if (times.some((time, at) => time !== sorted[at])) this.comparison.differ(`order of ${path}`, 'not by time', order);
    const mislabelled = items.find(({ status, statusLabel }) => statusLabel !== words.statuses[String(status)]);
    if (type === 'MT' && mislabelled) this.comparison.differ(path, mislabelled.statusLabel, mislabelled['status']);
  }

  private async compareGroups({ filters, nth, zone, counted, type }: Asking): Promise<void> {
    const known = GROUPINGS.filter((by) => type === 'MT' || by !== 'status');
    const first: GroupBy = known[nth % known.length]!;
    const second: GroupBy = known[(nth * 7 + 3) % known.length]!;
    const given = without(filters, ['timeZone', 'type']);
    const groupBy = first === second ? [first] : [first, second];
    await compareConsolidated(this.api, this.comparison, counted, { query: queryOf(given), groupBy, zone, type });
  }

  private async compareCells(cells: readonly string[][], asking: Asking, file: FileKind): Promise<void> {
    const { language, zone, counted, columns, type } = asking;
    const style = { words: await this.wordsIn(language), zone };
    const shown = cells.map((row) => shownLine(row, columns, type, file !== 'xlsx'));
    this.comparison.sameRows(
      nameOf(asking, file),
      shown,
      counted.map((row) => lineOf(row, columns, style)),
    );
  }

  private async order({ filters, language, zone, columns }: Asking, format: string): Promise<string> {
    const given = without(filters, ['timeZone']);
    const order = { report: 'detailed', filters: given, format, language, timeZone: zone, columns };
    return (await this.api.make('/v1/exports', order)).id;
  }

  /** The file that one waits for. */
  private async download({ filters, language, zone, columns }: Asking): Promise<string[][]> {
    const query = queryOf({ ...filters, timeZone: zone, language, columns });
    return csvCells(await asked<string>(this.api, `/v1/reports/detailed.csv?${query}`));
  }

  /** The file of an export; undefined of one that is only looked at. */
  private async exported(id: string, asking: Asking, format: FileKind): Promise<string[][] | undefined> {
    const { counted, type } = asking;
    const { body } = await until(
      () => this.api.get<{ status: string; rows: number }>(`/v1/exports/${id}`),
      ({ body: { status } }) => status !== 'queued' && status !== 'running',
      300_000,
      10,
    );
    const counts = { status: 'completed', rows: counted.length };
    this.comparison.same(nameOf(asking, format), { status: body.status, rows: body.rows }, counts);
    const headers = { authorization: `Bearer ${this.api.key}` };
    const answer = await fetch(`${this.api.url}/v1/exports/${id}/file`, { headers });
    if (!answer.ok) return [];
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (format === 'pdf') return undefined;
    return format === 'csv' ? csvCells(bytes.toString()) : workbookCells(bytes, Object.keys(CELLS[type]).length);
  }

  private async wordsIn(language: Language): Promise<Words> {
    let words = this.words.get(language);
    if (!words) this.words.set(language, (words = await wordsIn(this.api, language)));
    return words;
  }
}

function nameOf({ filters, language, zone }: Asking, file: FileKind): string {
  return `${file} in ${language}, ${zone}, of ${queryOf(filters)}`;
}

/** Without the titles. */
function csvCells(text: string): string[][] {
  return (parse(text, { bom: true }) as string[][]).slice(1);
}

async function workbookCells(bytes: Buffer, width: number): Promise<string[][]> {
  const workbook = new Workbook();
  await workbook.xlsx.load(bytes as never);
  const rows: string[][] = [];
  workbook.worksheets[0]!.eachRow((row, number) => {
    if (number === 1) return;
    rows.push(Array.from({ length: width }, (_, at) => cellText(row.getCell(at + 1).value)));
  });
  return rows;
}

/** A date of a workbook is what a clock in the zone shows, as if it were UTC. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return value === null || value === undefined ? '' : String(value as string);
}

function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(filters)) for (const value of [values].flat()) query.append(name, value);
  return query.toString();
}

function without<Value>(of: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));
}

function rotated(columns: readonly string[], by: number): string[] {
  const at = by % columns.length;
  return [...columns.slice(at), ...columns.slice(0, at)];
}

/** A row of a page as one text: everything in it but what only the vault knows, and words of the language. */
function shownRow(item: Shown): string {
  const { phone, error, message } = item;
  const number = typeof phone === 'string' && /^\+\d{8,}$/.test(phone) ? subscriber(phone) : phone;
  const code = error && (error as { readonly code: string }).code;
  const isMt = 'status' in item;
  const told = {
    ...without(item, ['statusLabel', 'buttonPayload']),
    phone: number,
    ...(isMt && { error: code }),
    message: isMt || message === null ? message : true,
  };
  return JSON.stringify(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const counted = new WeakMap<Row, string>();

function countedRow(row: Row): string {
  let text = counted.get(row);
  if (text === undefined) counted.set(row, (text = JSON.stringify(fieldsOf(row))));
  return text;
}

function fieldsOf(row: Row): [string, unknown][] {
  const { id, at, phone, senderPhone, campaignId, campaignName, user, subaccountId, subaccountName, contactId } = row;
  const { contentType, message, conversationId, conversationType, correlationId, sent, button } = row;
  const ofBoth = {
    ...{ id, phone, senderPhone, campaignId, campaignName, user, subaccountId, subaccountName, contactId },
    ...{
      contentType,
      message: message === undefined ? true : message,
      conversationId,
      conversationType,
      correlationId,
    },
  };
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const { replied: _, ...known } = sent ?? { replied: false, needsAttention: false };
  const own = without(known, ['needsAttention']);
  const fields = sent
    ? {
        ...{ ...ofBoth, ...own, sentAt: time(at), button, updatedAt: time(sent.updatedAt) },
        ...{ deliveredAt: time(sent.deliveredAt), readAt: time(sent.readAt) },
      }
    : { ...ofBoth, answeredAt: time(at), optOut: row.optOut };
  return Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
}
