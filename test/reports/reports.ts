import { parseArgs } from 'node:util';
import { conclude, positive, stopwatch } from '../crash/report';
import { compareFigures, compareFilters } from './compare';
import { Comparison } from './comparison';
import { recountOf } from './rows';
import { makeRun } from './run';

/**
 * Every figure of every report of a run, and the rows of every filter alone and of combinations of them, on pages and in files, against a recount from the
 * simulator's ledger and the log; exit code 0 only if all is equal. `npm run reports -- [--contacts 20000] [--combinations 200] [--seed S]`; on servers with
 * `ARAUTO_TEST_STORES=production` and `ARAUTO_TEST_MONGODB`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string', default: '20000' },
      combinations: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const say = stopwatch();
  const seed = positive('seed', values.seed);
  say(`seed ${seed}`);
  const run = await makeRun({ contacts: positive('contacts', values.contacts), seed, say });
  const comparison = new Comparison();
  try {
    const recount = recountOf(run.known);
    say(`${recount.rows.MT.length} rows of what was sent and ${recount.rows.MO.length} of what people wrote`);
    await compareFigures(run, comparison, recount);
    say(comparison.summary);
    const combinations = positive('combinations', values.combinations);
    await compareFilters(run, comparison, recount, { combinations, exportsOf: 1, seed, say });
    say(comparison.summary);
  } finally {
    await run.end();
  }
  process.exit(conclude(comparison.differences));
}

void main();
