import type { Views } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import type { ContactFiles } from '@arauto/contact-files';
import type { Vault } from '@arauto/privacy';
import type { Group } from '@arauto/read-models';
import type { Limits } from '../../../../config/limits';
import type { StorePlaces } from '../../../../config/store-places';
import type { Log } from '../log';
import { inThreads } from '../projector/projector-thread';
import { Projectors } from '../projector/projectors';
import type { EventLog } from './event-log';
import { storeKind } from './kinds';
import type { OpenViewReader, StoreKind } from './store-kind';

/** What everything stands on, open. */
export interface Stores extends EventLog {
  readonly vault: Vault;
  readonly files: ContactFiles;
  readonly views: Views;
  readonly projector: Pick<Projectors, 'progress' | 'status' | 'rebuild'>;
  close(): Promise<void>;
}

/** How much contact files may take up. */
type UploadLimits = Pick<Limits, 'uploads' | 'uploadsOfSubaccount'>;

/**
 * Opens the stores of this process, with threads for whatever would hold up who serves and sends.
 * @throws SqliteError, ProjectorNotStarted with a sentence of their own. Nothing is left open then
 */
export async function openStores(places: StorePlaces, limits: UploadLimits, log: Log, clock: Clock): Promise<Stores> {
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const kind = await storeKind(places);
    undo.push(() => kind.close());
    return { ...(await openAll(kind, places, limits, log, clock, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param undo takes a step for each thing that was opened, to be taken in reverse order */
async function openAll(
  kind: StoreKind,
  places: StorePlaces,
  limits: UploadLimits,
  log: Log,
  clock: Clock,
  undo: (() => unknown)[],
): Promise<Omit<Stores, 'close'>> {
  let projector: Projectors | undefined;
  const eventLog = await kind.openLog(clock, () => projector?.grown());
  const { events, search } = eventLog;
  undo.push(() => events.close());
  undo.push(() => search.close());
  await events.head();
  const opening = kind.openVault(clock);
  undo.push(() =>
    opening.then(
      (vault) => vault.close(),
      () => undefined,
    ),
  );
  const readers = new Map<Group, OpenViewReader>();
  const started = new Projectors(
    inThreads(places),
    kind.lanes,
    clock,
    (facts, message) => log.error(facts, message),
    (group) => void readers.get(group)?.reopen(),
  );
  projector = started;
  undo.push(() => started.stop());
  const quotas = { all: limits.uploads.bytes, subaccount: limits.uploadsOfSubaccount.bytes };
  const [vault, files] = await Promise.all([opening, kind.openFiles(clock, quotas), started.ready]);
  const readerOf = async (group: Group) => {
    const reader = await kind.openViewReader(group, false, () => started.remake(group));
    readers.set(group, reader);
    undo.push(() => reader.close());
    return reader;
  };
  return {
    ...eventLog,
    vault,
    files,
    views: {
      operational: await readerOf('operational'),
      reporting: await readerOf('reporting'),
      reached: (group, position, timeoutMs) => started.progress(group).reached(position, timeoutMs),
    },
    projector: started,
  };
}
