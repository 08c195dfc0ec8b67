import { CONTENT_TYPES, type ContentType, REPORT_STATUSES, type ReportStatus } from '@arauto/domain';
import { RATES } from '@arauto/reporting';
import { fraction, map, object, orNull, type Shape, type Shown, whole } from '../fields/shapes';

/** Counts as they were told apart: `what` is a status of what was sent, or a content type of what was written. */
export interface Counts {
  readonly what: string;
  readonly replied: boolean;
  /** Nobody knows what became of it. */
  readonly needsAttention: boolean;
  readonly count: number;
}

/** What went out and has neither arrived nor failed. */
const UNDERWAY: ReadonlySet<string> = new Set<ReportStatus>(['queued', 'sent']);
const ARRIVED: ReadonlySet<string> = new Set<ReportStatus>(['delivered', 'read']);

const rate = (name: (typeof RATES)[number][0]): Shape<number | null> => ({
  schema: { ...orNull(fraction).schema, description: RATES.find(([known]) => known === name)![2].en },
});

/** Of 0 to 1; null where there is nothing to be a part of. */
const rates = object({
  delivered: rate('delivered'),
  read: rate('read'),
  replied: rate('replied'),
  failed: rate('failed'),
});

export const figures = {
  total: whole,
  /** By status, or by content type of what people wrote: those of which there are any. */
  counts: map(whole),
  /** How many of them the person answered. Null of what people wrote. */
  replied: orNull(whole),
  /** Of how many nobody knows what became of them: they wait for a decision and have not failed. Null of what people wrote. */
  needsAttention: orNull(whole),
  rates: orNull(rates),
};
export const figuresBody = object(figures);
export type Figures = Shown<typeof figuresBody>;

/** In the order in which people read them. */
const ORDER: readonly string[] = [...REPORT_STATUSES, ...CONTENT_TYPES] satisfies (ReportStatus | ContentType)[];

/** What counts come to. @param ofMt of messages that we sent: what people wrote is not delivered, and has no rates */
export function figuresOf(counts: readonly Counts[], ofMt: boolean): Figures {
  const sum = (which: (counted: Counts) => boolean) =>
    counts.reduce((total, counted) => total + (which(counted) ? counted.count : 0), 0);
  const total = sum(() => true);
  const each = ORDER.map((what) => [what, sum((counted) => counted.what === what)] as const);
  const known = { total, counts: Object.fromEntries(each.filter(([, count]) => count > 0)) };
  if (!ofMt) return { ...known, replied: null, needsAttention: null, rates: null };
  const arrived = sum(({ what }) => ARRIVED.has(what));
  const replied = sum((counted) => counted.replied);
  const undecided = sum(({ needsAttention }) => needsAttention);
  const of = (count: number, all: number) => (all === 0 ? null : count / all);
  return {
    ...known,
    replied,
    needsAttention: undecided,
    rates: {
      delivered: of(arrived, total),
      read: of(
        sum(({ what }) => what === 'read'),
        arrived,
      ),
      replied: of(
        sum(({ what, replied: answered }) => answered && ARRIVED.has(what)),
        arrived,
      ),
      failed: of(
        sum(({ what, needsAttention }) => !needsAttention && !ARRIVED.has(what) && !UNDERWAY.has(what)),
        total,
      ),
    },
  };
}
