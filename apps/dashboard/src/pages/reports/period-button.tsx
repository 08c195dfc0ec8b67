import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useFormats } from '../../words/formats';
import { timeZones } from '../../words/time-zones';
import classes from './period-button.module.css';
import { countOf, PERIODS } from './report-days';
import { daysShown, periodOf, zoneOf } from './report-query';
import { lacking, type ReportsSearch } from './search';

type Change = { readonly period?: string; readonly from?: string; readonly to?: string; readonly timeZone?: string };

/** Of when: counted from today, or from day to day, by whose clocks. */
export function PeriodButton({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const label = usePeriodSaid(search);
  const [isOpen, setOpen] = useState(false);
  const others = lacking(search, 'period', 'from', 'to', 'cursor', 'total', 'row');
  const go = (change: Change) =>
    void navigate({ to: '/reports', search: { ...others, ...change }, resetScroll: false });
  const [now] = useState(() => Date.now());
  const { from, to } = daysShown(search, now);
  const period = periodOf(search);
  const day = (moment: string | undefined) => moment?.slice(0, 10);
  return (
    <Popover position="bottom-start" shadow="md" trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon name="calendar" />}
          onClick={() => setOpen(!isOpen)}
          aria-label={`${t('period.title')}: ${label}`}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.range}>
        <div className={classes.presets}>
          {PERIODS.map((each) => (
            <Button
              key={each}
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-pressed={each === period}
              onClick={() => {
                setOpen(false);
                go({ period: each });
              }}
            >
              {periodName(t, each)}
            </Button>
          ))}
          {search.report === 'records' && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => go({})}>
              {t('period.ever')}
            </Button>
          )}
        </div>
        <div className={classes.days}>
          <TextInput
            type="date"
            label={t('period.from')}
            value={day(from) ?? ''}
            max={day(to)}
            onChange={({ currentTarget: { value } }) => go({ ...(value && { from: value }), ...(to && { to }) })}
          />
          <TextInput
            type="date"
            label={t('period.to')}
            value={day(to) ?? ''}
            min={day(from)}
            onChange={({ currentTarget: { value } }) => go({ ...(from && { from }), ...(value && { to: value }) })}
          />
          <NativeSelect
            className={classes.zone}
            label={t('period.zone')}
            value={zoneOf(search)}
            data={timeZones('UTC', zoneOf(search)).sort()}
            onChange={({ currentTarget: { value } }) =>
              go({
                ...(search.period !== undefined && { period: search.period }),
                ...(search.from !== undefined && { from: search.from }),
                ...(search.to !== undefined && { to: search.to }),
                timeZone: value,
              })
            }
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type Translate = ReturnType<typeof useTranslation<'reports'>>['t'];

/** A period that counts from today, in words. */
export function periodName(t: Translate, period: string): string {
  const count = countOf(period);
  return count === undefined ? t(`period.names.${period as 'today'}`) : t('period.lastDays', { count });
}

/** Of when, in words. */
export function usePeriodSaid(search: ReportsSearch): string {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const period = periodOf(search);
  if (period !== undefined) return periodName(t, period);
  const { from, to } = search;
  const said = (moment: string) => (moment.includes('T') ? formats.time(moment) : formats.day(`${moment}T12:00:00`));
  if (from !== undefined && to !== undefined) return from === to ? said(from) : `${said(from)} – ${said(to)}`;
  if (from !== undefined) return t('period.since', { day: said(from) });
  return to === undefined ? t('period.ever') : t('period.until', { day: said(to) });
}
