import { Unavailable } from '../port';
import type { PendingAppend } from './log-writer';
import { toPosition } from './position';
import { RecentAppends } from './recent-appends';

const AT = 1000;

function append(stream: string, count = 1, text = ''): PendingAppend {
  const events = Array.from({ length: count }, () => ({
    id: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
    type: 'Happened',
    data: JSON.stringify({ text }),
    metadata: '{}',
  }));
  return { stream, events, expected: 'noStream' };
}

/** The answer to an append whose last event has this revision and position. */
const placed = (revision: number, position: number) => ({ revision, position: toPosition(position) });

const positions = (recent: RecentAppends, from: number, prefix = '') =>
  recent.after(from, { streamPrefixes: [prefix] }, 100)?.events.map(({ position }) => Number(position));

describe('the appends of lately', () => {
  it('are given back as the file would give them', () => {
    const recent = new RecentAppends();
    recent.add([append('a-1', 2, 'x'), append('b-1')], [placed(4, 12), placed(0, 13)], AT);
    const page = recent.after(11, { streamPrefixes: ['a-'] }, 100);
    expect(page).toMatchObject({ scanned: 13, end: true });
    expect(page?.events).toEqual([
      {
        stream: 'a-1',
        revision: 4,
        position: toPosition(12),
        type: 'Happened',
        at: AT,
        id: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
        data: { text: 'x' },
        metadata: {},
      },
    ]);
    expect(recent.after(10, { types: ['Happened'] }, 2)).toMatchObject({ scanned: 12, end: false });
    expect(recent.after(10, { types: ['Other'] }, 2)).toMatchObject({ events: [], scanned: 13, end: true });
  });

  it('say nothing about what came before them', () => {
    const recent = new RecentAppends();
    expect(recent.after(0, undefined, 100)).toBeUndefined();
    recent.add([append('a')], [placed(0, 8)], AT);
    expect(recent.after(6, undefined, 100)).toBeUndefined();
    expect(positions(recent, 7)).toEqual([8]);
    expect(positions(recent, 9)).toEqual([]);
  });

  it('leave out what was refused, and a repeat, which stands where it first stood', () => {
    const recent = new RecentAppends();
    recent.add([append('a'), append('b'), append('c')], [placed(0, 1), new Unavailable('full'), placed(0, 2)], AT);
    recent.add([append('a'), append('d')], [placed(0, 1), placed(0, 3)], AT);
    expect(positions(recent, 0)).toEqual([1, 2, 3]);
    expect(recent.after(0, undefined, 100)?.events.map(({ stream }) => stream)).toEqual(['a', 'c', 'd']);
  });

  it('begin anew after a gap: somebody else wrote', () => {
    const recent = new RecentAppends();
    recent.add([append('a')], [placed(0, 1)], AT);
    recent.add([append('b')], [placed(0, 5)], AT);
    expect(recent.after(1, undefined, 100)).toBeUndefined();
    expect(positions(recent, 4)).toEqual([5]);
  });

  it('are bounded, in number and in size', () => {
    const many = new RecentAppends();
    for (let n = 1; n <= 20_000; n++) many.add([append(`s-${n}`)], [placed(0, n)], AT);
    expect(many.after(20_000 - 8193, undefined, 1)).toBeUndefined();
    expect(positions(many, 19_990)).toHaveLength(10);
    const large = new RecentAppends();
    for (let n = 1; n <= 100; n++) large.add([append(`s-${n}`, 1, 'x'.repeat(200_000))], [placed(0, n)], AT);
    expect(large.after(100 - 42, undefined, 1)).toBeUndefined();
    expect(positions(large, 99)).toEqual([100]);
  });
});
