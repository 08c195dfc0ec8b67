export { answerAsked, AskedThread } from './asked-thread';
export { copyDatabase } from './copy-database';
export { Database, Statement, type Row, type RunResult } from './database';
export { driverName, type SqlValue } from './driver';
export { acquireLock, type Lock, type LockHolder, LockTaken } from './lock';
export { openDatabase, type OpenOptions } from './open-database';
export { SqliteError, type SqliteErrorKind } from './sqlite-error';
