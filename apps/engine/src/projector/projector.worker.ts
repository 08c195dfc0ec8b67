import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { openSqliteEventReader } from '@arauto/event-store/sqlite';
import { type Group, type Projection, runProjector } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';
import type { FromProjector, ProjectorData, ToProjector } from './messages';
import { reportWords } from '@arauto/whatsapp';

const { log, views, group } = workerData as ProjectorData;
const reader = openSqliteEventReader(log, { clock: systemClock });
const stopping = new AbortController();
const skipped = new Set<string>();
const projectionsOf: Readonly<Record<Group, () => readonly Projection[]>> = {
  operational: () => operationalProjections,
  reporting: () => reportingProjections(reportWords),
};
const projections = projectionsOf[group]();

function tell(message: FromProjector): void {
  parentPort?.postMessage(message);
}

/** Keeps one filling of the group up with the log until it is superseded, poisoned or stopped. */
async function keep(rebuild: boolean): Promise<void> {
  const writer = openSqliteViewWriter({
    folder: views,
    group,
    views: projections.map(({ view }) => view),
    rebuild,
  });
  if (writer.interruptedRebuild && !rebuild) void keep(true).catch(failed);
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
    signal: stopping.signal,
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
    onTrouble: (error) => tell({ type: 'trouble', error: String(error) }),
  });
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

parentPort?.on('message', (message: ToProjector) => {
  switch (message.type) {
    case 'grown':
      return reader.notify();
    case 'rebuild':
      return start(true);
    case 'skip':
      skipped.add(message.position);
      return start();
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
