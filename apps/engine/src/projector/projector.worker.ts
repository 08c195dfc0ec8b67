import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { storeKind } from '../stores/kinds';
import { GroupProjector } from './group-projector';
import type { ToProjector } from './projectors';
import { type ProjectorData, STOP } from './projector-thread';

const port = parentPort!;
const { places, group, lane } = workerData as ProjectorData;

async function begin(): Promise<void> {
  const stores = await storeKind(places);
  const reader = await stores.openLogReader(systemClock);
  const projector = new GroupProjector({ reader, stores, group, lane, clock: systemClock }, (message) =>
    port.postMessage(message),
  );
  const stop = async () => {
    await projector.stop();
    await stores.close();
    process.exit(0);
  };
  port.on('message', (message: ToProjector | typeof STOP) => {
    if (message === STOP) void stop();
    else projector.hear(message);
  });
}

void begin();
