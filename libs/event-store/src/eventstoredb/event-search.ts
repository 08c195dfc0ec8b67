import { type EventSearch, searchLog } from '../search';
import { type EventStoreDBReaderOptions, openEventStoreDBReader } from './event-reader';

/**
 * Looks for rare events over a connection of its own. What the filter leaves out is left out by the server, and the rest arrives in parts, so
 * that the thread is not held up.
 */
export function openEventStoreDBSearch(options: EventStoreDBReaderOptions): EventSearch {
  const reader = openEventStoreDBReader(options);
  return {
    search: (search) => searchLog(reader, options.clock, search),
    close: () => reader.close(),
  };
}
