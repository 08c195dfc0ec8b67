import type { Views } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import type { ContactFiles, KeptFiles } from '@arauto/contact-files';
import type { Position } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Group } from '@arauto/read-models';
import type { Limits } from '../../../../config/limits';
import type { Configuration } from '../../../../config/configuration';
import type { Log } from '../log';
import { inThreads } from '../projector/projector-thread';
import { type BeginProjector, GROUPS, Projectors } from '../projector/projectors';
import { RebuildRequests } from '../projector/rebuild-requests';
import { followPosition, ViewsOfOthers } from '../projector/views-of-others';
import type { EventLog } from './event-log';
import { storeKind } from './kinds';
import type { OpenAmongOthers, OpenViewReader, StoreKind } from './store-kind';

/** What everything stands on, open. */
export interface Stores extends EventLog {
  readonly vault: Vault;
  readonly files: ContactFiles;
  readonly exportFiles: KeptFiles;
  readonly views: Views;
  readonly projector: Pick<Projectors, 'progress' | 'status' | 'rebuild'>;
  /** Undefined where no other process can share the stores. */
  readonly amongOthers: OpenAmongOthers | undefined;
  close(): Promise<void>;
}

/**
 * Opens the stores of this process, with threads for whatever would hold up who serves and sends.
 * @throws SqliteError, ProjectorNotStarted with a sentence of their own. Nothing is left open then
 */
export async function openStores(
  { stores: places, limits, duties }: Pick<Configuration, 'stores' | 'limits' | 'duties'>,
  log: Log,
  clock: Clock,
): Promise<Stores> {
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const kind = await storeKind(places);
    undo.push(() => kind.close());
    const writesViews = duties.includes('projector');
    const stores = await openStoresOf(kind, limits, writesViews ? inThreads(places) : undefined, log, clock, undo);
    return { ...stores, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens stores of one kind.
 * @param begin how projectors are begun; undefined where this process writes no views
 * @param undo takes a step for each thing that was opened, to be taken in reverse order
 */
export async function openStoresOf(
  kind: StoreKind,
  limits: Pick<Limits, 'uploads' | 'uploadsOfSubaccount'>,
  begin: BeginProjector | undefined,
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
  await kind.claimViews(events);
  const opening = kind.openVault(clock);
  undo.push(() =>
    opening.then(
      (vault) => vault.close(),
      () => undefined,
    ),
  );
  const amongOthers = await kind.openAmongOthers(clock, (error) =>
    log.warn({ error }, 'other processes cannot be heard of'),
  );
  if (amongOthers) undo.push(() => amongOthers.close());
  const requests =
    amongOthers &&
    new RebuildRequests(amongOthers.notices, clock, (error) =>
      log.warn({ error }, 'requests to fill views anew cannot be exchanged'),
    );
  const readers = new Map<Group, OpenViewReader>();
  if (begin) {
    projector = new Projectors(
      begin,
      kind.lanes,
      clock,
      (facts, message) => log.error(facts, message),
      (group) => void readers.get(group)?.reopen(),
    );
    const started = projector;
    undo.push(() => started.stop());
  }
  const progress = projector ?? new ViewsOfOthers(clock);
  const quotas = { all: limits.uploads.bytes, subaccount: limits.uploadsOfSubaccount.bytes };
  const [vault, files, exportFiles] = await Promise.all([
    opening,
    kind.openFiles(clock, quotas),
    kind.openExportFiles(clock, true),
    projector?.ready,
  ]);
  const readerOf = async (group: Group) => {
    const reader = await kind.openViewReader(group, false, () => projector?.remake(group));
    readers.set(group, reader);
    undo.push(() => reader.close());
    return reader;
  };
  const views = {
    operational: await readerOf('operational'),
    reporting: await readerOf('reporting'),
    reached: (group: Group, position: Position, timeoutMs: number) =>
      progress.progress(group).reached(position, timeoutMs),
  };
  if (amongOthers) {
    const watching = new AbortController();
    const { signal } = watching;
    const following = GROUPS.map((group) =>
      followPosition(
        () => views[group].position(group),
        () => progress.status(group).standsBy,
        progress.progress(group),
        clock,
        signal,
      ),
    );
    const own = projector;
    if (own && requests) following.push(requests.hear((group) => own.rebuild(group), signal));
    undo.push(() => {
      watching.abort();
      return Promise.all(following);
    });
  }
  const kept = {
    progress: (group: Group) => progress.progress(group),
    status: (group: Group) => progress.status(group),
    rebuild: (group: Group) => (requests ? requests.ask(group) : projector?.rebuild(group)),
  };
  return { ...eventLog, vault, files, exportFiles, views, projector: kept, amongOthers };
}
