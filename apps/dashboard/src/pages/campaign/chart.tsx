import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { ProblemNotice } from '../../parts/notice';
import { Panel } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useFormats } from '../../words/formats';
import classes from './chart.module.css';
import { type Series, seriesQuery } from './queries';
import type { CampaignSearch, SeriesStep } from './search';
import { defaultStep, LINES } from './series-step';

const Plot = lazy(() => import('./plot').then(({ Plot: component }) => ({ default: component })));

const STEPS: readonly SeriesStep[] = ['minute', 'hour', 'day'];

/** When what happened: as lines, and as the table that says the same. What part and in which steps stands in the address. */
export function Chart({ campaign, search }: { readonly campaign: CampaignDetails; readonly search: CampaignSearch }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const navigate = useNavigate();
  const { from, to, ...whole } = search;
  const step = search.step ?? defaultStep(campaign.startedAt, campaign.completedAt);
  const { data, error, refetch } = useQuery({
    ...seriesQuery(campaign.id, { step, from, to }),
    placeholderData: keepPreviousData,
  });
  const look = (part: { from: string; to: string }) =>
    void navigate({
      to: '/campaigns/$campaignId',
      params: { campaignId: campaign.id },
      search: { ...search, ...part },
      resetScroll: false,
    });
  const at = (instant: string) => (step === 'day' ? formats.day(instant) : formats.time(instant));
  return (
    <Panel
      title={t('chart.title')}
      beside={
        <div className={classes.tools}>
          {from !== undefined && (
            <Button
              size="compact-sm"
              variant="subtle"
              renderRoot={(props) => (
                <Link
                  to="/campaigns/$campaignId"
                  params={{ campaignId: campaign.id }}
                  search={whole}
                  resetScroll={false}
                  {...props}
                />
              )}
            >
              {t('chart.whole')}
            </Button>
          )}
          <ul className={classes.steps} aria-label={t('chart.step')}>
            {STEPS.map((each) => (
              <li key={each}>
                <Link
                  to="/campaigns/$campaignId"
                  params={{ campaignId: campaign.id }}
                  search={{ ...search, step: each }}
                  data-on={each === step || undefined}
                  aria-current={each === step || undefined}
                  activeProps={{}}
                  resetScroll={false}
                >
                  {t(`chart.steps.${each}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      }
    >
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={290} />}
      {data && (
        <>
          <Suspense fallback={<Skeleton height={290} />}>
            <Plot series={data} at={at} look={look} />
          </Suspense>
          <details className={classes.twin}>
            <summary>{t('chart.table')}</summary>
            <Twin series={data} at={at} />
          </details>
        </>
      )}
    </Panel>
  );
}

/** The same for who cannot see lines, or wants to know exactly; steps in which nothing happened are left out. */
function Twin({ series, at }: { readonly series: Series; readonly at: (instant: string) => string }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const rows = series.at
    .map((instant, n) => ({ instant, counts: LINES.map((line) => series[line][n] ?? 0) }))
    .filter(({ counts }) => counts.some((count) => count > 0));
  return (
    <div className={classes.twinTable} tabIndex={0} role="region" aria-label={t('chart.table')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('chart.time')}</th>
            {LINES.map((line) => (
              <th key={line} className={table.number}>
                {t(`chart.lines.${line}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ instant, counts }) => (
            <tr key={instant}>
              <td>{at(instant)}</td>
              {counts.map((count, n) => (
                <td key={LINES[n]} className={table.number}>
                  {formats.number(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
