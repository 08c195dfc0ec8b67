import { Button, Menu, Tooltip } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useMay, useMe } from '../../session/me';
import { FilterChip } from './filter-chip';
import classes from './filter-bar.module.css';
import { PeriodButton } from './period-button';
import { elsewhere, isFiltered, reportOf, typeOf } from './report-query';
import { type FilterName, filtersOf, lacking, type ReportsSearch, TYPES } from './search';

/** What is left out of a report, each as a chip that is pressed to be changed; everything stands in the address. */
export function FilterBar({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const [added, setAdded] = useState<FilterName | null>(null);
  const { subaccounts } = useMe();
  const report = reportOf(search);
  const type = typeOf(search);
  const names = filtersOf(report, type).filter((name) => name !== 'subaccount' || subaccounts.length > 1);
  const shown = names.filter((name) => search[name] !== undefined);
  const change = (name: FilterName, value: unknown) => {
    const rest = lacking(search, 'cursor', 'total', 'row', name);
    setAdded(null);
    void navigate({
      to: '/reports',
      search: value === undefined ? rest : ({ ...rest, [name]: value } as ReportsSearch),
      resetScroll: false,
    });
  };
  return (
    <div className={classes.bar} role="search" aria-label={t('filters.title')}>
      {report !== 'records' && (
        <ul className={classes.types} aria-label={t('types.title')}>
          {TYPES.map((each) => (
            <li key={each}>
              <Link
                to="/reports"
                search={elsewhere(search, { type: each })}
                data-on={each === type || undefined}
                aria-current={each === type || undefined}
                activeProps={{}}
                resetScroll={false}
              >
                {t(`types.${each}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <PeriodButton search={search} />
      {shown.map((name) => (
        <FilterChip
          key={name}
          name={name}
          search={search}
          change={(value) => change(name, value)}
          remove={() => change(name, undefined)}
        />
      ))}
      {added !== null && !shown.includes(added) && (
        <FilterChip
          key={added}
          name={added}
          search={search}
          isNew
          change={(value) => change(added, value)}
          remove={() => setAdded(null)}
        />
      )}
      <AddFilter
        names={names.filter((name) => !shown.includes(name))}
        hasCampaign={search.campaign !== undefined}
        add={setAdded}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          renderRoot={(props) => <Link to="/reports" search={unfiltered(search)} resetScroll={false} {...props} />}
        >
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}

/** The same report of the same days, without any filter but whose it is. */
export function unfiltered(search: ReportsSearch): ReportsSearch {
  const { report, type, period, from, to, timeZone, groupBy, columns, order, density, subaccount } = search;
  const kept = { report, type, period, from, to, timeZone, groupBy, columns, order, density, subaccount };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as ReportsSearch;
}

interface AddProps {
  readonly names: readonly FilterName[];
  readonly hasCampaign: boolean;
  readonly add: (name: FilterName) => void;
}

function AddFilter({ names, hasCampaign, add }: AddProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const may = useMay();
  if (names.length === 0) return null;
  return (
    <Menu position="bottom-start" width={270} returnFocus={false}>
      <Menu.Target>
        <Button variant="default" className={classes.add} size="sm" leftSection={<Icon name="plus" />}>
          {t('filters.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="24rem" style={{ overflowY: 'auto' }}>
        {names.map((name) => {
          const isPersonal = (name === 'name' || name === 'phone') && !may('personal:read');
          const why =
            name === 'name' && isPersonal
              ? t('permission.missing', { ns: 'shell', permission: 'personal:read' })
              : name === 'name' && !hasCampaign
                ? t('filters.needsCampaign')
                : undefined;
          const item = (
            <Menu.Item key={name} disabled={why !== undefined} onClick={() => add(name)}>
              {t(`filters.names.${name}`)}
            </Menu.Item>
          );
          return why === undefined ? (
            item
          ) : (
            <Tooltip key={name} label={why}>
              <div>{item}</div>
            </Tooltip>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
