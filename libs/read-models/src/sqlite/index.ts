export { openSqliteViewReader, type SqliteViewReader, type SqliteViewReaderOptions } from './reader';
export { deleteViewFile, ViewFileUnreadable } from './view-file';
export { openSqliteViewWriter, type SqliteViewWriter, type SqliteViewWriterOptions } from './writer';
