import type { SqliteErrorKind } from '@arauto/sqlite';
import type { Match } from '../vault';

/** What a worker opens and does: one writes, one searches. */
export interface WorkerRole {
  readonly path: string;
  readonly role: 'writer' | 'searcher';
}

/** Entries as a flat list, six values each (ref, kind, person, campaign, search, body): cheap to hand to a thread. */
export type FlatEntries = readonly (string | null)[];

export const entryWidth = 6;

export type Write =
  { readonly type: 'put'; readonly entries: FlatEntries } | { readonly type: 'erase'; readonly person: string };

/** Everything of one request is one transaction. */
export type Request =
  | { readonly id: number; readonly type: 'write'; readonly writes: readonly Write[] }
  | {
      readonly id: number;
      readonly type: 'search';
      readonly campaign: string;
      readonly text: string;
      readonly limit: number;
      readonly match: Match;
    }
  | { readonly id: number; readonly type: 'close' };

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly kind: SqliteErrorKind;
      readonly path: string;
      readonly message: string;
    };
