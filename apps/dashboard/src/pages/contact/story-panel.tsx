import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STATE_LOOKS } from '../../parts/contact-state';
import { CONTACT_STATES } from '../../parts/contact-states';
import { Icon } from '../../parts/icon';
import { Json } from '../../parts/json';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import type { Event } from './queries';
import { chaptersOf } from './story';
import classes from './story-panel.module.css';

/** Everything that happened, attempt by attempt, in sentences; each event as the log has it is one press away. */
export function Story({ history }: { readonly history: UseQueryResult<Event[]> }) {
  const { t } = useTranslation(['contact', 'shell']);
  const may = useMay();
  const { data, error, refetch } = history;
  if (!may('contact:history')) {
    return (
      <Panel title={t('story.title')}>
        <EmptyState icon="key" title={t('story.forbidden')}>
          {t('permission.missing', { ns: 'shell', permission: 'contact:history' })}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={t('story.title')}>
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data &&
        chaptersOf(data).map(({ attempt, events }) => (
          <section key={attempt} className={classes.chapter}>
            <h3 className={classes.title}>
              {attempt === 0 ? t('story.before') : t('story.attempt', { number: attempt })}
            </h3>
            <ol className={classes.events}>
              {events.map((event) => (
                <Told key={event.position} event={event} />
              ))}
            </ol>
          </section>
        ))}
    </Panel>
  );
}

function Told({ event }: { readonly event: Event }) {
  const { t } = useTranslation('contact');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { text, at, actor, type } = event;
  const reached = stateOf(event);
  const [tone, icon] = asks(event)
    ? (['orange', 'alert'] as const)
    : reached === undefined
      ? (['grey', 'more'] as const)
      : STATE_LOOKS[reached];
  return (
    <li>
      <span className={classes.mark} data-tone={tone}>
        <Icon name={icon} size={13} />
      </span>
      <div className={classes.words}>
        <p className={classes.sentence}>{text}</p>
        <p className={classes.when}>
          <time dateTime={at} title={formats.exactTime(at)}>
            {formats.timeWithSeconds(at)}
          </time>{' '}
          · {actor.name}
        </p>
        <details className={classes.raw} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary aria-label={t('story.rawOf', { type })}>{t('story.raw')}</summary>
          {isOpen && <Json value={event} name={t('story.rawOf', { type })} />}
        </details>
      </div>
    </li>
  );
}

/** Whether somebody has to decide since. */
function asks({ data }: Event): boolean {
  const { to } = data as { readonly to?: { readonly needsAttention?: unknown } };
  return to?.needsAttention === true;
}

/** The state that it came to by this event. */
function stateOf({ data }: Event) {
  const { to } = data as { readonly to?: { readonly state?: unknown } };
  return CONTACT_STATES.find((state) => state === to?.state);
}
