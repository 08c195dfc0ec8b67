import { parseArgs } from 'node:util';
import { positive } from '../crash/report';
import { onServers } from './on-servers';

/**
 * Runs campaigns on several processes of each duty while they are killed; exit code 0 only if every promise was kept.
 * `npm run processes -- [--contacts 20000] [--kills 2] [--pace 80] [--seed S]`
 */
const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '2' },
    pace: { type: 'string', default: '80' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const options = {
  contacts: positive('contacts', values.contacts),
  kills: positive('kills', values.kills),
  pace: positive('pace', values.pace),
  seed: positive('seed', values.seed),
};

void onServers(async (mongod, say) => {
  const { killProcesses } = await import('./kills-run.js');
  const result = await killProcesses({
    ...options,
    killStore: mongod.restart,
    say,
  });
  const rows: readonly (readonly [string, string | number])[] = [
    ['kills', result.kills.length],
    ['messages on handsets', result.messages],
    ['doubles', result.doubles],
    ['needing attention', result.needsAttention],
    ['persons of the portfolio with a limit of 250', result.limited],
    ['fullest second of each number, as read', result.fullest.map(({ read }) => read).join(', ')],
    ['fullest second of each number, surely', result.fullest.map(({ surely }) => surely).join(', ')],
    ['in all', `${result.seconds.toFixed(0)} s`],
  ];
  for (const [name, value] of rows) console.log(`  ${name.padEnd(46)} ${value}`);
  return result;
});
