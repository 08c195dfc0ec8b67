import { ListEventsHandler } from './list-events';
import { ReadStreamHandler } from './read-stream';

export { ListEvents, ListEventsQuery } from './list-events';
export { ReadStream } from './read-stream';

/** What is told and asked of the log, and what its handlers are given. */
export const eventUseCases = [ListEventsHandler, ReadStreamHandler] as const;
