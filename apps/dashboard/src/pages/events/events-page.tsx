import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { EventRow } from '../../parts/event-row';
import rows from '../../parts/event-row.module.css';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import classes from './events-page.module.css';
import { EventFilters } from './event-filters';
import { eventsQuery } from './queries';
import { type EventsSearch, isFiltered } from './search';
import { useFollowed } from './use-followed';

/** The log, as it was written: everything that happened, newest first. */
export function EventsPage() {
  const { t } = useTranslation('events');
  const search = useSearch({ from: '/shell/events' });
  return (
    <Page title={t('title')} below={t('text')}>
      <Log key={JSON.stringify({ ...search, follow: undefined })} search={search} />
    </Page>
  );
}

function Log({ search }: { readonly search: EventsSearch }) {
  const { t } = useTranslation('events');
  const list = useInfiniteQuery(eventsQuery(search));
  const read = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const newest = read[0]?.position;
  const { events, gapBelow } = useFollowed(search, search.follow === 'yes' && list.isSuccess, newest);
  const fresh = events.filter(({ position }) => newest === undefined || position > newest);
  return (
    <List
      query={list}
      count={fresh.length + read.length}
      filters={<EventFilters search={search} />}
      empty={list.hasNextPage ? <NotYet /> : <None search={search} />}
    >
      <ol className={rows.events}>
        {fresh.map((event) => (
          <Fragment key={event.position}>
            <EventRow event={event} isNew />
            {gapBelow === event.position && <li className={classes.gap}>{t('gap')}</li>}
          </Fragment>
        ))}
        {read.map((event) => (
          <EventRow key={event.position} event={event} />
        ))}
      </ol>
    </List>
  );
}

/** The engine looks through a part of the log at a time: in this one there was none. */
function NotYet() {
  const { t } = useTranslation('events');
  return (
    <EmptyState icon="search" title={t('empty.notYet')}>
      {t('empty.notYetText')}
    </EmptyState>
  );
}

function None({ search }: { readonly search: EventsSearch }) {
  const { t } = useTranslation('events');
  return (
    <EmptyState
      icon="list"
      title={t('empty.none')}
      action={
        isFiltered(search) && (
          <Button variant="default" renderRoot={(props) => <Link to="/events" search={{}} {...props} />}>
            {t('empty.clear')}
          </Button>
        )
      }
    >
      {t('empty.noneText')}
    </EmptyState>
  );
}
