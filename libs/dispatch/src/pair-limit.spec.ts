import fc from 'fast-check';
import { givePairBack, msUntilPairFree, newPairLimit, takePair } from './pair-limit';

describe('pair limit', () => {
  it('lets one message through each 6 seconds', () => {
    const limit = newPairLimit();
    const taken: number[] = [];
    for (let now = 0; now <= 30_000; now += 3000) {
      if (now % 6000 === 0 ? takePair(limit, 'ana', now) : false) taken.push(now);
    }
    expect(taken).toEqual([0, 6000, 12_000, 18_000, 24_000, 30_000]);
  });

  it('lends a burst and wants the time back: 20 messages are two minutes', () => {
    const limit = newPairLimit();
    for (let i = 0; i < 20; i++) expect(takePair(limit, 'ana', i * 100)).toBe(true);
    expect(takePair(limit, 'ana', 6000)).toBe(false);
    expect(msUntilPairFree(limit, 'ana', 6000)).toBe(114_000);
    expect(takePair(limit, 'ana', 119_999)).toBe(false);
    expect(takePair(limit, 'ana', 120_000)).toBe(true);
  });

  it('lends 45 and no more', () => {
    const limit = newPairLimit();
    const taken = Array.from({ length: 60 }, () => takePair(limit, 'ana', 0)).filter(Boolean);
    expect(taken).toHaveLength(45);
    expect(msUntilPairFree(limit, 'ana', 0)).toBe(270_000);
  });

  it('keeps people apart', () => {
    const limit = newPairLimit();
    for (let i = 0; i < 45; i++) takePair(limit, 'ana', 0);
    expect(takePair(limit, 'rui', 0)).toBe(true);
  });

  it('takes a message back that was not written', () => {
    const limit = newPairLimit();
    for (let i = 0; i < 45; i++) takePair(limit, 'ana', 0);
    givePairBack(limit, 'ana');
    expect(takePair(limit, 'ana', 1)).toBe(true);
    takePair(limit, 'rui', 0);
    givePairBack(limit, 'rui');
    givePairBack(limit, 'rui');
    expect(limit.bursts.has('rui')).toBe(false);
  });

  it('remembers only those who still wait, within a factor of two', () => {
    const limit = newPairLimit();
    let most = 0;
    for (let i = 0; i < 100_000; i++) {
      takePair(limit, `person ${i}`, i);
      most = Math.max(most, limit.bursts.size);
    }
    expect(most).toBeLessThanOrEqual(2 * 6000 + 2);
  });

  it('never lends more than 45 in 6 s, nor more than one per 6 s over the time that a person was written to', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 300 }), (gaps) => {
        const limit = newPairLimit();
        const taken: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap > 15_000 ? gap : gap % 50;
          const wait = msUntilPairFree(limit, 'ana', now);
          if (takePair(limit, 'ana', now) !== (wait === 0)) return false;
          if (wait === 0) taken.push(now);
        }
        return taken.every((at, index) => {
          const inBurst = taken.filter((each) => each > at - 6000 && each <= at).length;
          const earlier = Math.max(0, index - 44);
          return inBurst <= 45 && at - taken[0]! >= (earlier - 44) * 6000;
        });
      }),
    );
  });
});
