import { workerData } from 'node:worker_threads';
import { answerAsked } from '@arauto/sqlite';
import { type ReaderData, sent } from './reader-thread';
import { type Request, RequestHandler } from './requests';

const { folder, group, held } = workerData as ReaderData;
const handler = new RequestHandler(folder, group, held);

answerAsked((request: Request) => handler.answer(request), sent);
