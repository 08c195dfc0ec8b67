/**
 * Which searches of reports are kept? Asked by the list of them: those of a key, and those that are shared within a subaccount; whether a key has
 * one of that name; and every second which of them are due to be exported. Costs one small write per event of a search.
 */
import {
  idOf,
  type SearchEvent,
  type SearchFacts,
  type SearchSchedule,
  type SkipCause,
  streamPrefix,
} from '@arauto/domain';
import { patch, put, remove } from '../change';
import { projection } from '../projection';
import { boolean, defineView, type Document, type Draft, integer, json, symbol, text } from '../view';

export const searchesView = defineView({
  name: 'searches',
  version: 2,
  group: 'operational',
  fields: {
    subaccountId: symbol<string | null>(),
    owner: text(),
    name: text(),
    report: symbol<SearchFacts['report']>(),
    filters: json<SearchFacts['filters']>(),
    phoneRefs: json<SearchFacts['phoneRefs']>(),
    nameRef: text<string | null>(),
    period: text<string | null>(),
    columns: json<SearchFacts['columns']>(),
    format: symbol<SearchFacts['format']>(),
    language: symbol<SearchFacts['language']>(),
    timeZone: text(),
    shared: boolean(),
    schedule: json<SearchSchedule | null>(),
    nextAt: integer<number | null>(),
    /** What the last due instant was, and what came of it: an export, or a reason for none. */
    lastDueAt: integer<number | null>(),
    lastExport: text<string | null>(),
    lastSkip: json<{ readonly why: SkipCause; readonly filters: readonly string[] } | null>(),
    createdAt: integer(),
    updatedAt: integer(),
    revision: integer(),
  },
  indexes: [
    ['owner', 'createdAt'],
    ['owner', 'name'],
    ['shared', 'subaccountId', 'createdAt'],
    ['shared', 'createdAt'],
    { fields: ['nextAt'], set: ['nextAt'] },
  ],
});

export type SearchDocument = Document<typeof searchesView>;

export const searchesProjection = projection<SearchEvent>(searchesView, {
  SearchSaved: (facts, event) => [
    put(searchesView, idOf(event.stream, streamPrefix.search), {
      ...facts,
      createdAt: event.at,
      updatedAt: event.at,
      revision: event.revision,
    }),
  ],
  SearchEdited: (changes, event) => {
    const doc: Draft<typeof searchesView> = { ...changes, updatedAt: event.at, revision: event.revision };
    return [patch(searchesView, idOf(event.stream, streamPrefix.search), doc)];
  },
  SearchScheduled: ({ schedule, nextAt }, event) => [
    patch(searchesView, idOf(event.stream, streamPrefix.search), {
      ...{ schedule, nextAt: Date.parse(nextAt), updatedAt: event.at, revision: event.revision },
    }),
  ],
  SearchUnscheduled: (_, event) => [
    patch(searchesView, idOf(event.stream, streamPrefix.search), {
      ...{ schedule: null, nextAt: null, updatedAt: event.at, revision: event.revision },
    }),
  ],
  SearchExportRequested: ({ dueAt, nextAt, exportId }, { stream, revision }) => [
    patch(searchesView, idOf(stream, streamPrefix.search), {
      ...{ lastDueAt: Date.parse(dueAt), lastExport: exportId, lastSkip: null, nextAt: atOrNull(nextAt), revision },
    }),
  ],
  SearchExportSkipped: ({ dueAt, nextAt, why, filters }, { stream, revision }) => [
    patch(searchesView, idOf(stream, streamPrefix.search), {
      ...{ lastDueAt: Date.parse(dueAt), lastExport: null, lastSkip: { why, filters } },
      ...{ nextAt: atOrNull(nextAt), revision },
    }),
  ],
  SearchDeleted: (_, event) => [remove(searchesView, idOf(event.stream, streamPrefix.search))],
});

function atOrNull(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
