import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { ActionButton } from '../../parts/action-button';
import { Confirm } from '../../parts/confirm';
import { Icon } from '../../parts/icon';
import { toast } from '../../parts/toast';
import type { Permission } from '../../session/me';
import { assume, type Contact, remove } from './queries';

type Action = 'delivered' | 'not_sent' | 'remove';

const NEEDS: Readonly<Record<Action, Permission>> = {
  delivered: 'contact:assume',
  not_sent: 'contact:assume',
  remove: 'contact:remove',
};

/** What can be done with one contact now: to decide what became of it, or to take it out before it is sent to. */
export function Actions({ campaign, contact }: { readonly campaign: CampaignDetails; readonly contact: Contact }) {
  const { t } = useTranslation('contact');
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Action | null>(null);
  const isWaiting = contact.state === 'initial' || contact.state === 'retry_scheduled';
  const actions: readonly Action[] = contact.needsAttention
    ? ['delivered', 'not_sent']
    : isWaiting && campaign.allowed.includes('remove_contact')
      ? ['remove']
      : [];
  const act = async (action: Action) => {
    if (action === 'remove') await remove(campaign.id, contact.id);
    else await assume(campaign.id, contact.id, action);
    toast.done(t(`actions.${action}.done`));
    await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
  };
  const confirm = async (action: Action) => {
    if (action === 'remove') return act(action);
    toast.held(t(`actions.${action}.held`), {
      message: t('actions.heldText'),
      undo: t('actions.undo'),
      act: () => act(action),
      failed: t('actions.failed'),
    });
  };
  return (
    <>
      {actions.map((action) => (
        <ActionButton
          key={action}
          permission={NEEDS[action]}
          variant="default"
          leftSection={<Icon name={action === 'remove' ? 'trash' : action === 'delivered' ? 'checkAll' : 'cross'} />}
          onClick={() => setAsked(action)}
        >
          {t(`actions.${action}.button`)}
        </ActionButton>
      ))}
      {asked && (
        <Confirm
          title={t(`actions.${asked}.title`)}
          button={t(`actions.${asked}.confirm`)}
          isFinal={asked === 'remove'}
          confirm={() => confirm(asked)}
          close={() => setAsked(null)}
        >
          <p>{t(`actions.${asked}.what`)}</p>
        </Confirm>
      )}
    </>
  );
}
