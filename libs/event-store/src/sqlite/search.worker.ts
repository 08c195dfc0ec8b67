import { workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { answerAsked } from '@arauto/sqlite';
import { type Search, searchLog } from '../search';
import { openSqliteEventReader } from './event-reader';

const reader = openSqliteEventReader(workerData as string, { clock: systemClock });

answerAsked((search: Search) => searchLog(reader, systemClock, search), String);
