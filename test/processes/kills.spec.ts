import { describeOnServers } from '../e2e/production-stores';
import { killProcesses } from './kills-run';

/** `npm run processes`, in small. It measures a pace at arrival, and so needs a machine that stands still for no 30 ms. */
describeOnServers('an engine of several processes of each duty, each of them killed', () => {
  const seed = Number(process.env['PROCESSES_SEED'] ?? Date.now() % 1_000_000);

  // Some minutes without a word could be anything.
  const say = (line: string) => void process.stderr.write(`${line}\n`);

  it(`sends everything once and counts it, while each process is killed (seed ${seed})`, async () => {
    const result = await killProcesses({
      ...{ contacts: 1600, kills: 1, pace: 40, seed, killStore: null },
      say,
    });
    expect(result).toMatchObject({ doubles: 0, broken: [] });
    expect(result.kills).toHaveLength(8);
  }, 400_000);
});
