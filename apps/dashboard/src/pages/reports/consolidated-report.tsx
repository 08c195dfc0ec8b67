import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../parts/notice';
import table from '../../parts/table.module.css';
import { useFormats } from '../../words/formats';
import { useVocabulary } from '../../words/vocabulary';
import classes from './consolidated-report.module.css';
import { Nothing } from './detailed-report';
import { GroupChart } from './group-chart';
import { useGroupName } from './group-names';
import { type Consolidated, consolidatedQuery, useLanguage } from './queries';
import { groupsOf, typeOf } from './report-query';
import { type GroupBy, GROUPS, type MessageType, type ReportsSearch } from './search';

/** Counts and rates by one or two groupings: drawn, and as the table that says the same. */
export function ConsolidatedReport({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const type = typeOf(search);
  const groupBy = groupsOf(search);
  const asked = useQuery(consolidatedQuery(search, useLanguage()));
  const { data } = asked;
  return (
    <>
      <div className={classes.tools}>
        <Groupings search={search} />
      </div>
      {asked.isPending && <Skeleton height={420} m="md" />}
      {asked.isError && !data && <ProblemNotice error={asked.error} retry={() => void asked.refetch()} />}
      {data?.items.length === 0 && <Nothing search={search} goesOn={false} />}
      {data && data.items.length > 0 && (
        <div className={classes.body} data-waiting={asked.isPlaceholderData || undefined}>
          <Headline totals={data.totals} type={type} />
          <GroupChart items={data.items} groupBy={groupBy} type={type} label={t('chart.title')} />
          <GroupTable report={data} groupBy={groupBy} type={type} />
        </div>
      )}
    </>
  );
}

function Groupings({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const [first = 'day', second] = groupsOf(search);
  // What people wrote has no status.
  const known = GROUPS.filter((group) => group !== 'status' || typeOf(search) === 'MT');
  const { groupBy: _, ...others } = search;
  const go = (groupBy: readonly GroupBy[]) =>
    void navigate({ to: '/reports', search: { ...others, groupBy }, resetScroll: false });
  const option = (value: GroupBy) => ({ value, label: t(`groups.${value}`) });
  return (
    <>
      <NativeSelect
        label={t('groups.by')}
        value={first}
        data={known.map(option)}
        onChange={({ currentTarget: { value } }) => {
          const wanted = value as GroupBy;
          go(second === undefined || second === wanted ? [wanted] : [wanted, second]);
        }}
      />
      <NativeSelect
        label={t('groups.then')}
        value={second ?? ''}
        data={[{ value: '', label: t('groups.nothing') }, ...known.filter((group) => group !== first).map(option)]}
        onChange={({ currentTarget: { value } }) => go(value === '' ? [first] : [first, value as GroupBy])}
      />
    </>
  );
}

type Figures = Consolidated['totals'];
const RATES = ['delivered', 'read', 'replied', 'failed'] as const;

/** What it comes to in all. */
function Headline({ totals, type }: { readonly totals: Figures; readonly type: MessageType }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const { total, rates, needsAttention } = totals;
  return (
    <dl className={classes.headline}>
      <div>
        <dt>{t(`figures.total.${type}`)}</dt>
        <dd>{formats.number(total)}</dd>
      </div>
      {rates &&
        RATES.map((rate) => (
          <div key={rate} data-bad={(rate === 'failed' && (rates[rate] ?? 0) > 0) || undefined}>
            <dt>{t(`figures.${rate}`)}</dt>
            <dd>{shareOf(rates[rate], formats.percent)}</dd>
          </div>
        ))}
      {needsAttention !== null && needsAttention > 0 && (
        <div>
          <dt>{t('figures.needsAttention')}</dt>
          <dd>{formats.number(needsAttention)}</dd>
        </div>
      )}
    </dl>
  );
}

/** So many rows are shown at once: more are a press away. */
const AT_ONCE = 100;

function GroupTable(props: {
  readonly report: Consolidated;
  readonly groupBy: readonly GroupBy[];
  readonly type: MessageType;
}) {
  const { report, groupBy, type } = props;
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const name = useGroupName();
  const words = useVocabulary();
  const [shown, setShown] = useState(AT_ONCE);
  const [first = 'day', second] = groupBy;
  const { items, totals } = report;
  const hasAttention = (totals.needsAttention ?? 0) > 0;
  const types = words?.contentTypes.filter(({ code }) => (totals.counts[code] ?? 0) > 0) ?? [];
  const figures = ({ total, counts, rates, needsAttention }: Figures) => (
    <>
      <td className={table.number}>{formats.number(total)}</td>
      {type === 'MO'
        ? types.map(({ code }) => (
            <td key={code} className={table.number}>
              {formats.number(counts[code] ?? 0)}
            </td>
          ))
        : RATES.map((rate) => (
            <td key={rate} className={table.number}>
              {shareOf(rates?.[rate] ?? null, formats.percent)}
            </td>
          ))}
      {hasAttention && <td className={table.number}>{formats.number(needsAttention ?? 0)}</td>}
    </>
  );
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label={t('chart.table')}>
      <table className={`${table.table} ${classes.table}`}>
        <thead>
          <tr>
            <th>{t(`groups.${first}`)}</th>
            {second !== undefined && <th>{t(`groups.${second}`)}</th>}
            <th className={table.number}>{t(`figures.total.${type}`)}</th>
            {type === 'MO'
              ? types.map(({ code, label }) => (
                  <th key={code} className={table.number}>
                    {label}
                  </th>
                ))
              : RATES.map((rate) => (
                  <th key={rate} className={table.number} title={t(`figures.tips.${rate}`)}>
                    {t(`figures.${rate}`)}
                  </th>
                ))}
            {hasAttention && <th className={table.number}>{t('figures.needsAttention')}</th>}
          </tr>
        </thead>
        <tbody>
          {items.slice(0, shown).map((item) => (
            <tr key={JSON.stringify([item.group, item.second?.group])}>
              <td className={classes.group}>{name(first, item.group, item.label)}</td>
              {second !== undefined && (
                <td className={classes.group}>
                  {name(second, item.second?.group ?? null, item.second?.label ?? null)}
                </td>
              )}
              {figures(item)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={groupBy.length}>
              {t('figures.all')}
            </th>
            {figures(totals)}
          </tr>
        </tfoot>
      </table>
      {items.length > shown && (
        <Button variant="subtle" m="sm" onClick={() => setShown(shown + 10 * AT_ONCE)}>
          {t('chart.more', { count: items.length - shown, number: formats.number(items.length - shown) })}
        </Button>
      )}
    </div>
  );
}

function shareOf(share: number | null, percent: (share: number) => string): string {
  return share === null ? '–' : percent(share);
}
