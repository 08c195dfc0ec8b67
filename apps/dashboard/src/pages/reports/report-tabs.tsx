import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/me';
import { elsewhere, reportOf } from './report-query';
import classes from './report-tabs.module.css';
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
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On narrow screens it may lie beyond the edge.
    const [tabs, tab] = [nav.current, nav.current?.querySelector<HTMLElement>('[data-on]')];
    if (tabs && tab) tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.clientWidth) / 2;
  }, [now]);
  const kept = subaccount === undefined ? {} : { subaccount };
  const look = (tab: Tab) => ({
    className: classes.tab,
    'data-on': tab === now || undefined,
    'aria-current': tab === now ? ('page' as const) : undefined,
    activeProps: {},
  });
  return (
    <nav ref={nav} className={classes.tabs} aria-label={t('tabs.title')}>
      {REPORTS.map((report) => (
        <Link
          key={report}
          to="/reports"
          search={now === reportOf(search) ? elsewhere(search, { report }) : { ...kept, ...elsewhere({}, { report }) }}
          {...look(report)}
        >
          {t(`tabs.${report}`)}
        </Link>
      ))}
      {may('search:read') && (
        <Link to="/reports/searches" search={kept} {...look('searches')}>
          {t('tabs.searches')}
        </Link>
      )}
      {may('report:export') && (
        <Link to="/reports/files" search={kept} {...look('files')}>
          {t('tabs.files')}
        </Link>
      )}
    </nav>
  );
}
