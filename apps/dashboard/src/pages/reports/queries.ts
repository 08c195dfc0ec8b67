import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import type { components, paths } from '../../api/schema';
import type { Language } from '../../words/languages';
import { columnsOf, filtersAsked, periodOf, reportOf, timeAsked, typeOf } from './report-query';
import { lacking, type ReportsSearch } from './search';

type Schemas = components['schemas'];
export type Row = Schemas['DetailedRow'];
export type RecordRow = Schemas['Record'];
export type Consolidated = Schemas['Consolidated'];
export type Export = Schemas['Export'];
export type SavedSearch = Schemas['Search'];
export type Format = SavedSearch['format'];

type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query: infer Q } } } ? Q : never;

const A_PAGE = 50;
const REPORTS = ['reports'] as const;

/** What a query of the API is made of besides the page of it: the same for the screen, a program, and a file. */
export function detailedAsked(search: ReportsSearch, language: Language): Query<'/v1/reports/detailed'> {
  const { order } = search;
  return {
    ...(filtersAsked(search) as object),
    ...(timeAsked(search, Date.now()) as { from: string; to: string }),
    ...(order && { order }),
    columns: [...columnsOf(search)],
    language,
  };
}

export function consolidatedAsked(search: ReportsSearch, language: Language): Query<'/v1/reports/consolidated'> {
  return {
    ...(filtersAsked(search) as { groupBy: Query<'/v1/reports/consolidated'>['groupBy'] }),
    ...(timeAsked(search, Date.now()) as { from: string; to: string }),
    language,
  };
}

export function recordsAsked(search: ReportsSearch): Query<'/v1/reports/records'> {
  return { ...(filtersAsked(search) as { campaign: string }), ...timeAsked(search, Date.now()) };
}

export function detailedQuery(search: ReportsSearch, language: Language) {
  const { cursor, total } = search;
  return queryOptions({
    queryKey: [...REPORTS, 'detailed', { ...lacking(search, 'row', 'density'), language }],
    queryFn: ({ signal }) => {
      const page = { limit: A_PAGE, ...(cursor !== undefined && { cursor }), ...(total && { total }) };
      // Whether anything was sent at all says what its time means, whichever columns are shown.
      const beside = typeOf(search) === 'MT' ? (['attempts'] as const) : [];
      const columns = [...new Set([...columnsOf(search), ...beside])];
      const query = { ...detailedAsked(search, language), columns, ...page };
      return answerOf(api.GET('/v1/reports/detailed', { signal, params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
}

export function recordsQuery(search: ReportsSearch) {
  const { cursor } = search;
  return queryOptions({
    queryKey: [...REPORTS, 'records', lacking(search, 'row', 'density')],
    queryFn: ({ signal }) => {
      const query = { ...recordsAsked(search), limit: A_PAGE, ...(cursor !== undefined && { cursor }) };
      return answerOf(api.GET('/v1/reports/records', { signal, params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
}

export function consolidatedQuery(search: ReportsSearch, language: Language) {
  return queryOptions({
    queryKey: [...REPORTS, 'consolidated', { ...lacking(search, 'density'), language }],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/reports/consolidated', { signal, params: { query: consolidatedAsked(search, language) } })),
    placeholderData: keepPreviousData,
  });
}

export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

/** Who started or scheduled campaigns. */
export function usersQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: [...REPORTS, 'users', subaccount],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/reports/values', {
          signal,
          params: { query: { field: 'user', ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

const MOST_CHOICES = 200;

/** To choose one from. */
export function campaignsFound(q: string, subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['campaigns', 'found', q, subaccount],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns', {
          signal,
          params: {
            query: { limit: 30, ...(q !== '' && { q }), ...(subaccount !== undefined && { subaccount }) },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** By what it is called: a chip has its id. */
export function campaignNamed(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'one', id, 'name'],
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const { name, number } = await answerOf(api.GET('/v1/campaigns/{id}', { signal, params: { path: { id } } }));
      return { name, number };
    },
  });
}

export function sendersFound(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['senders', 'found', subaccount],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/senders', {
          signal,
          params: { query: { limit: MOST_CHOICES, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

export function templatesFound(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['templates', 'found', subaccount],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/templates', {
          signal,
          params: { query: { limit: MOST_CHOICES, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

/** Why a row says what it says. A page may be short or empty, and still have a next one. */
export async function explained(rowId: string, cursor: string | undefined, signal: AbortSignal) {
  return answerOf(
    api.GET('/v1/reports/detailed/{id}/explain', {
      signal,
      params: { path: { id: rowId }, query: { limit: 100, ...(cursor !== undefined && { cursor }) } },
    }),
  );
}

export function contactQuery(campaignId: string, contactId: string) {
  return queryOptions({
    queryKey: ['contacts', campaignId, contactId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/contacts/{contactId}', {
          signal,
          params: { path: { id: campaignId, contactId } },
        }),
      ),
  });
}

/** Asks for a file of what is shown. */
export function askForFile(search: ReportsSearch, format: Format, language: Language) {
  const report = reportOf(search);
  const { timeZone, ...time } = timeAsked(search, Date.now());
  return answerOf(
    api.POST('/v1/exports', {
      body: {
        report,
        format,
        language,
        timeZone,
        filters: { ...filtersAsked(search), ...time } as never,
        ...(report === 'detailed' && { columns: [...columnsOf(search)] }),
        // Where numbers have commas, spreadsheets expect this.
        ...(format === 'csv' && { delimiter: language === 'en' ? (',' as const) : (';' as const) }),
      },
    }),
  );
}

const BUSY: readonly Export['status'][] = ['queued', 'running'];

export function isBusy({ status }: Pick<Export, 'status'>): boolean {
  return BUSY.includes(status);
}

/** How often it is asked how far a file is, milliseconds. */
const HOW_FAR = 1000;

export function exportQuery(id: string) {
  return queryOptions({
    queryKey: ['exports', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/exports/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data && !isBusy(data) ? false : HOW_FAR),
  });
}

/** Cancels one that is being made, deletes one that is there. */
export function discardExport(id: string) {
  return answerOf(api.DELETE('/v1/exports/{id}', { params: { path: { id } } }));
}

/** What a search is saved with, of what is shown. */
export function termsOf(search: ReportsSearch, language: Language) {
  const { timeZone, ...time } = timeAsked(search, Date.now());
  const period = periodOf(search) ?? null;
  return {
    filters: { ...filtersAsked(search), ...(period === null && time) } as never,
    period,
    columns: search.columns && reportOf(search) === 'detailed' ? [...search.columns] : null,
    language,
    timeZone,
  };
}

export function searchesQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['searches', 'list', subaccount],
    queryFn: async ({ signal }) => {
      const items: SavedSearch[] = [];
      let cursor: string | undefined;
      do {
        const query = {
          limit: 500,
          ...(subaccount !== undefined && { subaccount }),
          ...(cursor !== undefined && { cursor }),
        };
        const page = await answerOf(api.GET('/v1/searches', { signal, params: { query } }));
        items.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return items;
    },
    placeholderData: keepPreviousData,
  });
}

export function searchQuery(id: string) {
  return queryOptions({
    queryKey: ['searches', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/searches/{id}', { signal, params: { path: { id } } })),
  });
}

export function saveSearch(body: Schemas['SaveSearchBody']) {
  return answerOf(api.POST('/v1/searches', { body }));
}

/** @param revision that was read: somebody else's change meanwhile is not written over */
export function editSearch(id: string, revision: number, body: Schemas['EditSearchBody']) {
  return answerOf(
    api.PATCH('/v1/searches/{id}', { params: { path: { id }, header: { 'If-Match': `"${revision}"` } }, body }),
  );
}

export function copySearch(id: string) {
  return answerOf(api.POST('/v1/searches/{id}/copy', { params: { path: { id } }, body: {} }));
}

export function deleteSearch(id: string) {
  return answerOf(api.DELETE('/v1/searches/{id}', { params: { path: { id } } }));
}
