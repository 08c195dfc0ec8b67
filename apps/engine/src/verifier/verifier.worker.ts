import { parentPort, workerData } from 'node:worker_threads';
import { verifyCampaigns } from '@arauto/application/verification';
import { systemClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import type { Group } from '@arauto/read-models';
import { storeKind } from '../stores/kinds';
import type { VerifierData } from './verifier-thread';

/** How often it is looked whether the views have got somewhere, milliseconds. */
const LOOKS_EVERY = 20;

async function verify({ places, campaigns }: VerifierData): Promise<void> {
  const stores = await storeKind(places);
  const log = await stores.openLogReader(systemClock);
  const operational = await stores.openViewReader('operational', true);
  const reporting = await stores.openViewReader('reporting', true);
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
    await Promise.all([log.close(), operational.close(), reporting.close()]);
    await stores.close();
  }
}

void verify(workerData as VerifierData);
