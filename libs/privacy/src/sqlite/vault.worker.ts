import { workerData } from 'node:worker_threads';
import { answerAsked } from '@arauto/sqlite';
import { type Request, RequestHandler, sent, type VaultRole } from './requests';

const handler = new RequestHandler(workerData as VaultRole);

answerAsked((request: Request) => handler.answer(request), sent);
