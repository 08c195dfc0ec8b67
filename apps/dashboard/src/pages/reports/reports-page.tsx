import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page';
import { ConsolidatedReport } from './consolidated-report';
import { CurlButton } from './curl-button';
import { DetailedReport } from './detailed-report';
import { ExportMenu } from './export-menu';
import { FileRow } from './file-row';
import { FilterBar } from './filter-bar';
import { exportQuery } from './queries';
import { RecordsReport } from './records-report';
import { reportOf } from './report-query';
import { ReportTabs } from './report-tabs';
import classes from './reports-page.module.css';
import { SaveButton, useSavedSearch } from './save-button';

const BODIES = { detailed: DetailedReport, consolidated: ConsolidatedReport, records: RecordsReport } as const;

/** The three reports: what is asked of them stands in the address, and can be saved, exported, and asked by a program. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const search = useSearch({ from: '/shell/reports' });
  const saved = useSavedSearch(search);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const report = reportOf(search);
  const Body = BODIES[report];
  return (
    <Page
      title={saved?.name ?? t('title')}
      below={
        saved && (
          <Link to="/reports/searches" search={{}} className={classes.back}>
            {t('searches.title')}
          </Link>
        )
      }
      actions={
        <div className={classes.actions}>
          <CurlButton search={search} />
          <SaveButton search={search} />
          <ExportMenu search={search} asked={(id) => setAsked([id, ...asked])} />
        </div>
      }
    >
      <ReportTabs now={report} search={search} />
      {asked.length > 0 && (
        <ul className={classes.files} aria-label={t('files.askedHere')} aria-live="polite">
          {asked.map((id) => (
            <AskedFile key={id} id={id} />
          ))}
        </ul>
      )}
      <div className={classes.box}>
        <FilterBar search={search} />
        <Body search={search} />
      </div>
    </Page>
  );
}

/** How far a file is that was asked for just now. */
function AskedFile({ id }: { readonly id: string }) {
  const { data } = useQuery(exportQuery(id));
  return data ? <FileRow file={data} /> : <li className={classes.waits} aria-hidden="true" />;
}
