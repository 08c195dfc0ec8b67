import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exportOfFile, Identities, secretsUnder, whyGone } from '@arauto/application';
import { systemClock, systemRandom } from '@arauto/clock';
import { type ContactFiles, type KeptFiles, NO_LIMITS } from '@arauto/contact-files';
import { exportAggregate, idOf, streamPrefix } from '@arauto/domain';
import { type EventReader, load, type ReadableLog } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { acquireLock, LockTaken } from '@arauto/sqlite';
import { embeddedPlaces } from '../../../../config/store-places';
import { embeddedStores } from '../stores/embedded-stores';
import { NotMoved } from './not-moved';

/** An installation in a data folder, which nobody else works on as long as it is open. */
export interface Source {
  /** As it is stored, and as the engine reads it. */
  readonly log: ReadableLog;
  readonly today: ReadableLog;
  /** About how many events there are. */
  readonly events: number;
  readonly vault: Vault;
  readonly files: ContactFiles;
  /** Whose an upload is; undefined where there is no such upload, and nobody will read its file. */
  subaccountOf(uploadId: string): Promise<string | undefined>;
  readonly exportFiles: KeptFiles;
  /** Whether somebody may still fetch the file of an export, or a sweep would have deleted it. */
  exportOf(file: string): Promise<'to be fetched' | 'over' | 'unknown'>;
  close(): Promise<void>;
}

/**
 * Takes the folder as an engine does, and opens what is in it.
 * @param secret what the vault must have been made with
 * @throws NotMoved, SqliteError, SecretError
 */
export async function openSource(folder: string, secret: string): Promise<Source> {
  const places = embeddedPlaces(folder);
  for (const path of [places.eventStore, places.vault]) {
    if (!existsSync(path)) throw new NotMoved(`There is no installation in ${folder}: it has no ${path}.`);
  }
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const lock = take(folder);
    undo.push(() => lock.release());
    const kind = embeddedStores(places);
    const { events, stored, search } = await kind.openLog(systemClock, () => undefined);
    undo.push(() => events.close());
    undo.push(() => search.close());
    const vault = await kind.openVault(systemClock);
    undo.push(() => vault.close());
    const identities = new Identities(events, vault, secretsUnder(secret, systemRandom));
    for await (const subaccountId of subaccounts(events)) await identities.secretOf(subaccountId);
    return {
      log: stored,
      today: events,
      // Its positions count events, but for those of commits that failed.
      events: Number(await events.head()),
      vault,
      files: await kind.openFiles(systemClock, NO_LIMITS),
      subaccountOf: (uploadId) => subaccountOf(events, uploadId),
      exportFiles: await kind.openExportFiles(systemClock, true),
      exportOf: (file) => exportOf(events, vault, file),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function take(folder: string) {
  try {
    return acquireLock(join(folder, 'lock.db'), 'arauto migrate', systemClock.now());
  } catch (error) {
    if (!(error instanceof LockTaken)) throw error;
    throw new NotMoved(`${error.message}. Stop it first: what it did meanwhile would be missing on the other side.`);
  }
}

async function* subaccounts(log: EventReader): AsyncGenerator<string> {
  const filter = { streamPrefixes: [streamPrefix.subaccount], types: ['SubaccountCreated'] };
  for await (const { stream } of log.readAll({ filter })) yield idOf(stream, streamPrefix.subaccount);
}

async function subaccountOf(log: EventReader, uploadId: string): Promise<string | undefined> {
  for await (const { data } of await log.readStream(`${streamPrefix.upload}${uploadId}`, { limit: 1 })) {
    return String(data['subaccountId']);
  }
  return undefined;
}

async function exportOf(log: EventReader, vault: Vault, file: string): ReturnType<Source['exportOf']> {
  const { exportId, run } = exportOfFile(file);
  const { state } = await load(log, exportAggregate, exportId);
  if (state.status === 'none') return 'unknown';
  if (state.status !== 'completed' || state.run !== run) return 'over';
  const kept = { erasures: state.erasures, expiresAt: Date.parse(state.expiresAt) };
  return whyGone(kept, systemClock.now(), await vault.erasures()) === undefined ? 'to be fetched' : 'over';
}
