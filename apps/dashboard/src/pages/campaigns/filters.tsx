import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CAMPAIGN_STATUSES, type CampaignStatus, STATUS_LOOKS } from '../../parts/campaign-status';
import chips from '../../parts/chips.module.css';
import { Icon } from '../../parts/icon';
import { SearchField } from '../../parts/search-field';
import { useFormats } from '../../words/formats';
import classes from './filters.module.css';
import type { CampaignsSearch } from './search';

/** One press shows a status, with how many there are; pressed again, all. */
export function StatusFilters(props: {
  readonly search: CampaignsSearch;
  readonly counts: Readonly<Record<CampaignStatus, number>> | undefined;
}) {
  const { search, counts } = props;
  const { t } = useTranslation(['campaigns', 'shell']);
  const formats = useFormats();
  const chosen = search.status ?? [];
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chip = (name: string, count: number | undefined, status: CampaignStatus | undefined) => {
    const isOn = status === undefined ? chosen.length === 0 : chosen.includes(status);
    const rest = status === undefined ? [] : isOn ? chosen.filter((one) => one !== status) : [...chosen, status];
    const { status: _, ...others } = search;
    return (
      <li key={name}>
        <Link
          to="/campaigns"
          search={{ ...others, ...(rest.length > 0 && { status: rest }) }}
          className={chips.chip}
          data-on={isOn || undefined}
          data-tone={status && STATUS_LOOKS[status][0]}
          data-empty={count === 0 || undefined}
          aria-current={isOn || undefined}
          resetScroll={false}
          activeProps={{}}
        >
          {status && <Icon name={STATUS_LOOKS[status][1]} size={14} />}
          {name}
          <span className={chips.count}>{count === undefined ? '' : formats.number(count)}</span>
        </Link>
      </li>
    );
  };
  return (
    <ul className={chips.chips} aria-label={t('filters.status')}>
      {chip(t('filters.all'), all, undefined)}
      {CAMPAIGN_STATUSES.map((status) => chip(t(`status.${status}`, { ns: 'shell' }), counts?.[status], status))}
    </ul>
  );
}

export function Filters({ search, isNarrow }: { readonly search: CampaignsSearch; readonly isNarrow: boolean }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate({ from: '/campaigns' });
  return (
    <div className={classes.filters} role="search">
      <SearchField
        label={t('filters.search')}
        value={search.q}
        search={(q) =>
          void navigate({
            to: '/campaigns',
            replace: true,
            search: ({ q: _, ...others }) => ({ ...others, ...(q !== undefined && { q }) }),
            resetScroll: false,
          })
        }
      />
      <DateRange search={search} />
      {isNarrow && (
        <NativeSelect
          aria-label={t('filters.sort')}
          value={search.sort ?? '-createdAt'}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: '/campaigns', search: { ...search, sort: value as never } })
          }
          data={(['-createdAt', 'createdAt', 'name', 'status', '-progress'] as const).map((value) => ({
            value,
            label: t(`filters.sorts.${value}`),
          }))}
        />
      )}
    </div>
  );
}

const PRESETS = [
  ['today', 0],
  ['week', 6],
  ['month', 29],
  ['quarter', 89],
] as const;

/** Days, as they are written in the address. */
function dayBefore(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() - days);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function DateRange({ search }: { readonly search: CampaignsSearch }) {
  const { t } = useTranslation('campaigns');
  const formats = useFormats();
  const navigate = useNavigate({ from: '/campaigns' });
  const { from, to, ...others } = search;
  const go = (range: { from?: string | undefined; to?: string | undefined }) =>
    void navigate({
      to: '/campaigns',
      search: { ...others, ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) },
    });
  const said = (day: string) => formats.day(`${day}T12:00:00`);
  const label =
    from !== undefined && to !== undefined
      ? from === to
        ? said(from)
        : `${said(from)} – ${said(to)}`
      : from !== undefined
        ? t('filters.since', { day: said(from) })
        : to !== undefined
          ? t('filters.until', { day: said(to) })
          : t('filters.anyTime');
  return (
    <Popover position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon name="calendar" />}
          aria-label={`${t('filters.created')}: ${label}`}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.range}>
        <div className={classes.presets}>
          {PRESETS.map(([name, days]) => (
            <Button
              key={name}
              variant="subtle"
              color="gray"
              onClick={() => go({ from: dayBefore(days), to: dayBefore(0) })}
            >
              {t(`filters.presets.${name}`)}
            </Button>
          ))}
          <Button
            variant="subtle"
            color="gray"
            onClick={() => go({})}
            disabled={from === undefined && to === undefined}
          >
            {t('filters.anyTime')}
          </Button>
        </div>
        <div className={classes.days}>
          <TextInput
            type="date"
            label={t('filters.from')}
            value={from ?? ''}
            max={to}
            onChange={({ currentTarget: { value } }) => go({ from: value, to })}
          />
          <TextInput
            type="date"
            label={t('filters.to')}
            value={to ?? ''}
            min={from}
            onChange={({ currentTarget: { value } }) => go({ from, to: value })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
