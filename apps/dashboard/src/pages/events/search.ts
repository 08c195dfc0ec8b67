import { dayIn, oneOf, type Search, textIn } from '../../app/search-params';

/** What of the log is looked at. */
export interface EventsSearch {
  readonly stream?: string;
  readonly campaign?: string;
  readonly type?: string;
  readonly actor?: string;
  readonly correlation?: string;
  /** Days, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Newest first by default. */
  readonly order?: 'asc';
  /** What is written from now on comes in by itself. */
  readonly follow?: 'yes';
}

export const EVENT_FILTERS = ['type', 'stream', 'campaign', 'actor', 'correlation'] as const;

export function eventsSearch(search: Search): EventsSearch {
  const filters = EVENT_FILTERS.map((name) => [name, textIn(search[name])] as const);
  const days = (['from', 'to'] as const).map((name) => [name, dayIn(search[name])] as const);
  const order = oneOf(['asc'], search['order']);
  const follow = oneOf(['yes'], search['follow']);
  return {
    ...Object.fromEntries([...filters, ...days].filter(([, value]) => value !== undefined)),
    ...(order && { order }),
    // Nothing new comes in before what is old.
    ...(follow && !order && { follow }),
  };
}

/** Whether anything is left out by choice. */
export function isFiltered(search: EventsSearch): boolean {
  return Object.keys(search).some((name) => name !== 'order' && name !== 'follow');
}
