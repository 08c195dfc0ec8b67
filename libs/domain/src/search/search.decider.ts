import { type Decider, impossible, laterEvent } from '../decider';
import { sameJson } from '../json';
import { Refusal } from '../refusal';
import { stream } from '../streams';
import type { SearchEvent, SearchFacts, SearchTerms } from './search.events';

export type SearchCommand =
  | ({ readonly type: 'SaveSearch' } & SearchFacts)
  | { readonly type: 'EditSearch'; readonly changes: Partial<SearchTerms> }
  | { readonly type: 'DeleteSearch' };

export type Search = { readonly status: 'none' } | (SearchFacts & { readonly status: 'kept' | 'deleted' });

/** A search of a report that somebody keeps, to run it again. */
export const searchDecider: Decider<Search, SearchCommand, SearchEvent> = {
  initial: { status: 'none' },
  decide(command, search) {
    if (command.type === 'SaveSearch') {
      const { type: _, ...facts } = command;
      return search.status === 'none' ? [{ type: 'SearchSaved', data: facts }] : [];
    }
    if (search.status === 'none') throw new Refusal('not_found', 'There is no such search.');
    switch (command.type) {
      case 'EditSearch': {
        if (search.status === 'deleted') throw new Refusal('not_found', 'There is no such search.');
        const held = search as Readonly<Record<string, unknown>>;
        const changed = Object.entries(command.changes).filter(([name, value]) => !sameJson(held[name], value));
        return changed.length === 0 ? [] : [{ type: 'SearchEdited', data: Object.fromEntries(changed) }];
      }
      case 'DeleteSearch':
        return search.status === 'deleted' ? [] : [{ type: 'SearchDeleted', data: {} }];
      default:
        return impossible(command);
    }
  },
  evolve(search, event) {
    if (event.type === 'SearchSaved') return { ...event.data, status: 'kept' };
    switch (event.type) {
      case 'SearchEdited':
        return search.status === 'none' ? search : { ...search, ...event.data };
      case 'SearchDeleted':
        return search.status === 'none' ? search : { ...search, status: 'deleted' };
      default:
        return laterEvent(event, search);
    }
  },
};

export const searchAggregate = { decider: searchDecider, stream: stream.search };
