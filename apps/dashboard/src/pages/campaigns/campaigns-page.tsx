import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewest } from '../../live/live';
import { ActionButton } from '../../parts/action-button';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { CampaignCards } from './campaign-cards';
import { CampaignTable } from './campaign-table';
import classes from './campaigns-page.module.css';
import { Filters, StatusFilters } from './filters';
import { campaignsQuery, sendersQuery, useListNews } from './queries';
import { isFiltered } from './search';
import { SenderStrip } from './sender-strip';

/** Nobody has selected anything at first. */
const BulkPause = lazy(() => import('./bulk-pause').then(({ BulkPause: component }) => ({ default: component })));

const NONE: ReadonlySet<string> = new Set();

/** Every campaign that somebody sees, as it is now. */
export function CampaignsPage() {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const search = useSearch({ from: '/shell/campaigns' });
  const list = useInfiniteQuery(campaignsQuery(search));
  const senders = useQuery({ ...sendersQuery(search.subaccount), enabled: may('sender:read') });
  const newest = useNewest();
  const isNarrow = useMediaQuery('(max-width: 68rem)', undefined, { getInitialValueInEffect: false });
  const [selected, setSelected] = useState(NONE);

  const pages = list.data?.pages;
  const campaigns = useMemo(
    () => pages?.flatMap(({ items, since }) => items.map((item) => newest(item, since))) ?? [],
    [pages, newest],
  );
  useListNews(campaigns);
  const chosen = campaigns.filter(({ id, allowed }) => selected.has(id) && allowed.includes('pause'));
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(selected);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    setSelected(next);
  };
  const parts = {
    campaigns,
    senders: senders.data?.items ?? [],
    search,
    selected,
    toggle: may('campaign:pause') ? toggle : undefined,
  };
  const List = isNarrow ? CampaignCards : CampaignTable;
  return (
    <Page title={t('title')} beside={<Total total={pages?.[0]?.total} />} actions={<NewCampaign />}>
      {may('sender:read') && <SenderStrip senders={senders.data?.items} />}
      <StatusFilters search={search} counts={pages?.[0]?.statusCounts} />
      <div className={classes.box} data-waiting={list.isPlaceholderData || undefined}>
        <Filters search={search} isNarrow={isNarrow ?? false} />
        {list.isPending && <Loading />}
        {list.isError && !list.data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
        {list.data && campaigns.length === 0 && <Nothing isFiltered={isFiltered(search)} />}
        {campaigns.length > 0 && <List {...parts} />}
      </div>
      {list.hasNextPage && (
        <div className={classes.older}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('older')}
          </Button>
        </div>
      )}
      <Suspense>{chosen.length > 0 && <BulkPause campaigns={chosen} clear={() => setSelected(NONE)} />}</Suspense>
    </Page>
  );
}

function Total({ total }: { readonly total: { readonly value: number; readonly relation: string } | undefined }) {
  const formats = useFormats();
  if (!total) return null;
  return (
    <span className={classes.total}>
      {formats.number(total.value)}
      {total.relation === 'atLeast' ? '+' : ''}
    </span>
  );
}

function Loading() {
  return (
    <div className={classes.loading} aria-hidden="true">
      {Array.from({ length: 8 }, (_, n) => (
        <Skeleton key={n} height={42} />
      ))}
    </div>
  );
}

function Nothing({ isFiltered: filtered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('campaigns');
  if (filtered) {
    return (
      <EmptyState
        icon="search"
        title={t('empty.noneMatches')}
        action={
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                from="/campaigns"
                to="/campaigns"
                search={({ subaccount }) => (subaccount === undefined ? {} : { subaccount })}
                {...props}
              />
            )}
          >
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.noneMatchesText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="send" title={t('empty.none')} action={<NewCampaign />}>
      {t('empty.noneText')}
    </EmptyState>
  );
}

function NewCampaign() {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const { subaccount } = useSearch({ from: '/shell/campaigns' });
  return (
    <ActionButton
      permission="campaign:create"
      leftSection={<Icon name="plus" />}
      onClick={() => void navigate({ to: '/campaigns/new', search: subaccount === undefined ? {} : { subaccount } })}
    >
      {t('new')}
    </ActionButton>
  );
}
