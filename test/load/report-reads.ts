import { countRows, mtQuestion, type RowQuestion, walkedPage } from '@arauto/application';
import { type Random, seededRandom } from '@arauto/clock';
import type { Condition, ViewReader } from '@arauto/read-models';
import { messagesView } from '@arauto/read-models/reporting';
import type { ArriveReply, ArriveRequest } from './arriving-messages.process';
import type { Scale } from './bench.options';
import { discardViews, emptyViewPlace, type ViewPlace } from './bench-views';
import { timesOfCampaignList } from './campaign-list';
import { Child } from './child';
import { quantile } from './pause-run';
import { campaignOf, CAMPAIGNS, DAY, DAYS, fillReport, FIRST, openReportReader, rowOf } from './report.rows';
import { median, type Row, toOwnRow } from './row';

const ROWS = 5_000_000;
/** Messages a second that arrive while the same pages are asked for. */
const ARRIVING = 1_000;
/** How much slower they may be then. */
const SLOWER = 2;
/** Pages of each question. */
const PAGES = 40;
const LIMIT = 50;

type MtCondition = Condition<typeof messagesView>;
type Filters = Parameters<typeof mtQuestion>[1];
type Question = readonly [name: string, conditions: readonly MtCondition[], filters?: Filters];

/** The filters of the report, each alone with a date, as they are asked for of rows that there are. */
function questionsOf(random: Random, count: number): { readonly alone: Question[]; readonly combined: Question[] } {
  const row = rowOf(Math.floor(random.fraction() * count), count);
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
 * B10, the report: pages of 50 of the detailed report and its total over five million rows, with the date and any one filter, and with several;
 * the consolidated report over all of them; pages while messages arrive; and the dashboard's list. Rows as the view has them: what the vault and other views add to a page is not in it.
 */
export async function runB10({ runs, scale }: Scale): Promise<Row[]> {
  const count = Math.round(ROWS * scale);
  const place = emptyViewPlace();
  try {
    await fillReport(place, count);
    const reader = await openReportReader(place);
    const random = seededRandom('reads');
    const { alone, combined } = questionsOf(random, count);
    const pages = await timesOf(reader, alone, random, runs);
    const mixed = await timesOf(reader, combined, random, runs);
    const sums = await consolidated(reader, runs);
    const arriving = await whileMessagesArrive(place, count, () => timesOf(reader, alone, random, runs));
    await reader.close();
    const list = await timesOfCampaignList(place, runs, PAGES);
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
      toOwnRow(
        {
          ...job('one filter, arriving', Math.round(SLOWER * median(pages)), Math.round(median(pages))),
          name: `the same while ${ARRIVING} messages a second arrive`,
          note: `${arriving.rate} a second arrived; bounds are ${SLOWER} × and 1 × the figure of one filter`,
        },
        arriving.times,
        'less',
      ),
      toOwnRow(
        { ...job('dashboard', 50, 10), name: 'the list of campaigns, 50 of 1,000 with their counters' },
        list,
        'less',
      ),
    ];
  } finally {
    await discardViews(place);
  }
}

/** As many as this part of what should arrive must have: pages beside fewer say nothing of pages beside as many. */
const ENOUGH = 0.95;

/**
 * What is asked while a projector in another process writes what arrives.
 * @throws where less arrived than the figure is named after
 */
async function whileMessagesArrive(place: ViewPlace, rows: number, ask: () => Promise<number[]>) {
  const projector = new Child<ArriveRequest, ArriveReply>('arriving-messages.process.js');
  try {
    await projector.ask({ type: 'begin', place, rows, perSecond: ARRIVING });
    const times = await ask();
    const { messages, seconds } = await projector.ask({ type: 'end' });
    const rate = Math.round(messages / seconds);
    if (rate < ENOUGH * ARRIVING) throw new Error(`${rate} messages a second arrived, not ${ARRIVING}`);
    return { times, rate };
  } finally {
    await projector.stop();
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

function ms(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}
