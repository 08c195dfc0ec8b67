import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';
import { ofCampaign } from '../../live/one-campaign';
import { known, missing, NO_PAGES, type Pages, pagesOf, withPage } from './pages';
import type { ContactsSearch } from './search';

export type Contact = components['schemas']['Contact'];
export type Outcome = components['schemas']['AssumeOutcomesBody']['outcome'];
export type Total = { readonly value: number; readonly relation: 'exact' | 'atLeast' };

/** The first page is soon there; who goes far needs few questions. */
const A_FIRST_PAGE = 100;
const A_PAGE = 500;
/** Contacts that one request decides on, at the most. */
const AT_ONCE = 1000;

interface List {
  readonly all: Pages<Contact>;
  readonly total: Total | null;
}

const NOTHING: List = { all: NO_PAGES, total: null };

/** Numbers of the rows that are looked at. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Contacts of a campaign, as far as somebody looks: what comes into view is asked for, page by page; what is in view is asked for again when the campaign
 * changes, and nothing else is, however long the list.
 */
export function useContacts(campaignId: string, { subaccount: _, ...filters }: ContactsSearch, range: Range) {
  const queries = useQueryClient();
  const queryKey = [...ofCampaign(campaignId), 'contacts', filters];
  const view = useRef(range);
  useEffect(() => {
    view.current = range;
  });
  const ask = async (list: List, at: number, signal?: AbortSignal): Promise<List> => {
    const cursor = at === 0 ? undefined : (list.all.pages[at - 1]?.next ?? undefined);
    const limit = at === 0 ? A_FIRST_PAGE : A_PAGE;
    const { needsAttention, ...others } = filters;
    const query = {
      ...others,
      ...afterWritten(),
      limit,
      ...(needsAttention && { needsAttention: true }),
      ...(cursor !== undefined && { cursor }),
    };
    const answer = await answerOf(
      api.GET('/v1/campaigns/{id}/contacts', {
        ...(signal && { signal }),
        params: { path: { id: campaignId }, query },
      }),
    );
    // Another page may have come meanwhile.
    const { all, total } = queries.getQueryData<List>(queryKey) ?? NOTHING;
    return { all: withPage(all, at, answer), total: answer.total ?? total };
  };
  const query = useQuery<List>({
    queryKey,
    // A hundred thousand rows are not compared one by one.
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const { first, last } = view.current;
      let list = queries.getQueryData<List>(queryKey) ?? NOTHING;
      const seen = pagesOf(list.all, first, last);
      for (const at of seen.length > 0 ? seen : [0]) {
        if (at > 0 && list.all.pages[at] === undefined) break;
        list = await ask(list, at, signal);
        if (seen.length > 1) queries.setQueryData(queryKey, list);
      }
      return list;
    },
    placeholderData: (before) => before,
  });
  const { data, isPlaceholderData } = query;
  const list = data ?? NOTHING;
  const next = data && !isPlaceholderData ? missing(list.all, range.first, range.last) : null;
  const [failure, setFailure] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (next === null) return undefined;
    const leaves = new AbortController();
    const more = async () => {
      const before = queries.getQueryData<List>(queryKey);
      if (!before) return;
      const after = await ask(before, next, leaves.signal);
      if (!leaves.signal.aborted) queries.setQueryData(queryKey, after);
    };
    more().then(
      () => setFailure(null),
      (error: unknown) => {
        if (!leaves.signal.aborted) setFailure(error);
      },
    );
    return () => leaves.abort();
    // What is asked depends on the page that is missing, and on how many are there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, next, list.all.pages.length, tries]);
  const { count, isAll } = known(list.all);
  const again = () => {
    setFailure(null);
    setTries(tries + 1);
  };
  return { ...query, list: list.all, total: list.total, count, isAll, failure, again };
}

/** How many rows there are to scroll through; the rest of them is still to be asked for. */
export function rowsOf(
  { count, isAll }: { readonly count: number; readonly isAll: boolean },
  counted: number | undefined,
  total: Total | null,
): number {
  if (isAll) return count;
  return Math.max(count + 1, counted ?? 0, total?.value ?? 0);
}

/** Decides unknown outcomes: of those named, or of all of the campaign; however many they are. @returns of how many it was decided now */
export async function assume(campaignId: string, outcome: Outcome, contactIds: readonly string[] | 'all') {
  const path = { params: { path: { id: campaignId } } };
  const ask = (body: components['schemas']['AssumeOutcomesBody']) =>
    answerOf(api.POST('/v1/campaigns/{id}/assume', { ...path, body })).then(noted);
  let assumed = 0;
  if (contactIds === 'all') {
    for (let more = true; more;) {
      const answer = await ask({ outcome, all: true });
      assumed += answer.assumed;
      more = answer.more && answer.assumed > 0;
    }
    return assumed;
  }
  for (let from = 0; from < contactIds.length; from += AT_ONCE) {
    const answer = await ask({ outcome, contactIds: contactIds.slice(from, from + AT_ONCE) });
    assumed += answer.assumed;
  }
  return assumed;
}

export type RetryOf = NonNullable<components['schemas']['RetryFailedBody']['which']>;

/** A linked draft with those whom this campaign did not reach. */
export async function retry(campaignId: string, which: RetryOf) {
  const answer = await answerOf(
    api.POST('/v1/campaigns/{id}/retry-failed', { params: { path: { id: campaignId } }, body: { which } }),
  );
  return noted(answer);
}
