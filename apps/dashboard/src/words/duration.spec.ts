import fc from 'fast-check';
import { partsOf } from './duration';

describe('a duration', () => {
  it.each([
    [0, [['second', 0]]],
    [0.4, [['second', 0]]],
    [59.6, [['minute', 1]]],
    [
      61,
      [
        ['minute', 1],
        ['second', 1],
      ],
    ],
    [3599.7, [['hour', 1]]],
    [
      12_387,
      [
        ['hour', 3],
        ['minute', 26],
      ],
    ],
    [86_399, [['day', 1]]],
    [
      90_000,
      [
        ['day', 1],
        ['hour', 1],
      ],
    ],
  ] as const)('of %p seconds is said in at most two units', (seconds, parts) => {
    expect(partsOf(seconds)).toEqual(parts);
  });

  it('is never off by more than half of its smaller unit, and never says 60 minutes', () => {
    const size = { day: 86_400, hour: 3600, minute: 60, second: 1 } as const;
    const most = { day: Infinity, hour: 23, minute: 59, second: 59 } as const;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (seconds) => {
        const parts = partsOf(seconds);
        const said = parts.reduce((sum, [unit, count]) => sum + count * size[unit], 0);
        const units = ['day', 'hour', 'minute', 'second'] as const;
        const smallest = units[Math.min(units.indexOf(parts[0]![0]) + 1, 3)]!;
        expect(Math.abs(said - seconds)).toBeLessThanOrEqual(size[smallest] / 2 + 1e-6);
        for (const [unit, count] of parts) expect(count).toBeLessThanOrEqual(most[unit]);
      }),
    );
  });
});
