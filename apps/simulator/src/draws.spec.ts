import * as fc from 'fast-check';
import { Draws, fingerprint } from './draws';

describe('draws', () => {
  it('decides the same for the same key and name, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.string(), (key, before, name) => {
        const busy = new Draws(key);
        for (const other of before) busy.uniform(other);
        expect(busy.uniform(name)).toBe(new Draws(key).uniform(name));
      }),
    );
  });

  it('is uniform over keys and over names', () => {
    const over = (draw: (index: number) => number): number[] => {
      const buckets = Array.from({ length: 10 }, () => 0);
      for (let index = 0; index < 20_000; index++) buckets[Math.floor(draw(index) * 10)]!++;
      return buckets;
    };
    for (const buckets of [
      over((index) => new Draws(`1|700|55119${index}|t|1`).uniform('outcome')),
      over((index) => new Draws('key').uniform(`name ${index}`)),
    ]) {
      expect(Math.min(...buckets)).toBeGreaterThan(1800);
      expect(Math.max(...buckets)).toBeLessThan(2200);
    }
  });

  it('draws normal numbers', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => new Draws(String(index)).normal('n'));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(variance).toBeGreaterThan(0.95);
    expect(variance).toBeLessThan(1.05);
  });

  it('gives 300,000 phones distinct fingerprints', () => {
    const prints = new Set<number>();
    for (let index = 0; index < 300_000; index++) prints.add(fingerprint(`700|55119${index}|invoice|c`));
    expect(prints.size).toBe(300_000);
  });
});
