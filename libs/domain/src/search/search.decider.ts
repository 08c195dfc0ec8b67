import { type Decider, impossible, laterEvent } from '../decider';
import { sameJson } from '../json';
import { Refusal } from '../refusal';
import { stream } from '../streams';
import type {
  FirstDue,
  SearchEvent,
  SearchExportDue,
  SearchExportSkip,
  SearchFacts,
  SearchSchedule,
  SearchTerms,
} from './search.events';

/** When a schedule is due next by the clocks of a zone: after the moment of the command, which the caller knows. */
export type NextDue = (schedule: SearchSchedule, timeZone: string) => string;

export type SearchCommand =
  | ({ readonly type: 'SaveSearch'; readonly planned: FirstDue | null } & SearchFacts)
  | {
      readonly type: 'EditSearch';
      readonly changes: Partial<SearchTerms>;
      /** Null: from now on there is none. */
      readonly schedule?: SearchSchedule | null | undefined;
      readonly nextDue: NextDue;
    }
  /** `seen`: when it was to be due. Where it is due at another time by now, nothing is said. */
  | ({ readonly type: 'RequestSearchExport'; readonly seen: string } & SearchExportDue)
  | ({ readonly type: 'SkipSearchExport'; readonly seen: string } & SearchExportSkip)
  /** It is due too late for its schedule: a clock was ahead when that was said. `seen` as above. */
  | { readonly type: 'RescheduleSearch'; readonly seen: string; readonly nextAt: string }
  | { readonly type: 'DeleteSearch' };

/** When a search is exported by itself, and when next. */
export interface Planned {
  readonly schedule: SearchSchedule;
  /** Null where it will not be any more, whatever the schedule says. */
  readonly nextAt: string | null;
}

export type Search =
  | { readonly status: 'none' }
  | (SearchFacts & { readonly status: 'kept' | 'deleted'; readonly planned: Planned | null });

type KnownSearch = Exclude<Search, { readonly status: 'none' }>;

/** A search of a report that somebody keeps, to run it again. */
export const searchDecider: Decider<Search, SearchCommand, SearchEvent> = {
  initial: { status: 'none' },
  decide(command, search) {
    if (command.type === 'SaveSearch') {
      const { type: _, planned, ...facts } = command;
      if (search.status !== 'none') return [];
      const saved: SearchEvent = { type: 'SearchSaved', data: facts };
      return planned ? [saved, { type: 'SearchScheduled', data: planned }] : [saved];
    }
    if (search.status === 'none') throw noSearch();
    switch (command.type) {
      case 'EditSearch':
        if (search.status === 'deleted') throw noSearch();
        return edit(command, search);
      case 'RequestSearchExport': {
        const { type: _, seen, ...due } = command;
        return isDue(search, seen) ? [{ type: 'SearchExportRequested', data: due }] : [];
      }
      case 'SkipSearchExport': {
        const { type: _, seen, ...skip } = command;
        return isDue(search, seen) ? [{ type: 'SearchExportSkipped', data: skip }] : [];
      }
      case 'RescheduleSearch': {
        const { seen, nextAt } = command;
        if (!search.planned || !isDue(search, seen) || nextAt === seen) return [];
        return [{ type: 'SearchScheduled', data: { schedule: search.planned.schedule, nextAt } }];
      }
      case 'DeleteSearch':
        return search.status === 'deleted' ? [] : [{ type: 'SearchDeleted', data: {} }];
      default:
        return impossible(command);
    }
  },
  evolve(search, event) {
    if (event.type === 'SearchSaved') return { ...event.data, status: 'kept', planned: null };
    if (search.status === 'none') return search;
    switch (event.type) {
      case 'SearchEdited':
        return { ...search, ...event.data };
      case 'SearchScheduled':
        return { ...search, planned: event.data };
      case 'SearchUnscheduled':
        return { ...search, planned: null };
      case 'SearchExportRequested':
      case 'SearchExportSkipped':
        return { ...search, planned: search.planned && { ...search.planned, nextAt: event.data.nextAt } };
      case 'SearchDeleted':
        return { ...search, status: 'deleted' };
      default:
        return laterEvent(event, search);
    }
  },
};

export const searchAggregate = { decider: searchDecider, stream: stream.search };

function edit(
  { changes, schedule: asked, nextDue }: Extract<SearchCommand, { type: 'EditSearch' }>,
  search: KnownSearch,
): SearchEvent[] {
  const held = search as Readonly<Record<string, unknown>>;
  const changed: Partial<SearchTerms> = Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => !sameJson(held[name], value)),
  );
  const edited: SearchEvent[] = Object.keys(changed).length === 0 ? [] : [{ type: 'SearchEdited', data: changed }];
  const before = search.planned?.schedule ?? null;
  const after = asked === undefined ? before : asked;
  if (after === null) return before === null ? edited : [...edited, { type: 'SearchUnscheduled', data: {} }];
  // Of another zone the same time of day is another instant.
  const isOther = !sameJson(before, after) || changed.timeZone !== undefined;
  if (!isOther && asked === undefined) return edited;
  const nextAt = nextDue(after, changed.timeZone ?? search.timeZone);
  // Asked for again as it is, it is due no later than were it new: not years from now because a clock was ahead.
  const isInTime = typeof search.planned?.nextAt === 'string' && search.planned.nextAt <= nextAt;
  if (!isOther && isInTime) return edited;
  return [...edited, { type: 'SearchScheduled', data: { schedule: after, nextAt } }];
}

function isDue({ status, planned }: KnownSearch, seen: string): boolean {
  return status === 'kept' && planned?.nextAt === seen;
}

function noSearch(): Refusal {
  return new Refusal('not_found', 'There is no such search.');
}
