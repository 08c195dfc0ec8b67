import { parseArgs } from 'node:util';
import { connectMongo } from '@arauto/mongo';
import { positive } from '../crash/report';
import { onServers } from './on-servers';

/**
 * Stops dispatchers and projectors under load, and lets them go on later; exit code 0 only if every promise was kept.
 * `npm run sleeps -- [--sleeps 50] [--longest 60] [--pace 40] [--seed S]`
 */
const { values } = parseArgs({
  options: {
    sleeps: { type: 'string', default: '50' },
    longest: { type: 'string', default: '60' },
    pace: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const options = {
  sleeps: positive('sleeps', values.sleeps),
  longest: positive('longest', values.longest) * 1000,
  pace: positive('pace', values.pace),
  seed: positive('seed', values.seed),
};

void onServers(async (mongod, say) => {
  const { sleepProcesses } = await import('./sleeps-run.js');
  const mongo = await connectMongo(mongod.uri);
  const result = await sleepProcesses({
    ...options,
    mongo,
    say,
  });
  await mongo.close();
  const inside = result.sleeps.filter(({ inTransaction }) => inTransaction).length;
  const between = result.sleeps.filter(({ claimed }) => claimed > 0).length;
  console.log(`  ${result.sleeps.length} sleeps, ${inside} inside a transaction, ${between} between claim and call`);
  console.log(`  ${result.messages} messages on handsets, ${result.doubles} doubles`);
  return result;
});
