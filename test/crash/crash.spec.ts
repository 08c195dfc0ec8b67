import { crashCampaign } from './crash-run';
import { MOVES } from './moves';

describe('a campaign whose engine is killed again and again', () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

  it(`completes by itself, without a double and without a loss, whatever people do meanwhile (seed ${seed})`, async () => {
    const said: string[] = [];
    const options = { contacts: 1500, kills: 4, seed, moves: MOVES, pace: 200, speed: 60_000, horizon: 15 };
    const result = await crashCampaign({ ...options, say: (line) => said.push(line) });
    expect({ seed, broken: result.broken, doubles: result.ledger.doubles }).toEqual({ seed, broken: [], doubles: 0 });
    expect(result.kills.length).toBeGreaterThanOrEqual(4);
    expect(result.pauses).toBeGreaterThanOrEqual(4);
    // The tier was reached: less would show nothing.
    expect(result.written).toBeGreaterThan(200);
  }, 300_000);
});
