import { type BrokenRail, brokenRail, type GuardRails, looksOfUse, type SendsSoFar } from './guard-rails';

const NONE: GuardRails = {
  ...{ maxFailureRate: null, overLast: 200, maxErrorsInARow: null, maxOptOutRate: null, onQualityDrop: false },
};
const look = (attempted: number, failed = 0, more: Partial<SendsSoFar> = {}): SendsSoFar => ({
  ...{ attempted, failed, delivered: attempted - failed, optOuts: 0, qualities: ['RED', 'GREEN'] as const, ...more },
});

describe('guard rails', () => {
  it.each<[string, Partial<GuardRails>, readonly SendsSoFar[], BrokenRail | null]>([
    ['nobody looked', { maxFailureRate: 0.1 }, [], null],
    ['too few to tell', { maxFailureRate: 0.1 }, [look(0), look(49, 49)], null],
    [
      'half of the first fifty failed',
      { maxFailureRate: 0.1 },
      [look(0), look(50, 25)],
      { rail: 'failure_rate', count: 25, of: 50 },
    ],
    ['exactly as many as may', { maxFailureRate: 0.1 }, [look(0), look(200, 20)], null],
    [
      'few in all, and many of the last',
      { maxFailureRate: 0.1 },
      [look(0), look(10_000, 10), look(10_200, 35)],
      { rail: 'failure_rate', count: 25, of: 200 },
    ],
    ['many at first, and few of the last', { maxFailureRate: 0.1 }, [look(0), look(300, 20), look(600, 21)], null],
    [
      'what failed before it was let go on does not count',
      { maxFailureRate: 0.1 },
      [look(500, 400), look(560, 402)],
      null,
    ],
    [
      'a small window is its own smallest sample',
      { maxFailureRate: 0.5, overLast: 20 },
      [look(0), look(20, 11)],
      {
        rail: 'failure_rate',
        count: 11,
        of: 20,
      },
    ],
    ['nothing is watched over', {}, [look(0), look(500, 500, { optOuts: 500, qualities: ['RED', 'RED'] })], null],
    ['few were reached', { maxOptOutRate: 0.02 }, [look(0), look(99, 0, { optOuts: 50 })], null],
    [
      'too many of those who were reached want no more',
      { maxOptOutRate: 0.02 },
      [look(0), look(150, 0, { optOuts: 4 })],
      { rail: 'opt_out_rate', count: 4, of: 150 },
    ],
    [
      'quality has sunk',
      { onQualityDrop: true },
      [look(0), look(1, 0, { qualities: ['RED', 'YELLOW'] })],
      {
        rail: 'quality',
        quality: 'YELLOW',
      },
    ],
    [
      'it was let go on although quality had sunk',
      { onQualityDrop: true },
      [look(0, 0, { qualities: ['RED', 'YELLOW'] }), look(9, 0, { qualities: ['RED', 'YELLOW'] })],
      null,
    ],
    [
      'it has sunk further',
      { onQualityDrop: true },
      [look(0, 0, { qualities: ['RED', 'YELLOW'] }), look(9, 0, { qualities: ['RED', 'RED'] })],
      {
        rail: 'quality',
        quality: 'RED',
      },
    ],
    ['nobody knows of quality', { onQualityDrop: true }, [look(0), look(9, 0, { qualities: ['RED', null] })], null],
  ])('%s', (_, rails, looks, broken) => {
    expect(brokenRail({ ...NONE, ...rails }, looks)).toEqual(broken);
  });

  it('what is forgotten changes no answer', () => {
    const rails = { ...NONE, maxFailureRate: 0.3, overLast: 50 };
    let kept: readonly SendsSoFar[] = [];
    const all: SendsSoFar[] = [];
    for (let n = 0; n < 400; n++) {
      const now = look(n * 7, Math.floor(n * (n % 90 > 60 ? 2.4 : 1.2)));
      all.push(now);
      kept = looksOfUse(rails, [...kept, now]);
      expect(brokenRail(rails, kept)).toEqual(brokenRail(rails, all));
      expect(kept.length).toBeLessThan(12);
    }
  });
});
