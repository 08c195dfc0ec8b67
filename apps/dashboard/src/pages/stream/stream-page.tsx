import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../parts/back-link';
import chips from '../../parts/chips.module.css';
import { EventRow } from '../../parts/event-row';
import rows from '../../parts/event-row.module.css';
import { Icon } from '../../parts/icon';
import { Json } from '../../parts/json';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import { useFormats } from '../../words/formats';
import { streamQuery } from './queries';
import classes from './stream-page.module.css';

/** Everything that happened to one thing, from its beginning: to read, or as it is stored. */
export function StreamPage() {
  const { t } = useTranslation('stream');
  const formats = useFormats();
  const { stream } = useParams({ from: '/shell/streams/$stream' });
  const { as = 'sentences' } = useSearch({ from: '/shell/streams/$stream' });
  const list = useInfiniteQuery(streamQuery(stream));
  const events = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const more = list.hasNextPage ? '+' : '';
  return (
    <Page
      title={stream}
      above={
        <BackLink>
          <Link to="/events" search={{}}>
            <Icon name="back" size={14} /> {t('all')}
          </Link>
        </BackLink>
      }
      below={list.data && t('count', { count: events.length, number: formats.number(events.length) + more })}
    >
      <ul className={chips.chips} aria-label={t('shownAs')}>
        {(['sentences', 'json'] as const).map((each) => (
          <li key={each}>
            <Link
              to="/streams/$stream"
              params={{ stream }}
              search={each === 'json' ? { as: 'json' } : {}}
              className={chips.chip}
              data-on={as === each || undefined}
              aria-current={as === each || undefined}
              resetScroll={false}
              activeProps={{}}
            >
              {t(each)}
            </Link>
          </li>
        ))}
      </ul>
      <List
        query={list}
        count={events.length}
        empty={
          <EmptyState icon="list" title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      >
        {as === 'json' ? (
          <div className={classes.json}>
            <Json value={events} name={stream} />
          </div>
        ) : (
          <ol className={rows.events}>
            {events.map((event) => (
              <EventRow key={event.position} event={event} isOfOneStream />
            ))}
          </ol>
        )}
      </List>
    </Page>
  );
}
