import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../parts/notice';
import table from '../../parts/table.module.css';
import { useVocabulary, type Vocabulary } from '../../words/vocabulary';
import classes from './detailed-report.module.css';
import { Loading, Nothing } from './detailed-report';
import { useInstants } from './instants';
import { Pager } from './pager';
import { type RecordRow, recordsQuery } from './queries';
import { zoneOf } from './report-query';
import type { ReportsSearch } from './search';
import { NARROW } from './row-cards';
import cards from './row-cards.module.css';
import { StatusBadge } from './status-badge';
import { Total } from './total';

const TITLES = ['campaignId', 'telephone', 'result', 'error', 'date', 'lastUpdate'] as const;

/** The status of every record of a campaign, or of all: titles as the page that people know has them. */
export function RecordsReport({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const list = useQuery(recordsQuery(search));
  const words = useVocabulary();
  const { data } = list;
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const cell = useRecordCell(zoneOf(search), words);
  return (
    <>
      <div className={classes.tools}>
        <Total total={data?.total} search={search} isWaiting={list.isFetching} />
      </div>
      {list.isPending && <Loading />}
      {list.isError && !data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {data?.items.length === 0 && <Nothing search={search} goesOn={data.nextCursor !== null} />}
      {data && data.items.length > 0 && isNarrow && (
        <ul className={cards.cards} aria-label={t('tabs.records')}>
          {data.items.map((record, at) => (
            // A record has no id of its own, and one page stands still.
            <li key={at} className={cards.card}>
              <dl className={cards.facts}>
                {TITLES.map((title) => (
                  <div key={title}>
                    <dt>{t(`records.${title}`)}</dt>
                    <dd>{cell(title, record)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      )}
      {data && data.items.length > 0 && !isNarrow && (
        <div
          className={table.scroll}
          data-waiting={list.isPlaceholderData || undefined}
          tabIndex={0}
          role="region"
          aria-label={t('tabs.records')}
        >
          <table className={`${table.table} ${classes.table}`}>
            <thead>
              <tr>
                {TITLES.map((title) => (
                  <th key={title}>{t(`records.${title}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((record, at) => (
                <tr key={at}>
                  {TITLES.map((title) => (
                    <td key={title} className={title === 'error' ? undefined : classes.short}>
                      {cell(title, record)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && <Pager search={search} previous={data.previousCursor} next={data.nextCursor} />}
    </>
  );
}

function useRecordCell(timeZone: string, words: Vocabulary | undefined) {
  const { t } = useTranslation('reports');
  const at = useInstants(timeZone);
  return (title: (typeof TITLES)[number], record: RecordRow): ReactNode => {
    const { result } = record;
    switch (title) {
      case 'campaignId':
        return <code>{record.campaignId}</code>;
      case 'telephone':
      case 'error':
        return record[title] ?? '–';
      case 'result':
        return result === null ? (
          t('records.undecided')
        ) : (
          <StatusBadge code={result} word={words?.results.find(({ code }) => code === result)} />
        );
      case 'date':
      case 'lastUpdate':
        return at(record[title]);
    }
  };
}
