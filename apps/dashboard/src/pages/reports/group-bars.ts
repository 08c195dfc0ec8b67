import type { components } from '../../api/schema';
import type { GroupBy } from './search';

type Item = components['schemas']['Consolidated']['items'][number];

/** One bar, and what it is made of. */
export interface Bar {
  readonly key: string;
  /** Null of rows that belong to nothing. */
  readonly group: string | null;
  readonly label: string | null;
  readonly total: number;
  /** In the order of the parts of the chart. */
  readonly values: readonly number[];
}

export interface Part {
  readonly key: string;
  /** Null of what is left, and of what belongs to nothing. */
  readonly label: string | null;
}

export interface Bars {
  readonly parts: readonly Part[];
  readonly bars: readonly Bar[];
  /** How many there are besides those that are shown. */
  readonly left: number;
}

/** What became of what was sent, in the order in which it is drawn. */
export const OUTCOMES = ['read', 'delivered', 'under_way', 'failed'] as const;
const UNDER_WAY = ['queued', 'sent'];

/** So many parts are told apart by colour. */
const MOST_PARTS = 5;
/** So many bars are seen at once. */
const MOST_TIMES = 744;
const MOST_BARS = 30;
const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
/** Of what is left. */
export const OTHERS = '…';

/**
 * What a consolidated report is drawn as: a bar for each first group, made of outcomes, or of the second groups where there are two. Times in which nothing
 * happened have an empty bar: a gap that is left out tells of a time that was not.
 * @param hasOutcomes of what was sent; what people wrote is one colour
 */
export function barsOf(
  items: readonly Item[],
  groupBy: readonly GroupBy[],
  { hasOutcomes }: { readonly hasOutcomes: boolean },
): Bars {
  const [by, second] = groupBy;
  const parts = second === undefined ? outcomeParts(hasOutcomes) : secondParts(items, second);
  const bars = new Map<string, { group: string | null; label: string | null; total: number; values: number[] }>();
  for (const item of items) {
    const key = item.group ?? '';
    const bar = bars.get(key) ?? { group: item.group, label: item.label, total: 0, values: parts.map(() => 0) };
    bars.set(key, bar);
    bar.total += item.total;
    if (second === undefined) {
      outcomesOf(item, hasOutcomes).forEach((count, at) => (bar.values[at]! += count));
      continue;
    }
    const own = parts.findIndex((part) => part.key === (item.second?.group ?? ''));
    bar.values[own < 0 ? parts.length - 1 : own]! += item.total;
  }
  const all = [...bars].map(([key, bar]) => ({ key, ...bar }));
  const isTime = by === 'day' || by === 'hour';
  const whole = isTime ? withGaps(all, by, parts.length) : all;
  const most = isTime ? MOST_TIMES : MOST_BARS;
  return { parts, bars: isTime ? whole.slice(-most) : whole.slice(0, most), left: Math.max(0, whole.length - most) };
}

function outcomeParts(hasOutcomes: boolean): Part[] {
  return (hasOutcomes ? OUTCOMES : (['total'] as const)).map((key) => ({ key, label: null }));
}

function outcomesOf({ counts, total }: Item, hasOutcomes: boolean): number[] {
  if (!hasOutcomes) return [total];
  const { read = 0, delivered = 0 } = counts;
  const underWay = UNDER_WAY.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return [read, delivered, underWay, total - read - delivered - underWay];
}

/** The greatest, or the times in their order; the rest as one. */
function secondParts(items: readonly Item[], second: GroupBy): Part[] {
  const totals = new Map<string, { label: string | null; total: number }>();
  for (const { second: group, total } of items) {
    const key = group?.group ?? '';
    const known = totals.get(key) ?? { label: group?.label ?? null, total: 0 };
    totals.set(key, { ...known, total: known.total + total });
  }
  const sorted = [...totals].sort(([, one], [, other]) => other.total - one.total);
  const shown = sorted.slice(0, sorted.length > MOST_PARTS ? MOST_PARTS - 1 : MOST_PARTS);
  if (second === 'day' || second === 'hour') shown.sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = shown.map(([key, { label }]) => ({ key, label }));
  return sorted.length > shown.length ? [...parts, { key: OTHERS, label: null }] : parts;
}

/** By the calendar, whatever the clocks of the zone do: groups are written by them. */
function withGaps(bars: readonly Bar[], by: 'day' | 'hour', parts: number): Bar[] {
  const step = by === 'day' ? DAY : HOUR;
  const at = (group: string) => Date.parse(by === 'day' ? group : `${group}:00Z`);
  const known = new Map(bars.flatMap((bar) => (bar.group === null ? [] : [[at(bar.group), bar] as const])));
  const times = [...known.keys()];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // Without end where there is nothing; and what is far apart is shown as it is.
  if (times.length < 2 || (last - first) / step > MOST_TIMES) return [...bars];
  const whole: Bar[] = [];
  for (let time = first; time <= last; time += step) {
    const group = new Date(time).toISOString().slice(0, by === 'day' ? 10 : 16);
    const nothing = { key: group, group, label: group, total: 0, values: Array.from({ length: parts }, () => 0) };
    whole.push(known.get(time) ?? nothing);
  }
  return whole;
}
