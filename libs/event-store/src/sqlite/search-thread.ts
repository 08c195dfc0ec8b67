import { join } from 'node:path';
import { AskedThread } from '@arauto/sqlite';
import { Unavailable } from '../port';
import type { EventSearch, Search, SearchAnswer } from '../search';

/** Searches a log in a thread of its own, beside its writer: looking through a million events takes seconds of a core. */
export function openSqliteEventSearch(path: string): EventSearch {
  const thread = new AskedThread<Search, SearchAnswer, string>(join(__dirname, 'search.worker.js'), path, {
    failed: (failure) => new Unavailable(failure),
    died: (why) => new Unavailable(`the log cannot be searched: ${why}`),
  });
  return { search: (search) => thread.ask(search), close: () => thread.close() };
}
