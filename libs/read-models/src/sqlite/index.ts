export { openSqliteViewReader, type SqliteViewReader, type SqliteViewReaderOptions } from './reader';
export {
  openSqliteViewWriter,
  openSqliteViewWriterAtHead,
  type SqliteViewWriter,
  type SqliteViewWriterOptions,
} from './writer';
