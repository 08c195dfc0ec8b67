import { ActionIcon, Button, Menu, Skeleton, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../parts/confirm';
import { Badge } from '../../parts/badge';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { periodName } from './period-button';
import { copySearch, deleteSearch, editSearch, type SavedSearch, searchesQuery } from './queries';
import { addressOf } from './report-query';
import { ReportTabs } from './report-tabs';
import { SearchDialog, useWeekday } from './search-dialog';
import classes from './searches-page.module.css';

/** Searches that somebody keeps, and those that others share: a press runs one. */
export function SearchesPage() {
  const { t } = useTranslation('reports');
  const search = useSearch({ from: '/shell/reports/searches' });
  const { data, error, isPending, refetch } = useQuery(searchesQuery(search.subaccount));
  return (
    <Page title={t('title')}>
      <ReportTabs now="searches" search={search} />
      <div className={classes.box}>
        {isPending && <Skeleton height={260} m="md" />}
        {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
        {data?.length === 0 && (
          <EmptyState
            icon="bookmark"
            title={t('searches.none')}
            action={
              <Button variant="default" renderRoot={(props) => <Link to="/reports" search={search} {...props} />}>
                {t('searches.toReports')}
              </Button>
            }
          >
            {t('searches.noneText')}
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <ul className={classes.list} onKeyDown={onRowKeys}>
            {data.map((saved) => (
              <Saved key={saved.id} saved={saved} />
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}

function Saved({ saved }: { readonly saved: SavedSearch }) {
  const { t } = useTranslation('reports');
  const { name, report, period, shared, own, owner, gone, schedule } = saved;
  const type = (saved.filters as { type?: unknown }).type === 'MO' ? 'MO' : 'MT';
  return (
    <li className={`${table.row} ${classes.row}`}>
      <div className={classes.what}>
        <Link to="/reports" search={addressOf(saved)} className={table.link} {...ROW_LINK}>
          {name}
        </Link>
        <p className={classes.facts}>
          <span>
            {t(`tabs.${report}`)}
            {report !== 'records' && ` (${t(`types.${type}`)})`}
          </span>
          {period !== null && <span>{periodName(t, period)}</span>}
          <span>{own ? t('searches.own') : t('searches.of', { name: owner.name ?? owner.id })}</span>
        </p>
        {schedule && <Scheduled saved={saved} schedule={schedule} />}
        {gone.length > 0 && (
          <p className={classes.warning}>
            {t('searches.gone', { filters: gone.map((one) => t(`filters.names.${one as 'campaign'}`)).join(', ') })}
          </p>
        )}
      </div>
      <div className={classes.marks}>
        {shared && (
          <Badge tone="blue" icon="people">
            {t('searches.shared')}
          </Badge>
        )}
        {schedule && (
          <Badge tone="green" icon="clock">
            {t(`searches.every.${schedule.every}`)}
          </Badge>
        )}
      </div>
      <Actions saved={saved} />
    </li>
  );
}

interface ScheduledProps {
  readonly saved: SavedSearch;
  readonly schedule: NonNullable<SavedSearch['schedule']>;
}

/** When its next file is due, and what came of the last. */
function Scheduled({ saved, schedule }: ScheduledProps) {
  const { t } = useTranslation('reports');
  const may = useMay();
  const weekday = useWeekday();
  const { nextAt, lastExport, waits, timeZone, id, format } = saved;
  const when =
    schedule.every === 'week' && schedule.on
      ? t('searches.weekly', { day: weekday(schedule.on), time: schedule.at })
      : t('searches.daily', { time: schedule.at });
  return (
    <p className={`${classes.facts} ${table.above}`}>
      <span>
        {when} ({timeZone}), {(schedule.format ?? format).toUpperCase()}
      </span>
      {nextAt !== null && (
        <span>
          {t('searches.next')} <Time at={nextAt} />
        </span>
      )}
      {waits !== null && <span className={classes.warning}>{t('searches.waits')}</span>}
      {lastExport && (
        <span>
          {t('searches.last')}{' '}
          {may('report:export') && lastExport.id !== null ? (
            <Link to="/reports/files" search={{ search: id }} className={classes.link}>
              {t(`searches.outcomes.${lastExport.outcome}`)}
            </Link>
          ) : (
            t(`searches.outcomes.${lastExport.outcome}`)
          )}
          {lastExport.why && ` – ${lastExport.why.message}`}
        </span>
      )}
    </p>
  );
}

/** What may be done to it: others' can be copied, one's own everything. */
function Actions({ saved }: { readonly saved: SavedSearch }) {
  const { t } = useTranslation(['reports', 'shell']);
  const may = useMay();
  const queries = useQueryClient();
  const [asks, setAsks] = useState<'edit' | 'delete' | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['searches'] });
  const act = useMutation({
    mutationFn: ({ what }: { readonly what: () => Promise<unknown>; readonly said: string }) => what(),
    onSuccess: async (_, { said }) => {
      toast.done(said);
      await refresh();
    },
    onError: (error) => toast.problem(t('searches.notDone'), error),
  });
  const { id, name, own, shared, revision, subaccountId, timeZone } = saved;
  const cannotShare = !shared && subaccountId === null;
  const share = () =>
    act.mutate({
      what: () => editSearch(id, revision, { shared: !shared }),
      said: t(shared ? 'searches.unsharedDone' : 'searches.sharedDone', { name }),
    });
  return (
    <div className={`${classes.actions} ${table.above}`}>
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => <Link to="/reports" search={addressOf(saved)} {...props} />}
      >
        {t('searches.run')}
      </Button>
      {may('search:write') && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('searches.more', { name })}>
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {own && (
              <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => setAsks('edit')}>
                {t('searches.edit')}
              </Menu.Item>
            )}
            {own && (
              <Tooltip label={t('saving.lacksSubaccount')} disabled={!cannotShare}>
                <div>
                  <Menu.Item leftSection={<Icon name="people" />} disabled={cannotShare} onClick={share}>
                    {t(shared ? 'searches.unshare' : 'searches.share')}
                  </Menu.Item>
                </div>
              </Tooltip>
            )}
            <Menu.Item
              leftSection={<Icon name="copy" />}
              onClick={() => act.mutate({ what: () => copySearch(id), said: t('searches.copied', { name }) })}
            >
              {t('searches.copy')}
            </Menu.Item>
            {may('report:export') && saved.schedule && (
              <Menu.Item
                leftSection={<Icon name="file" />}
                renderRoot={(props) => <Link to="/reports/files" search={{ search: id }} {...props} />}
              >
                {t('searches.files')}
              </Menu.Item>
            )}
            {own && (
              <Menu.Item leftSection={<Icon name="cross" />} onClick={() => setAsks('delete')}>
                {t('searches.delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {asks === 'edit' && (
        <SearchDialog
          title={t('searches.edit')}
          saved={saved}
          timeZone={timeZone}
          close={() => setAsks(null)}
          save={async ({ subaccountId: _, ...terms }) => {
            await editSearch(id, revision, terms);
            toast.done(t('saving.changed'));
            await refresh();
          }}
        />
      )}
      {asks === 'delete' && (
        <Confirm
          isFinal
          title={t('searches.sure', { name })}
          button={t('searches.delete')}
          close={() => setAsks(null)}
          confirm={async () => {
            await deleteSearch(id);
            toast.done(t('searches.deleted', { name }));
            await refresh();
          }}
        >
          <p>{t(saved.schedule ? 'searches.sureScheduled' : 'searches.sureText')}</p>
        </Confirm>
      )}
    </div>
  );
}
