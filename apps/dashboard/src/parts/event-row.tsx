import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { useFormats } from '../words/formats';
import classes from './event-row.module.css';
import { Code, Fact, Facts } from './facts';
import { Icon } from './icon';
import { Json } from './json';

interface EventRowProps {
  readonly event: components['schemas']['Event'];
  /** Where the whole list is of one stream, its name in every row says nothing. */
  readonly isOfOneStream?: boolean;
  /** It came while somebody was looking. */
  readonly isNew?: boolean;
}

/** An event of the log: a sentence, and behind it everything as it is stored. */
export function EventRow({ event, isOfOneStream = false, isNew = false }: EventRowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { type, at, actor, text, stream, position, revision, version, data, correlationId, causationId } = event;
  return (
    <li className={classes.event} data-new={isNew || undefined}>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className={classes.summary}>
          <time className={classes.when} dateTime={at} title={formats.exactTime(at)}>
            {formats.timeWithSeconds(at)}
          </time>
          <span className={classes.what}>
            {text}
            <small>
              <span className={classes.type}>{type}</span>
              <span>{actor.name}</span>
              {!isOfOneStream && <span>{stream}</span>}
            </small>
          </span>
          <span className={classes.open}>
            <Icon name="down" />
          </span>
        </summary>
        {isOpen && (
          <div className={classes.details}>
            <Facts>
              <Fact name={t('event.stream')}>
                {isOfOneStream ? (
                  <Code>{stream}</Code>
                ) : (
                  <Link to="/streams/$stream" params={{ stream }} search={{}}>
                    <Code>{stream}</Code>
                  </Link>
                )}
              </Fact>
              <Fact name={t('event.revision')}>{formats.number(revision)}</Fact>
              <Fact name={t('event.position')}>
                <Code>{position}</Code>
              </Fact>
              <Fact name={t('event.at')}>{formats.exactTime(at)}</Fact>
              <Fact name={t('event.actor')}>
                {actor.name} {actor.id !== actor.name && <Code>{actor.id}</Code>}
              </Fact>
              <Fact name={t('event.version')}>{formats.number(version)}</Fact>
              {correlationId !== null && (
                <Fact name={t('event.correlation')}>
                  <Link to="/events" search={{ correlation: correlationId }}>
                    <Code>{correlationId}</Code>
                  </Link>
                </Fact>
              )}
              {causationId !== null && (
                <Fact name={t('event.causation')}>
                  <Code>{causationId}</Code>
                </Fact>
              )}
            </Facts>
            <Json value={data} name={t('event.data')} />
          </div>
        )}
      </details>
    </li>
  );
}
