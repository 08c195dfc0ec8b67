import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../parts/badge';
import { Segments } from '../../parts/segments';
import { Time } from '../../parts/time';
import type { Tone } from '../../parts/tone';
import { useFormats } from '../../words/formats';
import type { Sender } from './queries';
import classes from './sender-strip.module.css';

const QUALITIES: Readonly<Record<string, Tone>> = { GREEN: 'green', YELLOW: 'amber', RED: 'red' };
/** From here on the next campaign of any size will wait. */
const NEARLY_FULL = 0.8;

/** Each number, and how much of what it may send in 24 hours is used: what keeps a campaign waiting is seen before it is started. */
export function SenderStrip({ senders }: { readonly senders: readonly Sender[] | undefined }) {
  const { t } = useTranslation('campaigns');
  if (!senders) {
    return (
      <div className={classes.strip} aria-hidden="true">
        <Skeleton height={92} className={classes.card} />
      </div>
    );
  }
  if (senders.length === 0) return null;
  return (
    <ul className={classes.strip} aria-label={t('senders.title')}>
      {senders.map((sender) => (
        <SenderCard key={sender.id} sender={sender} />
      ))}
    </ul>
  );
}

function SenderCard({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('campaigns');
  const { name, phone, status, quality, warnings, statusReason } = sender;
  const known = quality === null ? undefined : QUALITIES[quality.toUpperCase()];
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <div className={classes.names}>
          <strong>{name}</strong>
          <span>{phone}</span>
        </div>
        {status === 'paused' ? (
          <Badge tone="orange" icon="pause">
            {t('senders.paused')}
          </Badge>
        ) : status === 'registered' ? (
          <Badge tone="grey" icon="clock">
            {t('senders.registered')}
          </Badge>
        ) : (
          known && (
            <Badge tone={known} icon={known === 'green' ? 'check' : 'alert'}>
              {t(`senders.quality.${known as 'green' | 'amber' | 'red'}`)}
            </Badge>
          )
        )}
      </div>
      <Tier sender={sender} />
      {status === 'paused' && statusReason !== null && <p className={classes.warning}>{statusReason}</p>}
      {warnings.map(({ code, text }) => (
        <p key={code} className={classes.warning}>
          {text}
        </p>
      ))}
    </li>
  );
}

function Tier({ sender: { tier, tierUsed, tierFreesAt } }: { readonly sender: Sender }) {
  const { t } = useTranslation('campaigns');
  const formats = useFormats();
  if (tier === null || tierUsed === null) {
    return (
      <p className={classes.tier}>
        {tier === null ? t('senders.noLimit') : t('senders.limit', { tier: formats.number(tier) })}
      </p>
    );
  }
  const share = tier === 0 ? 1 : Math.min(1, tierUsed / tier);
  const label = t('senders.used', { used: formats.number(tierUsed), tier: formats.number(tier) });
  const fill = share >= 1 || tierFreesAt !== null ? 'bad' : share >= NEARLY_FULL ? 'busy' : 'accent';
  return (
    <>
      <p className={classes.tier}>
        <span>{label}</span>
        {tierFreesAt !== null && (
          <span className={classes.full}>
            {t('senders.frees')} <Time at={tierFreesAt} />
          </span>
        )}
      </p>
      <Segments total={1} segments={[{ value: share, fill }]} label={label} done={share} />
    </>
  );
}
