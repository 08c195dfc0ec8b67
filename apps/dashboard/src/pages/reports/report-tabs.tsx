import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TabBar, tabLook } from '../../parts/tab-bar';
import { useMay } from '../../session/me';
import { elsewhere, reportOf } from './report-query';
import { REPORTS, type ReportsSearch } from './search';

type Tab = (typeof REPORTS)[number] | 'searches' | 'files';

interface TabsProps {
  readonly now: Tab;
  /** What is filtered goes along from report to report. */
  readonly search: ReportsSearch;
}

/** Which report, and what is kept of them: each a page of its own, with an address. */
export function ReportTabs({ now, search }: TabsProps) {
  const { t } = useTranslation('reports');
  const may = useMay();
  const { subaccount } = search;
  const kept = subaccount === undefined ? {} : { subaccount };
  return (
    <TabBar label={t('tabs.title')} now={now}>
      {REPORTS.map((report) => (
        <Link
          key={report}
          to="/reports"
          search={now === reportOf(search) ? elsewhere(search, { report }) : { ...kept, ...elsewhere({}, { report }) }}
          {...tabLook(report === now)}
        >
          {t(`tabs.${report}`)}
        </Link>
      ))}
      {may('search:read') && (
        <Link to="/reports/searches" search={kept} {...tabLook(now === 'searches')}>
          {t('tabs.searches')}
        </Link>
      )}
      {may('report:export') && (
        <Link to="/reports/files" search={kept} {...tabLook(now === 'files')}>
          {t('tabs.files')}
        </Link>
      )}
    </TabBar>
  );
}
