import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SenderQualityBadge, SenderStatusBadge, SenderTier } from '../../parts/sender-state';
import type { Sender } from './queries';
import classes from './sender-strip.module.css';

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
  const { name, phone, status, quality, warnings, statusReason } = sender;
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <div className={classes.names}>
          <strong>{name}</strong>
          <span>{phone}</span>
        </div>
        {status === 'connected' ? <SenderQualityBadge quality={quality} /> : <SenderStatusBadge status={status} />}
      </div>
      <SenderTier sender={sender} />
      {status === 'paused' && statusReason !== null && <p className={classes.warning}>{statusReason}</p>}
      {warnings.map(({ code, text }) => (
        <p key={code} className={classes.warning}>
          {text}
        </p>
      ))}
    </li>
  );
}
