export { serverVersion } from './connection';
export { type EventStoreDBReader, type EventStoreDBReaderOptions, openEventStoreDBReader } from './event-reader';
export { openEventStoreDBCopy } from './log-copy';
export { openEventStoreDBSearch } from './event-search';
export { type EventStoreDBOptions, openEventStoreDB } from './event-store';
