/**
 * Which searches of reports are kept? Asked by the list of them: those of a key, and those that are shared within a subaccount; and whether a key has
 * one of that name. Costs one small write per event of a search.
 */
import { idOf, type SearchEvent, type SearchFacts, streamPrefix } from '@arauto/domain';
import { patch, put, remove } from '../change';
import { projection } from '../projection';
import { boolean, defineView, type Document, type Draft, integer, json, symbol, text } from '../view';

export const searchesView = defineView({
  name: 'searches',
  version: 1,
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
    createdAt: integer(),
    updatedAt: integer(),
    revision: integer(),
  },
  indexes: [
    ['owner', 'createdAt'],
    ['owner', 'name'],
    ['shared', 'subaccountId', 'createdAt'],
    ['shared', 'createdAt'],
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
  SearchDeleted: (_, event) => [remove(searchesView, idOf(event.stream, streamPrefix.search))],
});
