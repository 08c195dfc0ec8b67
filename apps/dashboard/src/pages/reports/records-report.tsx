import { useQuery } from '@tanstack/react-query';
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
import { StatusBadge } from './status-badge';
import { Total } from './total';

/** The status of every record of a campaign, or of all: titles as the page that people know has them. */
export function RecordsReport({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const list = useQuery(recordsQuery(search));
  const words = useVocabulary();
  const { data } = list;
  const titles = ['campaignId', 'telephone', 'result', 'error', 'date', 'lastUpdate'] as const;
  return (
    <>
      <div className={classes.tools}>
        <Total total={data?.total} search={search} isWaiting={list.isFetching} />
      </div>
      {list.isPending && <Loading />}
      {list.isError && !data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {data?.items.length === 0 && <Nothing search={search} goesOn={data.nextCursor !== null} />}
      {data && data.items.length > 0 && (
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
                {titles.map((title) => (
                  <th key={title}>{t(`records.${title}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((record, at) => (
                <Record
                  // A record has no id of its own, and one page stands still.
                  key={at}
                  record={record}
                  words={words}
                  timeZone={zoneOf(search)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && <Pager search={search} previous={undefined} next={data.nextCursor} />}
    </>
  );
}

interface RecordProps {
  readonly record: RecordRow;
  readonly words: Vocabulary | undefined;
  readonly timeZone: string;
}

function Record({ record, words, timeZone }: RecordProps) {
  const { t } = useTranslation('reports');
  const at = useInstants(timeZone);
  const { campaignId, telephone, result, error, date, lastUpdate } = record;
  return (
    <tr>
      <td>
        <code>{campaignId}</code>
      </td>
      <td className={classes.short}>{telephone ?? '–'}</td>
      <td>
        {result === null ? (
          t('records.undecided')
        ) : (
          <StatusBadge code={result} word={words?.results.find(({ code }) => code === result)} />
        )}
      </td>
      <td>{error ?? '–'}</td>
      <td className={classes.short}>{at(date)}</td>
      <td className={classes.short}>{at(lastUpdate)}</td>
    </tr>
  );
}
