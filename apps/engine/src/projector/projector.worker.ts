import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type Group, type Projection, runProjector } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { deleteViewFile, openSqliteViewWriter, ViewFileUnreadable } from '@arauto/read-models/sqlite';
import { openEventLogReader } from '../event-log';
import type { FromProjector, ProjectorData, ToProjector } from './messages';
import { reportWords } from '@arauto/whatsapp';

const { log, views, group } = workerData as ProjectorData;
const reader = openEventLogReader(log, systemClock);
const stopping = new AbortController();
const skipped = new Set<string>();
const projectionsOf: Readonly<Record<Group, () => readonly Projection[]>> = {
  operational: () => operationalProjections,
  reporting: () => reportingProjections(reportWords),
};
const projections = projectionsOf[group]();
/** Ends the fillings under way, because what they wrote turned out to be damaged. */
let damaged = new AbortController();

function tell(message: FromProjector): void {
  parentPort?.postMessage(message);
}

/** Keeps one filling of the group up with the log until it is superseded, poisoned, damaged or stopped. */
async function keep(rebuild: boolean): Promise<void> {
  const ending = damaged;
  const writer = openSqliteViewWriter({
    folder: views,
    group,
    views: projections.map(({ view }) => view),
    rebuild,
    target: await reader.head(),
    onDamage: (error) => tell({ type: 'trouble', error: error.message }),
  });
  if (writer.interruptedRebuild && !rebuild) start(true);
  let filling = writer.isFilling();
  tell({ type: 'filling', filling });
  let told: Position | undefined;
  // Every word wakes the thread that serves and sends, so none is said twice.
  const tellProgress = (position: Position) => {
    // Readers still look at the older filling until this one has caught up.
    if (position === told || writer.isFilling()) return;
    told = position;
    tell({ type: 'progress', position });
  };
  const end = await runProjector({
    group,
    projections,
    reader,
    writer,
    clock: systemClock,
    signal: AbortSignal.any([stopping.signal, ending.signal]),
    skip: skipped,
    onProgress: tellProgress,
    onCaughtUp: (position) => {
      if (filling && !writer.isFilling()) {
        filling = false;
        tell({ type: 'filling', filling });
      }
      tellProgress(position);
    },
    onPoison: (poison) => tell({ type: 'poison', poison }),
    onTrouble: (error) => {
      tell({ type: 'trouble', error: String(error) });
      if (error instanceof ViewFileUnreadable) remake();
    },
  });
  if (ending.signal.aborted) {
    // Damaged as it is, it may not even be closed in good order.
    await writer.close().catch((error: unknown) => tell({ type: 'trouble', error: String(error) }));
    return deleteViewFile(writer.path);
  }
  await writer.close();
  if (end.reason !== 'aborted' && end.reason !== 'superseded') tell({ type: 'ended', reason: end.reason });
}

function failed(error: unknown): void {
  tell({ type: 'ended', reason: error instanceof Error ? error.message : String(error) });
}

const running = new Set<Promise<void>>();

function start(rebuild = false): void {
  const kept = keep(rebuild).catch(failed);
  running.add(kept);
  void kept.then(() => running.delete(kept));
}

/** What is damaged is deleted, when nobody writes to it any more, and made again: it holds nothing that is not in the log. */
function remake(): void {
  if (damaged.signal.aborted) return;
  damaged.abort();
  void Promise.all(running).then(() => {
    damaged = new AbortController();
    if (stopping.signal.aborted) return;
    tell({ type: 'remade' });
    start();
  });
}

parentPort?.on('message', (message: ToProjector) => {
  switch (message.type) {
    case 'grown':
      return reader.notify();
    case 'rebuild':
      return start(true);
    case 'skip':
      skipped.add(message.position);
      return start();
    case 'remake':
      return remake();
    case 'stop':
      stopping.abort();
      reader.notify();
      void Promise.all(running).then(() => {
        reader.close();
        process.exit(0);
      });
  }
});

start();
