import { Draws } from './draws';
import { mixOf, throwDice, type Fate } from './fate';
import { defaultKnobs } from './knobs';
import { scenarioKnobs } from './scenarios';
import { deliveryDelay, readDelay, responseDelay, sentDelay } from './timing';

const MANY = 20_000;
const share = (fates: readonly Fate[], is: (fate: Fate) => boolean): number => fates.filter(is).length / fates.length;

function fates(knobs = defaultKnobs(), mix: 'marketing' | 'utility' = 'marketing'): Fate[] {
  return Array.from({ length: MANY }, (_, index) =>
    throwDice(knobs, new Draws(`m${index}`), new Draws(`p${index}`), mix),
  );
}

function quantile(values: number[], q: number): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length * q)]!;
}

describe('fate', () => {
  it('follows the outcome mix of marketing templates', () => {
    const all = fates();
    const delivered = all.filter(({ end }) => end === 'delivered');
    const coded = (code: number): number => share(all, (fate) => fate.code === code);
    expect(delivered.length / MANY).toBeCloseTo(0.93, 2);
    expect(coded(131026)).toBeCloseTo(0.025, 2);
    expect(coded(131049)).toBeCloseTo(0.02, 2);
    expect(coded(131050)).toBeCloseTo(0.005, 2);
    expect(share(all, ({ end }) => end === 'silent')).toBeCloseTo(0.015, 2);
    expect(share(delivered, ({ read }) => read)).toBeCloseTo(0.65, 1);
    expect(
      share(
        delivered.filter(({ read }) => read),
        ({ reactions }) => reactions.includes('tap'),
      ),
    ).toBeCloseTo(0.12, 1);
  });

  it('never caps utility templates as it caps marketing', () => {
    const all = fates(defaultKnobs(), 'utility');
    expect(share(all, ({ end }) => end === 'delivered')).toBeCloseTo(0.965, 2);
    expect(all.some(({ code }) => [131049, 131050, 130472].includes(code))).toBe(false);
  });

  it.each([
    ['MARKETING', 'marketing'],
    ['UTILITY', 'utility'],
    ['AUTHENTICATION', 'utility'],
    [undefined, 'utility'],
  ])('treats %s like %s', (category, mix) => {
    expect(mixOf(category)).toBe(mix);
  });

  it('leaves nothing to chance in the instant scenario', () => {
    for (const fate of fates(scenarioKnobs('instant'))) {
      expect(fate).toMatchObject({
        answer: 'accept',
        end: 'delivered',
        read: true,
        order: 'kept',
        copies: 1,
        reactions: [],
      });
    }
  });
});

describe('timing', () => {
  const many = (delay: (draws: Draws) => number): number[] =>
    Array.from({ length: MANY }, (_, index) => delay(new Draws(`t${index}`)));
  const knobs = defaultKnobs();

  it('has the medians and tails of the reference', () => {
    const response = many((draws) => responseDelay(knobs, draws));
    expect(quantile(response, 0.5)).toBeGreaterThan(170);
    expect(quantile(response, 0.5)).toBeLessThan(190);
    expect(quantile(response, 0.99)).toBeGreaterThan(1000);
    expect(quantile(response, 0.99)).toBeLessThan(1400);
    expect(
      quantile(
        many((draws) => sentDelay(knobs, draws)),
        0.5,
      ),
    ).toBeGreaterThan(650);
  });

  it('keeps three quarters of the handsets online', () => {
    const delays = many((draws) => deliveryDelay(knobs, draws));
    const online = delays.filter((delay) => delay < 10_000).length / MANY;
    expect(online).toBeGreaterThan(0.73);
    expect(online).toBeLessThan(0.79);
    expect(quantile(delays, 0.99)).toBeGreaterThan(3_600_000);
  });

  it('lets nearly a third look within five minutes and nobody after two days', () => {
    const delays = many((draws) => readDelay(knobs, draws));
    expect(delays.filter((delay) => delay < 300_000).length / MANY).toBeCloseTo(0.3, 1);
    expect(Math.max(...delays)).toBeLessThanOrEqual(48 * 3_600_000);
  });
});
