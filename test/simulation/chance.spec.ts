import { Chance } from './chance';

const draws = (chance: Chance, of = 20) => Array.from({ length: of }, () => chance.fraction());

describe('chance', () => {
  it('repeats itself from its seed, and only from that', () => {
    expect(draws(new Chance('a'))).toEqual(draws(new Chance('a')));
    expect(draws(new Chance('a'))).not.toEqual(draws(new Chance('b')));
  });

  it('stays what it is: a seed that was reported is a world for ever', () => {
    const chance = new Chance('arauto');
    expect(Array.from({ length: 4 }, () => chance.below(1_000_000))).toEqual([497295, 775750, 130300, 212576]);
  });

  it('has branches that nothing changes but their name', () => {
    const once = draws(new Chance('a').branch('calls'));
    const busy = new Chance('a');
    draws(busy, 1000);
    draws(busy.branch('webhooks'), 1000);
    expect(draws(busy.branch('calls'))).toEqual(once);
    expect(draws(busy.branch('webhooks'))).not.toEqual(once);
    expect(draws(busy.branch('x').branch('y'))).not.toEqual(draws(busy.branch('xy')));
  });

  it('is even', () => {
    const chance = new Chance('even');
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 100_000; n++) tenths[chance.below(10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    const seeds = Array.from({ length: 10_000 }, (_, n) => new Chance(`seed ${n}`).fraction());
    expect(Math.abs(seeds.reduce((sum, each) => sum + each, 0) / 10_000 - 0.5)).toBeLessThan(0.02);
  });

  it('draws within what is asked for', () => {
    const chance = new Chance('ranges');
    const drawn = new Set(Array.from({ length: 1000 }, () => chance.between(3, 5)));
    expect([...drawn].sort()).toEqual([3, 4, 5]);
    expect(chance.happens(0)).toBe(false);
    expect(chance.happens(1)).toBe(true);
    expect(chance.shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    expect(() => chance.pick([])).toThrow('nothing to pick');
  });

  it('weighs, and never draws what weighs nothing', () => {
    const chance = new Chance('weights');
    const drawn = { a: 0, b: 0, never: 0 };
    for (let n = 0; n < 10_000; n++) {
      drawn[
        chance.weighted([
          [3, 'a'],
          [1, 'b'],
          [0, 'never'],
        ] as const)
      ] += 1;
    }
    expect(drawn.never).toBe(0);
    expect(drawn.a / drawn.b).toBeGreaterThan(2.7);
    expect(drawn.a / drawn.b).toBeLessThan(3.3);
    expect(() => chance.weighted([[0, 'a']])).toThrow('nothing to pick');
  });
});
