import { VirtualClock } from '@arauto/clock';
import { eachAtOnce } from './each-apart';
import { type Reaction, runReaction } from './reaction';
import { Rests } from './rests';

describe('a reaction', () => {
  const clock = new VirtualClock();

  async function told(look: Reaction['look'], ms: number) {
    const failures: [string, string, number][] = [];
    const stop = new AbortController();
    const reaction = { name: 'watch', every: 100, look };
    const tell = (name: string, error: unknown, untold: number) => failures.push([name, String(error), untold]);
    const running = runReaction(reaction, clock, tell, stop.signal);
    await clock.advance(0);
    await clock.advance(ms);
    stop.abort();
    await running;
    return failures;
  }

  it('goes on with the rest when one thing fails, and tells of the first, then of the latest once a minute', async () => {
    const done: number[] = [];
    const look: Reaction['look'] = async (_, failed) => {
      const work = (n: number) => (n === 1 ? Promise.reject(new Error(`no ${done.length}`)) : Promise.resolve(n > 0));
      done.push(await eachAtOnce([0, 1, 2, 3], work, failed));
      return false;
    };
    const failures = await told(look, 60_050);
    expect(new Set(done)).toEqual(new Set([2]));
    expect(failures).toEqual([
      ['watch', 'Error: no 0', 0],
      ['watch', 'Error: no 600', 599],
    ]);
  });

  it('that can see nothing looks again, each time later', async () => {
    let looks = 0;
    const look = () => Promise.reject(new Error(`blind ${looks++}`));
    expect(await told(look, 30_000)).toHaveLength(1);
    expect(looks).toBeGreaterThan(3);
    expect(looks).toBeLessThan(12);
  });

  it('leaves alone what it could not settle, twice as long each time, unless that looks otherwise', async () => {
    const rests = new Rests(clock, 100, 1000);
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      rests.rest('it', 'red');
      expect(rests.isResting('it', 'green')).toBe(false);
      let waited = 0;
      for (; rests.isResting('it', 'red'); waited += 50) await clock.advance(50);
      waits.push(waited);
    }
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000]);
  });
});
