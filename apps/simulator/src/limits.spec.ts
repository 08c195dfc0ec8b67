import * as fc from 'fast-check';
import { PairLimiter } from './pair-limiter';
import { PortfolioLedger } from './portfolio-ledger';
import { TokenBucket } from './token-bucket';

const DAY = 86_400_000;

describe('token bucket', () => {
  it('lets a full second through at once and then the rate', () => {
    const bucket = new TokenBucket(80, 0);
    const taken = (now: number): number => {
      let count = 0;
      while (bucket.take(now)) count++;
      return count;
    };
    expect([taken(0), taken(500), taken(1000), taken(60_000)]).toEqual([80, 40, 40, 80]);
  });

  it('never lets more through than its burst and its rate', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 400 }), (gaps) => {
        const bucket = new TokenBucket(80, 0);
        let now = 0;
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          if (bucket.take(now)) taken++;
        }
        expect(taken).toBeLessThanOrEqual(80 + (now / 1000) * 80);
      }),
    );
  });
});

describe('pair limiter', () => {
  it('lets 45 through at once, borrowing from the next four and a half minutes', () => {
    const pairs = new PairLimiter();
    const take = (now: number): boolean => pairs.take('a', now, 6000, 45);
    expect(Array.from({ length: 46 }, () => take(0)).filter(Boolean).length).toBe(45);
    expect(take(5999)).toBe(false);
    expect(take(6000)).toBe(true);
    expect(take(6001)).toBe(false);
    expect(pairs.take('b', 0, 6000, 45)).toBe(true);
  });
});

describe('portfolio ledger', () => {
  it('counts users once in 24 h and frees their places after', () => {
    const ledger = new PortfolioLedger();
    const admit = (user: string, now: number): boolean => ledger.admit(user, now, DAY, 2);
    expect([admit('a', 0), admit('b', 1000), admit('c', 2000), admit('a', 3000)]).toEqual([true, true, false, true]);
    expect(admit('c', DAY)).toBe(true);
    expect(ledger.used(DAY, DAY)).toBe(2);
    expect(admit('d', DAY + 999)).toBe(false);
    expect(admit('d', DAY + 1000)).toBe(true);
  });

  it('does not count when unlimited', () => {
    const ledger = new PortfolioLedger();
    expect(ledger.admit('a', 0, DAY, Infinity)).toBe(true);
    expect(ledger.used(0, DAY)).toBe(0);
  });
});
