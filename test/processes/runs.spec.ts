import { connectMongo } from '@arauto/mongo';
import { describeOnServers } from '../e2e/production-stores';
import { strikeProcesses } from './outages-run';
import { sleepProcesses } from './sleeps-run';

/** `npm run sleeps` and `npm run outages`, in small. */
describeOnServers('an engine of several processes of each duty, for some minutes', () => {
  const seed = Number(process.env['PROCESSES_SEED'] ?? Date.now() % 1_000_000);

  // Some minutes without a word could be anything.
  const say = (line: string) => void process.stderr.write(`${line}\n`);

  it(`sends and counts nothing twice when dispatchers and projectors sleep and wake late (seed ${seed})`, async () => {
    const mongo = await connectMongo(process.env['ARAUTO_TEST_MONGODB']!);
    const result = await sleepProcesses({
      ...{ sleeps: 5, longest: 5000, pace: 40, seed, mongo },
      say,
    });
    await mongo.close();
    expect(result).toMatchObject({ doubles: 0, broken: [] });
    expect(result.sleeps).toHaveLength(5);
  }, 400_000);

  it(`lives through ten seconds without its servers, without a hand (seed ${seed})`, async () => {
    const result = await strikeProcesses({
      ...{ outages: ['both'], phases: [], seconds: 10, pace: 20, rows: 0, seed },
      say,
    });
    expect(result).toMatchObject({ doubles: 0, broken: [] });
  }, 400_000);
});
