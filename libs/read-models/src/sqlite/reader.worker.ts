import { workerData } from 'node:worker_threads';
import { answerAsked } from '@arauto/sqlite';
import { type ReaderData, sent } from './reader-thread';
import { type Request, RequestHandler } from './requests';

const { folder, group } = workerData as ReaderData;
const handler = new RequestHandler(folder, group);

answerAsked((request: Request) => handler.answer(request), sent);
