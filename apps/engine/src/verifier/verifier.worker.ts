import { parentPort, workerData } from 'node:worker_threads';
import { verifyCampaigns } from '@arauto/application/verification';
import { systemClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import type { Group } from '@arauto/read-models';
import { openSqliteViewReader } from '@arauto/read-models/sqlite';
import { openEventLogReader } from '../event-log';
import type { VerifierData } from './verifier-thread';

/** How often it is looked whether the views have got somewhere, milliseconds. */
const LOOKS_EVERY = 20;

async function verify({ log: path, views: folder, campaigns }: VerifierData): Promise<void> {
  const log = openEventLogReader(path, systemClock);
  const operational = openSqliteViewReader({ folder, group: 'operational', inline: true });
  const reporting = openSqliteViewReader({ folder, group: 'reporting', inline: true });
  const readers = { operational, reporting };
  const reached = async (group: Group, position: Position, timeoutMs: number) => {
    const deadline = systemClock.monotonic() + timeoutMs;
    while ((await readers[group].position(group)) < position) {
      if (systemClock.monotonic() > deadline) return false;
      await systemClock.sleep(LOOKS_EVERY);
    }
    return true;
  };
  try {
    parentPort?.postMessage(await verifyCampaigns(log, { ...readers, reached }, campaigns));
  } finally {
    log.close();
    await Promise.all([operational.close(), reporting.close()]);
  }
}

void verify(workerData as VerifierData);
