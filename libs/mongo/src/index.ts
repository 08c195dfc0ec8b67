export type { MongoClient } from 'mongodb';
export { connectMongo, type MongoOptions, NoReplicaSet } from './connect';
export { isDuplicateKey } from './duplicate-key';
export { CommitUnknown, transact, type TransactOptions } from './transact';
export { within } from './within';
