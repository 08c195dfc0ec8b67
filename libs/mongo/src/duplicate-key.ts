import { MongoServerError } from 'mongodb';

/** Whether a write made nothing because another had made a document of that key. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}
