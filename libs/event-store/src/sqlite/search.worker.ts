import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { searchLog } from '../search';
import { openSqliteEventReader } from './event-reader';
import type { Answered, Asked } from './search-thread';

const port = parentPort!;
const reader = openSqliteEventReader((workerData as { readonly path: string }).path, { clock: systemClock });

port.on('message', ({ id, search }: Asked) => {
  searchLog(reader, systemClock, search).then(
    (answer) => port.postMessage({ id, answer } satisfies Answered),
    (error: unknown) => port.postMessage({ id, failure: String(error) } satisfies Answered),
  );
});
