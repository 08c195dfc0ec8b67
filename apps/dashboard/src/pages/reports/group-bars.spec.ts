import { barsOf, OTHERS } from './group-bars';

type Items = Parameters<typeof barsOf>[0];
type Item = Items[number];

const item = (group: string | null, counts: Record<string, number>, second: string | null = null): Item => ({
  group,
  label: group,
  second: second === null ? null : { group: second, label: second },
  total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  counts,
  replied: null,
  needsAttention: null,
  rates: null,
});

describe('bars of a consolidated report', () => {
  it('are made of what became of messages, each counted once', () => {
    const { parts, bars } = barsOf([item('c-1', { read: 5, delivered: 3, queued: 1, opted_out: 2 })], ['campaign'], {
      hasOutcomes: true,
    });
    expect(parts.map(({ key }) => key)).toEqual(['read', 'delivered', 'under_way', 'failed']);
    expect(bars[0]).toMatchObject({ total: 11, values: [5, 3, 1, 2] });
  });

  it('have a day in which nothing happened, too', () => {
    const { bars } = barsOf([item('2026-02-27', { read: 1 }), item('2026-03-02', { read: 2 })], ['day'], {
      hasOutcomes: true,
    });
    expect(bars.map(({ group, total }) => [group, total])).toEqual([
      ['2026-02-27', 1],
      ['2026-02-28', 0],
      ['2026-03-01', 0],
      ['2026-03-02', 2],
    ]);
  });

  it('put the smallest of many second groups together, and lose none', () => {
    const items = Array.from({ length: 8 }, (_, n) => item('2026-03-01', { read: 10 - n }, `c-${n}`));
    const { parts, bars } = barsOf(items, ['day', 'campaign'], { hasOutcomes: true });
    expect(parts.map(({ key }) => key)).toEqual(['c-0', 'c-1', 'c-2', 'c-3', OTHERS]);
    expect(bars[0]!.values).toEqual([10, 9, 8, 7, 6 + 5 + 4 + 3]);
    expect(bars[0]!.values.reduce((sum, value) => sum + value)).toBe(bars[0]!.total);
  });

  it('say how many groups are not drawn', () => {
    const items = Array.from({ length: 42 }, (_, n) => item(`c-${n}`, { read: 42 - n }));
    expect(barsOf(items, ['campaign'], { hasOutcomes: true })).toMatchObject({ left: 12 });
  });
});
