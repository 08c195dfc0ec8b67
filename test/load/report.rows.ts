import { REPORT_STATUSES, type ReportStatus } from '@arauto/domain';
import { put } from '@arauto/read-models';
import {
  messagesView,
  rareConversationTypeOf,
  rareStatusOf,
  reportingProjections,
} from '@arauto/read-models/reporting';
import { reportWords } from '@arauto/whatsapp';
import { openViewReader, openViewWriter, type ViewPlace } from './bench-views';

export const DAY = 86_400_000;
/** The first day of the rows. */
export const FIRST = Date.UTC(2026, 0, 1);
export const DAYS = 90;
/** A third of the rows is in the largest campaign, a third of the rest in the next, and so on. */
export const CAMPAIGNS = 60;
const SUBACCOUNTS = 4;
const SENDERS = 8;
const BATCH = 20_000;

/** The view as a projector would have filled it. */
export async function fillReport(place: ViewPlace, count: number): Promise<void> {
  const writer = await openReportWriter(place);
  let position = await writer.checkpoint();
  const begun = performance.now();
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    writer.gather(Array.from({ length: size }, (_, n) => putRow(at + n, count)));
    const to = positionAfter(at + size);
    await writer.commit(position, to);
    position = to;
    if (((at / BATCH) & 15) === 0)
      console.error(`B10 ${at + size} rows, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  await writer.caughtUp();
  await writer.close();
}

const VIEWS = reportingProjections(reportWords).map(({ view }) => view);

export function openReportWriter(place: ViewPlace) {
  return openViewWriter(place, 'reporting', VIEWS);
}

export function openReportReader(place: ViewPlace) {
  return openViewReader(place, 'reporting', VIEWS);
}

export function putRow(n: number, count: number) {
  return put(messagesView, `row-${n}`, rowOf(n, count));
}

/** Where the log was after so many rows. */
export function positionAfter(rows: number): string {
  return String(rows).padStart(20, '0');
}

export function campaignOf(n: number): string {
  return `0190aaaa-bbbb-7ccc-8ddd-0000000000${String(n).padStart(2, '0')}`;
}

/** Rows in the order of time, with values that follow from their number: a third of them in the first campaign, a third of the rest in the next. */
export function rowOf(n: number, count: number) {
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
