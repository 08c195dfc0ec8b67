import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { openSqliteEventReader } from '@arauto/event-store/sqlite';
import { type Group, type Projection, runProjector } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';
import type { FromProjector, ProjectorData, ToProjector } from './messages';
import { reportWords } from '@arauto/whatsapp';

const { log, views } = workerData as ProjectorData;
const reader = openSqliteEventReader(log, { clock: systemClock });
const stopping = new AbortController();
const skipped = new Map<Group, Set<string>>();
const projections: Readonly<Record<Group, readonly Projection[]>> = {
  operational: operationalProjections,
  reporting: reportingProjections(reportWords),
};

function tell(message: FromProjector): void {
  parentPort?.postMessage(message);
}

/** Keeps one filling of a group up with the log until it is superseded, poisoned or stopped. */
async function keep(group: Group, rebuild: boolean): Promise<void> {
  const writer = openSqliteViewWriter({
    folder: views,
    group,
    views: projections[group].map(({ view }) => view),
    rebuild,
  });
  if (writer.interruptedRebuild && !rebuild) void keep(group, true).catch(failed(group));
  tell({ type: 'filling', group, filling: writer.isFilling() });
  const end = await runProjector({
    group,
    projections: projections[group],
    reader,
    writer,
    clock: systemClock,
    signal: stopping.signal,
    skip: skipped.get(group),
    // Readers still look at the older filling until this one has caught up.
    onProgress: (position) => {
      if (!writer.isFilling()) tell({ type: 'progress', group, position });
    },
    onCaughtUp: (position) => {
      if (writer.isFilling()) return;
      tell({ type: 'filling', group, filling: false });
      tell({ type: 'progress', group, position });
    },
    onPoison: (poison) => tell({ type: 'poison', group, poison }),
    onTrouble: (error) => tell({ type: 'trouble', group, error: String(error) }),
  });
  await writer.close();
  if (end.reason !== 'aborted' && end.reason !== 'superseded') tell({ type: 'ended', group, reason: end.reason });
}

function failed(group: Group): (error: unknown) => void {
  return (error) => tell({ type: 'ended', group, reason: error instanceof Error ? error.message : String(error) });
}

const running = new Set<Promise<void>>();

function start(group: Group, rebuild = false): void {
  const kept = keep(group, rebuild).catch(failed(group));
  running.add(kept);
  void kept.then(() => running.delete(kept));
}

parentPort?.on('message', (message: ToProjector) => {
  switch (message.type) {
    case 'grown':
      return reader.notify();
    case 'rebuild':
      return start(message.group, true);
    case 'skip':
      skipped.set(message.group, (skipped.get(message.group) ?? new Set()).add(message.position));
      return start(message.group);
    case 'stop':
      stopping.abort();
      reader.notify();
      void Promise.all(running).then(() => {
        reader.close();
        process.exit(0);
      });
  }
});

start('operational');
start('reporting');
