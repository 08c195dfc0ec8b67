import { constants, setPriority } from 'node:os';
import {
  ExportRefused,
  FilesUnreachable,
  type HeardOfExport,
  Identities,
  type MomentOfViews,
  secretsUnder,
  writeExport,
} from '@arauto/application/export-writing';
import { systemClock, systemRandom } from '@arauto/clock';
import type { EventReader, Position } from '@arauto/event-store';
import { SnapshotLost } from '@arauto/read-models';
import { storeKind } from '../stores/kinds';
import type { ExportTask, ExportWord } from './export-processes';

/** Milliseconds between two words of how far it is. */
const TELL_EVERY = 250;

/** Makes one file, of the moment at which it begins, and ends. */
async function make({ places, secret, job }: ExportTask): Promise<void> {
  const undo: (() => unknown)[] = [];
  try {
    const stores = await storeKind(places);
    undo.push(() => stores.close());
    const log = await stores.openLogReader(systemClock);
    undo.push(() => log.close());
    const vault = await stores.openVault(systemClock, true);
    undo.push(() => vault.close());
    const [operational, reporting] = await Promise.all(
      (['operational', 'reporting'] as const).map(async (group) => {
        const reader = await stores.openViewReader(group, true);
        undo.push(() => reader.close());
        const snapshot = await reader.snapshot();
        undo.push(() => snapshot.close());
        return snapshot;
      }),
    );
    const positions = {
      operational: await operational!.position('operational'),
      reporting: await reporting!.position('reporting'),
      log: await log.head(),
    };
    const moment: MomentOfViews = {
      at: systemClock.now(),
      positions,
      sources: {
        views: { operational: operational!, reporting: reporting!, reached: () => Promise.resolve(true) },
        vault,
        identities: new Identities(log, vault, secretsUnder(secret, systemRandom)),
        events: log,
        stored: upTo(log.stored, positions.log),
      },
    };
    let toldAt = -Infinity;
    const heard: HeardOfExport = {
      began: (began) => say({ began }),
      progress: (progress) => {
        if (systemClock.monotonic() < toldAt + TELL_EVERY) return;
        toldAt = systemClock.monotonic();
        say({ progress });
      },
    };
    say({
      written: await writeExport(job, moment, await stores.openExportFiles(systemClock, false), systemClock, heard),
    });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** The log as it was when it had got there. */
function upTo(log: Pick<EventReader, 'readAll'>, end: Position): Pick<EventReader, 'readAll'> {
  return {
    async *readAll(options) {
      for await (const event of log.readAll(options)) {
        if (event.position > end) return;
        yield event;
      }
    },
  };
}

function say(word: ExportWord): void {
  process.send?.(word);
}

function failureOf(error: unknown): ExportWord {
  if (error instanceof ExportRefused) return { refused: { code: error.code, message: error.message } };
  if (error instanceof FilesUnreachable) {
    return { unreachable: { why: error.why, message: String(error.cause) } };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { failed: { message, isSnapshotLost: error instanceof SnapshotLost } };
}

// Whoever asked for it is gone.
process.once('disconnect', () => process.exit(1));
process.once('message', (task: ExportTask) => {
  // Whoever sends goes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  void make(task)
    .catch((error: unknown) => say(failureOf(error)))
    // The last word leaves before the channel closes.
    .finally(() => process.disconnect());
});
