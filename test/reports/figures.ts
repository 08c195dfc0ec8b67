import { DateTime } from 'luxon';
import type { Row } from './rows';

export const GROUPINGS = [
  ...(['day', 'hour', 'campaign', 'subaccount', 'user', 'status', 'sender', 'template'] as const),
  ...(['contentType', 'conversationType'] as const),
];
export type GroupBy = (typeof GROUPINGS)[number];

/** What rows come to, as the consolidated report says it. */
export interface Figures {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly replied: number | null;
  readonly needsAttention: number | null;
  readonly rates: Readonly<Record<'delivered' | 'read' | 'replied' | 'failed', number | null>> | null;
}

const ARRIVED = ['delivered', 'read'];
const UNDERWAY = ['queued', 'sent'];

/** Rates by their definitions in the document of the API. */
export function figuresOf(rows: readonly Row[]): Figures {
  const counts: Record<string, number> = {};
  for (const { sent, contentType } of rows) {
    const what = sent ? sent.status : contentType;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  const total = rows.length;
  if (rows[0]?.type === 'MO') return { total, counts, replied: null, needsAttention: null, rates: null };
  const arrived = rows.filter(({ sent }) => ARRIVED.includes(sent!.status));
  const isUndecided = ({ sent }: Row) => sent!.needsAttention;
  const ended = rows.filter(
    (row) => !isUndecided(row) && !ARRIVED.includes(row.sent!.status) && !UNDERWAY.includes(row.sent!.status),
  );
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const isReplied = ({ sent }: Row) => sent!.replied;
  return {
    ...{ total, counts, replied: rows.filter(isReplied).length, needsAttention: rows.filter(isUndecided).length },
    rates: {
      delivered: share(arrived.length, total),
      read: share(counts['read'] ?? 0, arrived.length),
      replied: share(arrived.filter(isReplied).length, arrived.length),
      failed: share(ended.length, total),
    },
  };
}

/** Rows by groups. */
export function grouped(rows: readonly Row[], groupBy: readonly GroupBy[], zone: string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify(groupBy.map((by) => groupOf(row, by, zone)));
    const group = found.get(name);
    if (group) group.push(row);
    else found.set(name, [row]);
  }
  return found;
}

function groupOf(row: Row, by: GroupBy, zone: string): string | null {
  switch (by) {
    case 'day':
      return clock(row.at, zone).slice(0, 10);
    case 'hour':
      return `${clock(row.at, zone).slice(0, 13).replace(' ', 'T')}:00`;
    case 'campaign':
      return row.campaignId;
    case 'subaccount':
      return row.subaccountId;
    case 'user':
      return row.user;
    case 'status':
      return row.sent!.status;
    case 'sender':
      return row.senderId;
    case 'template':
      return row.templateId;
    case 'contentType':
      return row.contentType;
    case 'conversationType':
      return row.conversationType;
  }
}

const shown = new Map<string, string>();

/** `YYYY-MM-DD HH:mm:ss`, as a clock in the zone shows it. */
export function clock(at: number, zone: string): string {
  const key = `${Math.floor(at / 1000)} ${zone}`;
  let text = shown.get(key);
  if (text === undefined) shown.set(key, (text = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')));
  return text;
}
