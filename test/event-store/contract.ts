import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { serverVersion } from '@arauto/event-store/eventstoredb';

/**
 * Runs the contract suite of the event store on a server of your own; exit code 0 only if it keeps every promise. Its log should be a small
 * one: some tests read it to the start.
 * `npm run contract -- --eventstoredb esdb://127.0.0.1:2113?tls=false`
 */
async function main(): Promise<number> {
  const { eventstoredb } = parseArgs({ options: { eventstoredb: { type: 'string' } } }).values;
  if (eventstoredb === undefined) {
    console.error('Which server? npm run contract -- --eventstoredb esdb://127.0.0.1:2113?tls=false');
    return 2;
  }
  try {
    console.log(`EventStoreDB ${await serverVersion(eventstoredb)}`);
  } catch (error) {
    console.error(`The server cannot be reached: ${(error as Error).message}`);
    return 2;
  }
  const { status } = spawnSync('node_modules/.bin/jest', ['dist/test/event-store/eventstoredb.contract.spec.js'], {
    stdio: 'inherit',
    env: { ...process.env, ARAUTO_TEST_EVENTSTOREDB: eventstoredb },
  });
  return status ?? 1;
}

void main().then((code) => process.exit(code));
