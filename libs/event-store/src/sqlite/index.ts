export { openSqliteEventReader, type SqliteEventReader } from './event-reader';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './event-store';
