import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { useMay, useMe } from '../../session/me';
import { FileRow } from './file-row';
import classes from './files-page.module.css';
import { isBusy, searchQuery } from './queries';
import { ReportTabs } from './report-tabs';

const A_PAGE = 30;
/** How often it is asked how far files are while some are being made, milliseconds. */
const HOW_FAR = 1500;

/** The shelf of files that were asked for, the newest first. */
export function FilesPage() {
  const { t } = useTranslation('reports');
  const search = useSearch({ from: '/shell/reports/files' });
  const may = useMay();
  const me = useMe();
  const saved = useQuery({
    ...searchQuery(search.search ?? ''),
    enabled: search.search !== undefined && may('search:read'),
  });
  const list = useInfiniteQuery({
    queryKey: ['exports', 'list', search.search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      answerOf(
        api.GET('/v1/exports', {
          signal,
          params: {
            query: {
              limit: A_PAGE,
              ...(cursor !== undefined && { cursor }),
              ...(search.search !== undefined && { search: search.search }),
            },
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) => (data?.pages.some(({ items }) => items.some(isBusy)) ? HOW_FAR : false),
  });
  const files = list.data?.pages.flatMap(({ items }) => items);
  const { search: _, ...everything } = search;
  return (
    <Page title={t('title')}>
      <ReportTabs now="files" search={everything} />
      {search.search !== undefined && (
        <p className={classes.of}>
          {t('files.ofSearch', { name: saved.data?.name ?? search.search })}{' '}
          <Link to="/reports/files" search={everything} className={classes.link}>
            {t('files.showAll')}
          </Link>
        </p>
      )}
      <div className={classes.box}>
        {list.isPending && <Skeleton height={260} m="md" />}
        {list.isError && !files && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
        {files?.length === 0 && (
          <EmptyState
            icon="file"
            title={t('files.none')}
            action={
              <Button variant="default" renderRoot={(props) => <Link to="/reports" search={everything} {...props} />}>
                {t('searches.toReports')}
              </Button>
            }
          >
            {t('files.noneText')}
          </EmptyState>
        )}
        {files && files.length > 0 && (
          <ul>
            {files.map((file) => (
              <FileRow
                key={file.id}
                file={file}
                // Those of a search that somebody shares are theirs to delete, but for keys of everything.
                isOwn={file.requestedBy.id === me.id || me.everySubaccount}
              />
            ))}
          </ul>
        )}
      </div>
      {list.hasNextPage && (
        <div className={classes.older}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('files.older')}
          </Button>
        </div>
      )}
    </Page>
  );
}
