export type { MongoClient } from 'mongodb';
export { connectMongo, type MongoOptions, NoReplicaSet } from './connect';
export { CommitUnknown, transact, type TransactOptions } from './transact';
