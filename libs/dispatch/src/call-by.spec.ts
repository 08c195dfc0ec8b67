import { VirtualClock } from '@arauto/clock';
import { isInTime, lateBackOff, readClocks } from './call-by';

describe('call-by limit', () => {
  const claimed = { monotonic: 5000, wall: 1_000_000 };

  it.each([
    ['at once', 0, 0, true],
    ['at the limit', 2000, 2000, true],
    ['late by both clocks', 2001, 2001, false],
    ['late by the monotonic clock', 2001, 10, false],
    ['late by the wall clock, after a sleep of the machine', 10, 3_600_000, false],
    ['after the wall clock went back', 10, -1, false],
    ['after a monotonic clock of another process', -1, 10, false],
  ])('%s', (_, monotonic, wall, inTime) => {
    const now = { monotonic: claimed.monotonic + monotonic, wall: claimed.wall + wall };
    expect(isInTime(claimed, now, 2000)).toBe(inTime);
  });

  it('reads both clocks', async () => {
    const clock = new VirtualClock();
    const before = readClocks(clock);
    await clock.advance(2000);
    expect(isInTime(before, readClocks(clock), 2000)).toBe(true);
    await clock.advance(1);
    expect(isInTime(before, readClocks(clock), 2000)).toBe(false);
  });

  it('backs off 1, 2, 4 … 60 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(lateBackOff)).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000),
    );
  });
});
