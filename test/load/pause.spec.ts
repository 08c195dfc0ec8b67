import { pauseAgainAndAgain } from './pause-run';

describe('the pause bound', () => {
  it('lets no call through later than 500 ms after the commit, and goes on when resumed', async () => {
    const { pauses, doubles } = await pauseAgainAndAgain({ pauses: 5, pace: 1000, seed: 1, say: () => undefined });
    expect(pauses).toHaveLength(5);
    expect(doubles).toBe(0);
    for (const { late, inFlight, resumed } of pauses) {
      expect(late).toBeLessThanOrEqual(500);
      expect(inFlight).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(resumed)).toBe(true);
    }
  }, 120_000);
});
