import { crashCampaign } from './crash-run';

describe('a campaign whose engine is killed again and again', () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

  it(`completes by itself, without a double and without a loss (seed ${seed})`, async () => {
    const said: string[] = [];
    const options = { contacts: 1500, kills: 4, seed, pace: 200, speed: 60_000, horizon: 15 };
    const result = await crashCampaign({ ...options, say: (line) => said.push(line) });
    expect({ seed, broken: result.broken, doubles: result.ledger.doubles }).toEqual({ seed, broken: [], doubles: 0 });
    expect(result.kills).toHaveLength(4);
  }, 180_000);
});
