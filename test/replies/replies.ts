import { parseArgs } from 'node:util';
import { conclude, positive, stopwatch } from '../crash/report';
import { runReplies } from './replies-run';

/**
 * People write back, whatever a person can; exit code 0 only if every thread, session, attribution, counter and tap equals a recount from the
 * simulator's ledger and the log, and nothing is shown any more of persons who are erased at the end. `npm run replies -- [--contacts 20000] [--disorder] [--seed S]`; on servers with `ARAUTO_TEST_STORES=production`
 * and `ARAUTO_TEST_MONGODB`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string', default: '20000' },
      disorder: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const say = stopwatch();
  say(`seed ${values.seed}${values.disorder ? ', in disorder' : ''}`);
  const result = await runReplies({
    contacts: positive('contacts', values.contacts),
    seed: positive('seed', values.seed),
    disorder: values.disorder,
    say,
  });
  const rows: readonly (readonly [string, string | number])[] = [
    ['messages that persons wrote', result.written],
    [
      'kinds',
      Object.entries(result.byType)
        .map(([type, count]) => `${type} ${count}`)
        .join(', '),
    ],
    ['conversations', result.conversations],
    ['contacts that replied', result.replied],
    ['taps', result.taps],
    ['contacts that opted out', result.optOuts],
    ['persons erased at the end', result.erased],
    ['in all', `${result.seconds.toFixed(0)} s`],
  ];
  for (const [name, value] of rows) console.log(`  ${name.padEnd(30)} ${value}`);
  process.exit(conclude(result.broken));
}

void main();
