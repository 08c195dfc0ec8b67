/**
 * How long `arauto migrate` takes: `node dist/test/load/migrate.js [contacts]` makes an installation of one campaign (five events a contact, and an entry of the vault),
 * moves it to an empty log and a mongod of its own, and prints a line a step. Which log it is stands in the first line: a double unless
 * `ARAUTO_TEST_EVENTSTOREDB_COMMAND` starts a server.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { rowRef } from '@arauto/domain';
import { testMongod } from '@arauto/mongo/testing';
import { contactEntry } from '@arauto/privacy';
import { embeddedStores } from '../../apps/engine/src/stores/embedded-stores';
import { embeddedPlaces } from '../../config/store-places';
import { startEventLog } from '../e2e/production-stores';
import { makeAudience } from './audience';
import { writeLog } from './catch-up.log';

const PROGRAM = join(__dirname, '../../apps/engine/src/migrate/main.js');
/** Entries put at once. */
const TOGETHER = 10_000;

interface Message {
  readonly progress?: { readonly step: string; readonly done: number; readonly trouble?: string };
  readonly moved?: { readonly events: number; readonly entries: number };
}

async function main(count: number): Promise<void> {
  const mongod = await testMongod({ cacheGigabytes: 1, transactionSeconds: 10 });
  if (!mongod) throw new Error('skipped: no server');
  const server = process.env['ARAUTO_TEST_EVENTSTOREDB_COMMAND'] ?? 'a double of EventStoreDB';
  console.log(`${server}, MongoDB ${mongod.version}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`);
  const folder = mkdtempSync(join(tmpdir(), 'arauto-migrate-'));
  const log = await startEventLog();
  try {
    await makeInstallation(folder, count);
    const database = (name: string) => Object.assign(new URL(mongod.uri), { pathname: `/${name}` }).href;
    const begun = performance.now();
    const moved = await move(folder, {
      ARAUTO_EVENT_STORE: log.connection,
      ARAUTO_VAULT: database('migrate-vault'),
      ARAUTO_VIEW_STORE: database('migrate-views'),
      ARAUTO_SECRET: 'a secret of tests, long enough to be one',
    });
    const seconds = (performance.now() - begun) / 1000;
    console.log(`${moved.events} events and ${moved.entries} entries moved and verified in ${seconds.toFixed(0)} s`);
  } finally {
    await log.stop();
    await mongod.stop();
    rmSync(folder, { recursive: true });
  }
}

async function makeInstallation(folder: string, count: number): Promise<void> {
  const kind = embeddedStores(embeddedPlaces(folder));
  const { events, search } = await kind.openLog(systemClock, () => undefined);
  await writeLog(events, count);
  await search.close();
  await events.close();
  const vault = await kind.openVault(systemClock);
  const { campaignId, uploadId, contacts } = makeAudience(count, 1);
  for (let from = 0; from < count; from += TOGETHER) {
    await vault.put(
      contacts.slice(from, from + TOGETHER).map(({ row, phone, name, personKey }) => {
        const at = { ref: rowRef(uploadId, row), person: personKey, campaign: campaignId };
        return contactEntry(at, { phone, name, correlationId: null, parameters: { amount: `R$ ${row},00` } });
      }),
    );
  }
  await vault.close();
  await kind.close();
}

async function move(folder: string, environment: NodeJS.ProcessEnv): Promise<NonNullable<Message['moved']>> {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = fork(PROGRAM, [folder], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const begun = new Map<string, number>();
  let last: Message['progress'];
  let moved: Message['moved'];
  const tell = () => {
    if (!last) return;
    const seconds = (performance.now() - begun.get(last.step)!) / 1000;
    console.log(`${last.step.padEnd(8)} ${last.done} in ${seconds.toFixed(1)} s, ${Math.round(last.done / seconds)}/s`);
  };
  child.on('message', (message: Message) => {
    const { progress } = message;
    if (progress?.trouble !== undefined) console.log(progress.trouble);
    if (progress && last?.step !== progress.step) {
      tell();
      begun.set(progress.step, performance.now());
    }
    last = progress ?? last;
    moved = message.moved ?? moved;
  });
  await new Promise((resolve) => child.once('close', resolve));
  tell();
  if (!moved) throw new Error('it was not moved');
  return moved;
}

void main(Number(process.argv[2] ?? 100_000));
