import '@mantine/core/styles/Drawer.css';
import { Button, Drawer, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { useMay } from '../../session/me';
import { useVocabulary } from '../../words/vocabulary';
import { useInstants } from './instants';
import { contactQuery, explained } from './queries';
import { type Cells, useCell } from './row-cells';
import classes from './row-panel.module.css';
import { COLUMNS, type MessageType, type ReportsSearch } from './search';

interface RowProps {
  readonly rowId: string;
  /** Undefined where the page that is shown has it not, as of an address that somebody sent. */
  readonly row: Cells | undefined;
  readonly type: MessageType;
  readonly timeZone: string;
  /** The address without it. */
  readonly closed: ReportsSearch;
}

/** What is behind a row: all that it says, the contact that it is of, and the events that it was made from. */
export function RowPanel({ rowId, row, type, timeZone, closed }: RowProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const navigate = useNavigate();
  const may = useMay();
  const contact = contactOf(rowId, row, type);
  const close = () => void navigate({ to: '/reports', search: closed, resetScroll: false });
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="min(34rem, 100vw)"
      title={t(`row.title.${type}`)}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}
      classNames={{ body: classes.body ?? '' }}
    >
      <Contact contact={contact} />
      {row && <Facts row={row} type={type} timeZone={timeZone} />}
      <section className={classes.part} aria-label={t('row.why')}>
        <h3>{t('row.why')}</h3>
        {may('contact:history') ? (
          <Story rowId={rowId} timeZone={timeZone} />
        ) : (
          <p className={classes.quiet}>{t('permission.missing', { ns: 'shell', permission: 'contact:history' })}</p>
        )}
      </section>
    </Drawer>
  );
}

interface OfContact {
  readonly campaignId: string;
  readonly contactId: string;
}

/** What was sent is called after its contact; of what a person wrote the row says whose it is, if anybody's. */
function contactOf(rowId: string, row: Cells | undefined, type: MessageType): OfContact | undefined {
  if (row?.campaignId && row.contactId) return { campaignId: row.campaignId, contactId: row.contactId };
  const at = rowId.indexOf('.');
  return type === 'MT' && at > 0 ? { campaignId: rowId.slice(0, at), contactId: rowId.slice(at + 1) } : undefined;
}

function Contact({ contact }: { readonly contact: OfContact | undefined }) {
  const { t } = useTranslation(['reports', 'shell']);
  const may = useMay();
  const words = useVocabulary();
  const { data, error } = useQuery({
    ...contactQuery(contact?.campaignId ?? '', contact?.contactId ?? ''),
    enabled: contact !== undefined && may('contact:read'),
  });
  if (!contact) return <p className={classes.quiet}>{t('row.noContact')}</p>;
  const state = words?.contactStates.find(({ code }) => code === data?.state);
  return (
    <section className={classes.part} aria-label={t('row.contact')}>
      <h3>{t('row.contact')}</h3>
      {!may('contact:read') && (
        <p className={classes.quiet}>{t('permission.missing', { ns: 'shell', permission: 'contact:read' })}</p>
      )}
      {may('contact:read') && !data && !error && <Skeleton height={64} />}
      {error && !data && <ProblemText error={error} />}
      {data && (
        <>
          <p className={classes.who}>
            <strong>{data.name ?? data.phone ?? t('row.nobody')}</strong>
            {data.name !== null && data.phone !== null && <span>{data.phone}</span>}
          </p>
          <p>
            {state?.label ?? data.state}
            {data.note ? <span className={classes.quiet}> – {data.note}</span> : null}
          </p>
          {data.error && <p className={classes.quiet}>{data.error.advice}</p>}
        </>
      )}
      <div className={classes.links}>
        {may('campaign:read') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="send" size={14} />}
            renderRoot={(props) => (
              <Link to="/campaigns/$campaignId" params={{ campaignId: contact.campaignId }} search={{}} {...props} />
            )}
          >
            {t('row.campaign')}
          </Button>
        )}
        {data && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="people" size={14} />}
            renderRoot={(props) => (
              <Link to="/campaigns/$campaignId/contacts/$contactId" params={{ ...contact }} search={{}} {...props} />
            )}
          >
            {t('row.history')}
          </Button>
        )}
        {may('contact:read') && data?.phone && may('personal:read') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="chat" size={14} />}
            renderRoot={(props) => <Link to="/conversations" search={{ phone: data.phone! }} {...props} />}
          >
            {t('row.conversations')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Facts({
  row,
  type,
  timeZone,
}: {
  readonly row: Cells;
  readonly type: MessageType;
  readonly timeZone: string;
}) {
  const { t } = useTranslation('reports');
  const words = useVocabulary();
  const cell = useCell(timeZone, words, true);
  const known = COLUMNS[type].filter((column) => column in row);
  return (
    <section className={classes.part} aria-label={t('row.says')}>
      <h3>{t('row.says')}</h3>
      <dl className={classes.facts}>
        {known.map((column) => (
          <div key={column}>
            <dt>{t(`columns.${column}`)}</dt>
            <dd>{cell(column, row)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Event by event, with what the log has of each a press away. */
function Story({ rowId, timeZone }: { readonly rowId: string; readonly timeZone: string }) {
  const { t } = useTranslation('reports');
  const at = useInstants(timeZone);
  const [raw, setRaw] = useState<string | null>(null);
  const story = useInfiniteQuery({
    queryKey: ['reports', 'explained', rowId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => explained(rowId, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const events = story.data?.pages.flatMap(({ items }) => items);
  if (!events) return story.error ? <ProblemText error={story.error} /> : <Skeleton height={180} />;
  return (
    <>
      <ol className={classes.story}>
        {events.map((event) => (
          <li key={event.position}>
            <p>{event.text}</p>
            <p className={classes.quiet}>
              <time dateTime={event.at}>{at(event.at)}</time> · {event.actor.name}
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-expanded={raw === event.position}
                onClick={() => setRaw(raw === event.position ? null : event.position)}
              >
                {t('row.raw')}
              </Button>
            </p>
            {raw === event.position && <Raw>{JSON.stringify(event, null, 2)}</Raw>}
          </li>
        ))}
      </ol>
      {story.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={story.isFetchingNextPage}
          onClick={() => void story.fetchNextPage()}
        >
          {t('row.more')}
        </Button>
      )}
    </>
  );
}

function Raw({ children }: { readonly children: ReactNode }) {
  return (
    <pre className={classes.raw} tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}
