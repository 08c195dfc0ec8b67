import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { SenderQualityBadge, SenderStatusBadge, SenderTier } from '../../parts/sender-state';
import { useSubaccountName } from '../../parts/subaccount-select';
import classes from './choices.module.css';
import { sendersQuery } from './queries';

interface SenderStepProps {
  /** Whose numbers there are to choose from. */
  readonly subaccount: string | undefined;
  readonly chosen: string | undefined;
  readonly choose: (senderId: string) => void;
}

/** The number that it is sent from: what it may send in a day is seen before it is chosen. */
export function SenderStep({ subaccount, chosen, choose }: SenderStepProps) {
  const { t } = useTranslation('new-campaign');
  const navigate = useNavigate();
  const nameOf = useSubaccountName();
  const { data, error, refetch } = useQuery(sendersQuery(subaccount));
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={140} />;
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon="phone"
        title={t('sender.none')}
        action={
          <ActionButton
            permission="sender:write"
            leftSection={<Icon name="plus" />}
            onClick={() => void navigate({ to: '/senders/new', search: {} })}
          >
            {t('sender.add')}
          </ActionButton>
        }
      >
        {t('sender.noneText')}
      </EmptyState>
    );
  }
  return (
    <fieldset className={classes.choices} aria-label={t('sender.title')}>
      {data.items.map((sender) => (
        <label key={sender.id} className={classes.choice}>
          <input
            type="radio"
            name="sender"
            value={sender.id}
            checked={sender.id === chosen}
            onChange={() => choose(sender.id)}
          />
          <span className={classes.words}>
            <strong>{sender.name}</strong>
            <span className={classes.quiet}>
              {[sender.phone, nameOf(sender.subaccountId)].filter(Boolean).join(' · ')}
            </span>
            <span className={classes.badges}>
              <SenderStatusBadge status={sender.status} />
              <SenderQualityBadge quality={sender.quality} />
            </span>
            <SenderTier sender={sender} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
