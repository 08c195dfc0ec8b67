import { performance } from 'node:perf_hooks';
import { systemClock } from './clock';

describe('the clock of the machine', () => {
  afterEach(() => jest.restoreAllMocks());

  it('stays within the millisecond of Date.now() and does not go back where the two run apart', () => {
    const date = jest.spyOn(Date, 'now');
    const fine = jest.spyOn(performance, 'now');
    const clock = systemClock();
    const at = (whole: number, elapsed: number): number => {
      date.mockReturnValue(whole);
      fine.mockReturnValue(elapsed - performance.timeOrigin);
      return clock.now();
    };
    // The first is ahead by more than a millisecond of what the second says, then behind it.
    const times = [at(1000, 1000.9), at(1000, 1001.2), at(1001, 1001.3), at(1001, 1002.9), at(1005, 1003)];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.map(Math.floor)).toEqual([1000, 1000, 1001, 1001, 1005]);
  });
});
