import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { CampaignProgress } from '../../parts/campaign-progress';
import { Icon } from '../../parts/icon';
import { failedOf, leftOutOf } from '../../parts/outcomes';
import { Time } from '../../parts/time';
import { useFormats } from '../../words/formats';
import classes from './headline.module.css';
import { isReasonCode } from './reason-code';

/** What somebody wants to know first: how far it is, whether anything keeps it, and what to do about that. */
export function Headline({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const { contacts, settled, progress, counters, needsAttention } = campaign;
  const legend = [
    ['read', counters.read, 'read'],
    ['delivered', counters.delivered, 'good'],
    ['underWay', counters.sent + counters.in_progress, 'busy'],
    ['failed', failedOf(campaign), 'bad'],
    ['leftOut', leftOutOf(campaign), 'out'],
    ['toCome', counters.initial + counters.retry_scheduled, 'none'],
  ] as const;
  return (
    <section className={classes.headline} aria-label={t('progress.title')}>
      <div className={classes.words}>
        <p className={classes.percent}>
          <strong>{formats.percent(progress)}</strong>
          <span>
            {contacts === 0
              ? t('progress.noContacts')
              : t('progress.settled', { settled: formats.number(settled), contacts: formats.number(contacts) })}
          </span>
        </p>
        <Moment campaign={campaign} />
      </div>
      <CampaignProgress campaign={campaign} size="md" />
      <ul className={classes.legend}>
        {legend
          .filter(([, value]) => value > 0)
          .map(([name, value, fill]) => (
            <li key={name}>
              <span className={classes.swatch} data-fill={fill} aria-hidden="true" />
              {t(`progress.${name}`)} <strong>{formats.number(value)}</strong>
            </li>
          ))}
      </ul>
      <Why campaign={campaign} />
      {needsAttention > 0 && (
        <Note tone="orange">
          {t('needsAttention', { count: needsAttention, number: formats.number(needsAttention) })}
        </Note>
      )}
    </section>
  );
}

function Moment({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const { status, startsAt, startedAt, completedAt } = campaign;
  return (
    <p className={classes.moment}>
      {status === 'scheduled' && startsAt !== null && (
        <span>
          {t('moment.starts')} <Time at={startsAt} />
        </span>
      )}
      {startedAt !== null && (
        <span>
          {t('moment.started')} <Time at={startedAt} />
        </span>
      )}
      {completedAt !== null && (
        <span>
          {t('moment.ended')} <Time at={completedAt} />
        </span>
      )}
    </p>
  );
}

/** Why nothing moves, in words, and what mends it. */
function Why({ campaign: { waiting, statusReason, remedy, status } }: { readonly campaign: CampaignDetails }) {
  const { t, i18n } = useTranslation('campaign');
  const known = waiting && i18n.exists(`waiting.${waiting.code}`, { ns: 'campaign' });
  if (!waiting && statusReason === null) return null;
  return (
    <Note tone={status === 'failed' ? 'red' : status === 'scheduled' ? 'blue' : 'orange'}>
      {waiting && (
        <span>
          <strong>{known ? t(`waiting.${waiting.code}` as 'waiting.paused') : waiting.text}</strong>
          {waiting.until !== null && waiting.code !== 'time_not_reached' && (
            <>
              {' '}
              {t('waiting.until')} <Time at={waiting.until} />
            </>
          )}
        </span>
      )}
      {statusReason !== null && !isReasonCode(statusReason) && <span>{statusReason}</span>}
      {remedy !== null && <span>{remedy}</span>}
    </Note>
  );
}

function Note({ tone, children }: { readonly tone: 'orange' | 'red' | 'blue'; readonly children: ReactNode }) {
  return (
    <div className={classes.note} data-tone={tone}>
      <Icon name={tone === 'blue' ? 'clock' : 'alert'} />
      <div className={classes.noteText}>{children}</div>
    </div>
  );
}
