import { parseArgs } from 'node:util';
import { embeddedInHand } from './embedded-in-hand';
import { rehearseRestore } from './rehearsal';
import { serversInHand } from './servers-in-hand';

/**
 * Rehearses backup and restore; exit code 0 only if every promise was kept. `npm run rehearse-restore -- [--stores production] [--contacts 3000] [--pace 300]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stores: { type: 'string', default: 'embedded' },
      contacts: { type: 'string', default: '3000' },
      pace: { type: 'string', default: '300' },
    },
  });
  const [contacts, pace] = [Number(values.contacts), Number(values.pace)];
  if (!(contacts >= 100) || !(pace > 0)) {
    console.error('--contacts is a number from 100, --pace one above 0');
    process.exit(2);
  }
  const stores = values.stores === 'production' ? await serversInHand() : embeddedInHand();
  if (!stores) {
    console.log('skipped: no server (a mongod, and an EventStoreDB on disk in ARAUTO_TEST_EVENTSTOREDB_ON_DISK)');
    return;
  }
  const begun = Date.now();
  const say = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  say(`${stores.name}: a campaign of ${contacts} contacts at ${pace} a second`);
  const { restored, backupMs, broken } = await rehearseRestore({ stores, contacts, pace, say });
  console.log(`  ${'the backup took'.padEnd(44)} ${backupMs.toFixed(0)} ms`);
  for (const { what, sent, forgotten, again, startedInMs } of restored) {
    const rows: readonly (readonly [string, string | number])[] = [
      ['messages that were on handsets', sent],
      ['of people whom the log had forgotten', forgotten],
      ['sent again after a person resumed, not before', again],
      ['from start to ready', `${startedInMs.toFixed(0)} ms`],
    ];
    console.log(what === 'log' ? 'the log alone:' : 'everything:');
    for (const [name, value] of rows) console.log(`  ${name.padEnd(44)} ${value}`);
  }
  for (const sentence of broken) console.log(`BROKEN: ${sentence}`);
  console.log(broken.length === 0 ? 'every promise was kept' : `${broken.length} promises were broken`);
  process.exit(broken.length === 0 ? 0 : 1);
}

void main();
