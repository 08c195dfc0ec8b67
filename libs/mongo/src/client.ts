import os from 'node:os';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { PooledConnection } from './pooled-connection';

/** The driver (7.9.0) would load `os` by `import()`, which does not work in Jest, and then says nothing of itself, which the server refuses. */
const runtimeAdapters = { os };

export function mongoClient(uri: string, options: MongoClientOptions): MongoClient {
  const internal = { runtimeAdapters, connectionType: PooledConnection };
  return new MongoClient(uri, { ...options, ...internal });
}
