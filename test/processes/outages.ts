import { parseArgs } from 'node:util';
import { positive } from '../crash/report';
import { onServers } from './on-servers';

/**
 * Lets several processes of each duty live through outages of their servers; exit code 0 only if every promise was kept.
 * `npm run outages -- [log views both slow flapping] [--seconds 60] [--pace 20] [--rows 60000] [--seed S]`
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    pace: { type: 'string', default: '20' },
    rows: { type: 'string', default: '60000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const options = {
  seconds: positive('seconds', values.seconds),
  pace: positive('pace', values.pace),
  rows: positive('rows', values.rows),
  seed: positive('seed', values.seed),
};

void onServers(async (_, say) => {
  const { OUTAGE_NAMES, strikeProcesses } = await import('./outages-run.js');
  const unknown = positionals.filter((name) => !OUTAGE_NAMES.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`There is no outage ${unknown.join(', ')}: ${OUTAGE_NAMES.join(', ')}`);
  const outages = OUTAGE_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
  const result = await strikeProcesses({ ...options, outages, phases: ['upload', 'rebuild'], say });
  console.log(`  ${result.messages} messages on handsets, ${result.doubles} doubles`);
  return result;
});
