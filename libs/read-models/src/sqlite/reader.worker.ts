import { parentPort, workerData } from 'node:worker_threads';
import type { Group } from '../view';
import { type Answered, type Asked, sent } from './reader-thread';
import { RequestHandler } from './requests';

const { folder, group } = workerData as { folder: string; group: Group };
const handler = new RequestHandler(folder, group);
const port = parentPort!;

port.on('message', ({ id, request }: Asked) => {
  port.postMessage([answer(id, request)]);
});

function answer(id: number, request: Asked['request']): Answered {
  try {
    return { id, value: handler.answer(request) };
  } catch (thrown) {
    return { id, error: sent(thrown) };
  }
}
