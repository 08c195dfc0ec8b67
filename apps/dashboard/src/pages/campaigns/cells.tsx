import { useTranslation } from 'react-i18next';
import { CampaignProgress } from '../../parts/campaign-progress';
import { Time } from '../../parts/time';
import { useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './cells.module.css';
import type { ListParts } from './list-parts';
import type { Campaign } from './queries';

/** Which one it is, besides its name: its number, what it is sent from, and whose it is where somebody sees several. */
export function Which({ campaign, senders }: { readonly campaign: Campaign; readonly senders: ListParts['senders'] }) {
  const { subaccounts } = useMe();
  const sender = senders.find(({ id }) => id === campaign.senderIds[0]);
  const subaccount = subaccounts.length > 1 && subaccounts.find(({ id }) => id === campaign.subaccountId);
  return (
    <span className={classes.which}>
      <span>#{campaign.number}</span>
      {sender && (
        <span title={sender.phone ?? undefined}>
          {sender.name}
          {campaign.senderIds.length > 1 && ` +${campaign.senderIds.length - 1}`}
        </span>
      )}
      {subaccount && <span>{subaccount.name}</span>}
    </span>
  );
}

/** The bar, and what it says in words. */
export function Progress({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const formats = useFormats();
  const { contacts, settled, progress, needsAttention } = campaign;
  if (contacts === 0) return <span className={classes.quiet}>{t('noContacts')}</span>;
  return (
    <div className={classes.progress}>
      <div className={classes.progressWords}>
        <strong>{formats.percent(progress)}</strong>
        <span title={formats.number(settled)}>
          {t('settledOf', { settled: formats.compact(settled), contacts: formats.compact(contacts) })}
        </span>
      </div>
      <CampaignProgress campaign={campaign} />
      {needsAttention > 0 && (
        <span className={classes.attention}>
          {t('needsAttention', { count: needsAttention, number: formats.number(needsAttention) })}
        </span>
      )}
    </div>
  );
}

/** The moment that matters now. */
export function When({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { status, startsAt, startedAt, completedAt, createdAt } = campaign;
  const [what, at] =
    status === 'scheduled' && startsAt !== null
      ? (['starts', startsAt] as const)
      : completedAt !== null
        ? (['ended', completedAt] as const)
        : startedAt !== null
          ? (['started', startedAt] as const)
          : (['created', createdAt] as const);
  return (
    <span className={classes.when}>
      <small>{t(`when.${what}`)}</small>
      <Time at={at} />
    </span>
  );
}
