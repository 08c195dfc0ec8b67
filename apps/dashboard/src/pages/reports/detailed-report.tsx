import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import { useVocabulary } from '../../words/vocabulary';
import { ColumnChooser } from './column-chooser';
import classes from './detailed-report.module.css';
import { unfiltered } from './filter-bar';
import { Pager } from './pager';
import { detailedQuery, useLanguage } from './queries';
import { columnsOf, isFiltered, typeOf, zoneOf } from './report-query';
import { type Cells, LONG, useCell } from './row-cells';
import { NARROW, RowCards } from './row-cards';
import { RowPanel } from './row-panel';
import type { ReportsSearch } from './search';
import { Total } from './total';

/** A row per message, the newest first, or the oldest; a row opens what it was made from. */
export function DetailedReport({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const list = useQuery(detailedQuery(search, useLanguage()));
  const words = useVocabulary();
  const columns = columnsOf(search);
  const cell = useCell(zoneOf(search), words);
  const whole = useCell(zoneOf(search), words, true);
  // Why it failed has room in a card; a message or a name may be as long as the screen.
  const cellOfCard: typeof cell = (column, row) => (column === 'error' ? whole : cell)(column, row);
  const { data } = list;
  const rows = (data?.items ?? []) as readonly Cells[];
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const { row: opened, ...closed } = search;
  const isOldestFirst = search.order === 'asc';
  const turned: ReportsSearch = withoutPlace(
    { ...search, ...(isOldestFirst ? {} : { order: 'asc' as const }) },
    isOldestFirst,
  );
  const time = typeOf(search) === 'MT' ? 'sentAt' : 'answeredAt';
  return (
    <>
      <div className={classes.tools}>
        <Total total={data?.total} search={search} isWaiting={list.isFetching} />
        <div className={classes.looks}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<Icon name={isOldestFirst ? 'up' : 'down'} size={14} />}
            renderRoot={(props) => <Link to="/reports" search={turned} resetScroll={false} {...props} />}
          >
            {t(isOldestFirst ? 'order.asc' : 'order.desc')}
          </Button>
          <ColumnChooser search={search} />
        </div>
      </div>
      {list.isPending && <Loading />}
      {list.isError && !data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {data && rows.length === 0 && <Nothing search={search} goesOn={data.nextCursor !== null} />}
      {rows.length > 0 && isNarrow && <RowCards {...{ rows, columns, search }} cell={cellOfCard} />}
      {rows.length > 0 && !isNarrow && (
        <div
          className={table.scroll}
          data-waiting={list.isPlaceholderData || undefined}
          tabIndex={0}
          role="region"
          aria-label={t(`tabs.detailed`)}
        >
          <table className={`${table.table} ${classes.table}`} data-density={search.density} onKeyDown={onRowKeys}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    className={column === 'attempts' ? table.number : undefined}
                    aria-sort={column === time ? (isOldestFirst ? 'ascending' : 'descending') : undefined}
                  >
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className={table.row} data-opened={row.id === opened || undefined}>
                  {columns.map((column, at) => (
                    <td
                      key={column}
                      className={
                        column === 'attempts' ? table.number : LONG.includes(column) ? undefined : classes.short
                      }
                    >
                      {at === 0 ? (
                        <Link
                          to="/reports"
                          search={{ ...search, row: row.id }}
                          className={table.link}
                          resetScroll={false}
                          {...ROW_LINK}
                        >
                          {cell(column, row)}
                        </Link>
                      ) : (
                        <span className={column === 'status' || column === 'error' ? table.above : undefined}>
                          {cell(column, row)}
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && <Pager search={search} previous={data.previousCursor} next={data.nextCursor} />}
      {words && <p className={classes.note}>{words.notTracked}</p>}
      {opened !== undefined && (
        <RowPanel
          rowId={opened}
          row={rows.find(({ id }) => id === opened)}
          type={typeOf(search)}
          timeZone={zoneOf(search)}
          closed={closed}
        />
      )}
    </>
  );
}

/** From the beginning again. */
function withoutPlace({ cursor: _, order, ...rest }: ReportsSearch, isOldestFirst: boolean): ReportsSearch {
  return { ...rest, ...(!isOldestFirst && order && { order }) };
}

export function Loading() {
  return (
    <div className={classes.loading} aria-hidden="true">
      {Array.from({ length: 10 }, (_, n) => (
        <Skeleton key={n} height={30} />
      ))}
    </div>
  );
}

/** @param goesOn so many rows were looked at that the rest is left to the next page */
export function Nothing({ search, goesOn }: { readonly search: ReportsSearch; readonly goesOn: boolean }) {
  const { t } = useTranslation('reports');
  if (goesOn)
    return (
      <EmptyState icon="search" title={t('empty.furtherOn')}>
        {t('empty.furtherOnText')}
      </EmptyState>
    );
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon="search"
        title={t('empty.noneMatches')}
        action={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/reports" search={unfiltered(search)} {...props} />}
          >
            {t('filters.clear')}
          </Button>
        }
      >
        {t('empty.noneMatchesText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="chart" title={t('empty.none')}>
      {t(typeOf(search) === 'MO' ? 'empty.noneOfMo' : 'empty.noneOfMt')}
    </EmptyState>
  );
}
