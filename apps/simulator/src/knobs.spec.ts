import { defaultKnobs, readKnobs } from './knobs';
import { scenarioKnobs } from './scenarios';

describe('knobs', () => {
  it.each([
    [{ lostRat: 0.5 }, 'unknown knob "lostRat"'],
    [{ lostRate: 1.5 }, 'knob "lostRate" must be a number from 0 to 1, not 1.5'],
    [{ lostRate: '0.5' }, 'knob "lostRate" must be a number from 0 to 1, not "0.5"'],
    [{ lostRate: null }, 'knob "lostRate" must be a number from 0 to 1, not null'],
    [{ batchSize: 0 }, 'knob "batchSize" must be a whole number from 1 to 1000, not 0'],
    [{ batchSize: 2.5 }, 'knob "batchSize" must be a whole number from 1 to 1000, not 2.5'],
    [{ hangSeconds: -1 }, 'knob "hangSeconds" must be a number of at least 0, not -1'],
    [{ pairLimit: 1 }, 'knob "pairLimit" must be true or false, not 1'],
    [{ webhookVersion: 'v22' }, 'knob "webhookVersion" must be one of v24, v23, not "v22"'],
    [{ toString: 1 }, 'unknown knob "toString"'],
  ])('refuses %j', (body, problem) => {
    expect(readKnobs(body)).toEqual({ problems: [problem] });
  });

  it('names every wrong entry at once', () => {
    expect(readKnobs({ one: 1, lostRate: 2, readSoonMs: 5 })).toEqual({
      problems: ['unknown knob "one"', 'knob "lostRate" must be a number from 0 to 1, not 2'],
    });
  });

  it('takes its own defaults', () => {
    expect(readKnobs({ ...defaultKnobs() })).toEqual({ knobs: defaultKnobs() });
  });
});

describe('scenarios', () => {
  it('makes hostile ten times as disorderly as default', () => {
    const [usual, hostile] = [scenarioKnobs('default'), scenarioKnobs('hostile')];
    expect(hostile.outOfOrderRate).toBeCloseTo(usual.outOfOrderRate * 10);
    expect(hostile.duplicateRate).toBeCloseTo(usual.duplicateRate * 10);
    expect(hostile.unknownWamidRate).toBeCloseTo(usual.unknownWamidRate * 10);
    expect(hostile.beforeResponseRate).toBeCloseTo(usual.beforeResponseRate * 10);
    expect(hostile.malformedRate).toBeGreaterThan(0);
    expect(hostile.marketing131026).toBe(usual.marketing131026);
  });

  it('has no delays and no limits in instant', () => {
    const instant = scenarioKnobs('instant');
    expect([instant.responseMedianMs, instant.sentMedianMs, instant.onlineMedianMs, instant.readLastMs]).toEqual([
      0, 0, 0, 0,
    ]);
    expect([instant.throughputLimit, instant.pairLimit, instant.portfolioLimit]).toEqual([false, false, false]);
    expect([instant.marketingRead, instant.utilityRead, instant.utilityReply, instant.lostRate]).toEqual([1, 1, 0, 0]);
    expect([instant.hangSeconds, instant.gupshupCallbackDelayMs]).toEqual([30, 0]);
  });
});
