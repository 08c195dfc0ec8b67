import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countRows, mtQuestion, type RowQuestion, walkedPage } from '@arauto/application';
import { type Random, seededRandom } from '@arauto/clock';
import { REPORT_STATUSES, type ReportStatus } from '@arauto/domain';
import { type Condition, put, type ViewReader } from '@arauto/read-models';
import {
  messagesView,
  rareConversationTypeOf,
  rareStatusOf,
  reportingProjections,
} from '@arauto/read-models/reporting';
import { openSqliteViewReader, openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { reportWords } from '@arauto/whatsapp';
import type { Scale } from './bench.options';
import { quantile } from './pause-run';
import { type Row, toOwnRow } from './row';

const ROWS = 5_000_000;
const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const DAYS = 90;
const SUBACCOUNTS = 4;
const SENDERS = 8;
/** A third of the rows is in the largest campaign, a third in the next, and so on. */
const CAMPAIGNS = 60;
const BATCH = 20_000;
/** Pages of each question. */
const PAGES = 40;
const LIMIT = 50;

type MtCondition = Condition<typeof messagesView>;
type Filters = Parameters<typeof mtQuestion>[1];
type Question = readonly [name: string, conditions: readonly MtCondition[], filters?: Filters];

/** The filters of the report, each alone with a date, as they are asked for of rows that there are. */
function questionsOf(random: Random): { readonly alone: Question[]; readonly combined: Question[] } {
  const row = rowOf(Math.floor(random.fraction() * ROWS), ROWS);
  const failed = { field: 'status', in: ['carrier_communication_failure'] } as const;
  const alone: Question[] = [
    ['the date', []],
    ['campaign', [{ field: 'campaignId', equals: campaignOf(Math.floor(random.fraction() * CAMPAIGNS)) }]],
    ['user (six campaigns)', [{ field: 'campaignId', in: [5, 9, 17, 25, 33, 41].map(campaignOf) }]],
    ['subaccount', [{ field: 'subaccountId', equals: row.subaccountId }]],
    ['sender', [{ field: 'senderId', equals: row.senderId }]],
    ['a common status', [{ field: 'status', in: ['read'] }], { status: ['read'] }],
    ['a rare status', [failed], { status: ['carrier_communication_failure'] }],
    ['error code', [{ field: 'errorCode', equals: '131026' }]],
    ['person', [{ field: 'contactKey', in: [row.contactKey] }]],
    ['correlation id', [{ field: 'correlationId', equals: row.correlationId! }]],
    ['conversation', [{ field: 'conversationId', equals: row.conversationId! }]],
    ['with session', [{ field: 'withSession', equals: true }], { withSession: true }],
    ['without session', [{ field: 'withSession', equals: false }], { withSession: false }],
    [
      'conversation type',
      [{ field: 'conversationType', equals: 'user_initiated' }],
      { conversationType: 'user_initiated' },
    ],
    ['content type', [{ field: 'contentType', equals: 'template' }], { contentType: 'template' }],
  ];
  const combined: Question[] = [
    ['campaign and rare status', [...alone[1]![1], failed], { status: ['carrier_communication_failure'] }],
    ['sender, session and error', [...alone[4]![1], ...alone[11]![1], ...alone[7]![1]], { withSession: true }],
    ['subaccount and nothing that fits', [...alone[3]![1], { field: 'correlationId', prefix: 'nobody-' }]],
    [
      'conversation type and common status',
      [...alone[13]![1], ...alone[5]![1]],
      { conversationType: 'user_initiated', status: ['read'] },
    ],
  ];
  return { alone, combined };
}

/**
 * B10, the report: pages of 50 of the detailed report and its total over five million rows on SQLite, with the date and any one filter, and with several;
 * and the consolidated report over all of them. Rows as the view has them: what the vault and other views add to a page is not in it.
 */
export async function runB10({ runs, scale }: Scale): Promise<Row[]> {
  const count = Math.round(ROWS * scale);
  const folder = mkdtempSync(join(tmpdir(), 'arauto-reads-'));
  try {
    await fill(folder, count);
    const reader = openSqliteViewReader({ folder, group: 'reporting', inline: true });
    const random = seededRandom('reads');
    const { alone, combined } = questionsOf(random);
    const pages = await timesOf(reader, alone, random, runs);
    const mixed = await timesOf(reader, combined, random, runs);
    const sums = await consolidated(reader, runs);
    await reader.close();
    const of = `of ${count} rows`;
    const job = (name: string, must: number, moonshot: number) => ({
      id: `B10 ${name}`,
      unit: 'ms p99',
      must,
      moonshot,
    });
    return [
      toOwnRow({ ...job('one filter', 150, 30), name: `a page ${of}: the date and any one filter` }, pages, 'less'),
      toOwnRow({ ...job('several', 150, 150), name: `a page ${of}: several filters` }, mixed, 'less'),
      toOwnRow(
        { ...job('consolidated', 150, 50), name: `consolidated by day and status ${of}, 90 days` },
        sums,
        'less',
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The worst question's 99th percentile, of each run. */
async function timesOf(reader: ViewReader, questions: readonly Question[], random: Random, runs: number) {
  const worst: number[] = [];
  for (let run = 0; run < runs; run++) {
    let most = 0;
    for (const [name, conditions, filters] of questions) {
      const took: number[] = [];
      for (let page = 0; page < PAGES; page++) took.push(await timeOfPage(reader, conditions, filters, random));
      const p99 = quantile(took, 0.99);
      console.error(`B10 ${name.padEnd(36)} p50 ${ms(quantile(took, 0.5))}  p99 ${ms(p99)}`);
      most = Math.max(most, p99);
    }
    worst.push(most);
  }
  return worst;
}

/** Of a first page, or of the one after it. */
async function timeOfPage(
  reader: ViewReader,
  conditions: readonly MtCondition[],
  filters: Filters = {},
  random: Random,
): Promise<number> {
  const days = [1, 7, 30, DAYS][Math.floor(random.fraction() * 4)]!;
  const from = FIRST + Math.floor(random.fraction() * (DAYS - days + 1)) * DAY;
  const all: MtCondition[] = [...(filters.status ? [] : [{ field: 'status', set: true } as const]), ...conditions];
  const question = mtQuestion(all, filters, { from, to: from + days * DAY });
  const ask = (cursor: unknown) => walkedPage(reader, messagesView, question, { limit: LIMIT, cursor });
  const begun = performance.now();
  const first = await ask(null);
  const took = performance.now() - begun;
  if (first.nextCursor === null || random.fraction() < 0.5) return took;
  const again = performance.now();
  await ask(first.nextCursor);
  return performance.now() - again;
}

async function consolidated(reader: ViewReader, runs: number): Promise<number[]> {
  const all: MtCondition[] = [{ field: 'status', set: true }];
  const question: RowQuestion<typeof messagesView> = {
    ...{ all, along: [], where: all },
    // Not from the beginning of a quarter of an hour.
    period: { from: FIRST + 1, to: FIRST + DAYS * DAY - 1 },
  };
  const took: number[] = [];
  for (let run = 0; run < runs * PAGES; run++) {
    const begun = performance.now();
    const day = { field: 'sentAt', every: DAY, offset: -3 * 3_600_000 } as const;
    await countRows(reader, messagesView, question, [day, 'status', 'replied']);
    took.push(performance.now() - begun);
  }
  console.error(
    `B10 consolidated by day and status            p50 ${ms(quantile(took, 0.5))}  p99 ${ms(quantile(took, 0.99))}`,
  );
  return [quantile(took, 0.99)];
}

/** The view as a projector would have filled it. */
async function fill(folder: string, count: number): Promise<void> {
  const views = reportingProjections(reportWords).map(({ view }) => view);
  const writer = openSqliteViewWriter({ folder, group: 'reporting', views });
  let position = await writer.checkpoint();
  const begun = performance.now();
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    writer.gather(Array.from({ length: size }, (_, n) => put(messagesView, `row-${at + n}`, rowOf(at + n, count))));
    const to = String(at + size).padStart(20, '0');
    await writer.commit(position, to);
    position = to;
    if (((at / BATCH) & 15) === 0)
      console.error(`B10 ${at + size} rows, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  await writer.caughtUp();
  await writer.close();
}

function campaignOf(n: number): string {
  return `0190aaaa-bbbb-7ccc-8ddd-0000000000${String(n).padStart(2, '0')}`;
}

/** Rows in the order of time, with values that follow from their number: a third of them in the first campaign, a third of the rest in the next. */
function rowOf(n: number, count: number) {
  const mixed = Math.imul(n + 1, 2_654_435_761) >>> 0;
  const share = mixed / 2 ** 32;
  const campaign = Math.min(CAMPAIGNS - 1, Math.floor(-Math.log(share + 1e-9) / 0.4));
  const status: ReportStatus =
    (share * 997) % 1 < 0.85 ? (n % 2 === 0 ? 'read' : 'delivered') : REPORT_STATUSES[mixed % REPORT_STATUSES.length]!;
  const conversationType = n % 50 === 0 ? ('user_initiated' as const) : ('business_initiated' as const);
  const sentAt = FIRST + Math.floor((n / count) * DAYS * DAY);
  const inSession = n % 30 === 0;
  return {
    ...{ campaignId: campaignOf(campaign), contactKey: `p${mixed % Math.ceil(count / 3)}`, ref: `up.${n}` },
    subaccountId: `subaccount-${campaign % SUBACCOUNTS}`,
    senderId: `sender-${mixed % SENDERS}`,
    correlationId: n % 2 === 0 ? `order-${n}` : null,
    ...{ contentType: 'template' as const, sentAt, attempted: true, attempts: 1, needsAttention: false },
    state: 'read' as const,
    ...{ status, rareStatus: rareStatusOf(status), result: 'read' as const },
    errorCode: n % 12 === 0 ? '131026' : null,
    ...{ withSession: inSession, inSession: inSession ? (true as const) : null },
    ...{ conversationId: `conversation-${n >> 1}`, conversationType },
    rareConversationType: rareConversationTypeOf(conversationType),
    conversationExpiresAt: new Date(sentAt + DAY).toISOString(),
    ...{ updatedAt: sentAt + 60_000, replied: n % 9 === 0 },
  };
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}
