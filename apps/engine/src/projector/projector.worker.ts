import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { openEventLogReader } from '../event-log';
import { GroupProjector } from './group-projector';
import type { ToProjector } from './projectors';
import { type ProjectorData, STOP } from './projector-thread';

const port = parentPort!;
const { log, views, group } = workerData as ProjectorData;
const reader = openEventLogReader(log, systemClock);
const projector = new GroupProjector({ reader, views, group, clock: systemClock }, (message) =>
  port.postMessage(message),
);

port.on('message', (message: ToProjector | typeof STOP) => {
  if (message === STOP) void projector.stop().then(() => process.exit(0));
  else projector.hear(message);
});
