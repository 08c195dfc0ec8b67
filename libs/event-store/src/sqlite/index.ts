export { openSqliteEventReader, type SqliteEventReader } from './event-reader';
export { openSqliteEventSearch } from './search-thread';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './event-store';
