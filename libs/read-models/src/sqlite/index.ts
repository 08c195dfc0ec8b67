export { openSqliteViewReader, type SqliteViewReader, type SqliteViewReaderOptions } from './reader';
export { openSqliteViewWriter, type SqliteViewWriter, type SqliteViewWriterOptions } from './writer';
