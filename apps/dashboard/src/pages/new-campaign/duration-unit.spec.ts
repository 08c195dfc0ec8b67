import { fittingUnit } from './duration-unit';

describe('the unit of a duration', () => {
  it.each([
    [5, 'second'],
    [90, 'second'],
    [600, 'minute'],
    [5400, 'minute'],
    [7200, 'hour'],
    [259_200, 'day'],
    [0, 'second'],
  ] as const)('of %p seconds is the greatest that makes a whole number', (seconds, unit) => {
    expect(fittingUnit(seconds)).toBe(unit);
  });
});
