import { Radio } from '@mantine/core';
import '@mantine/core/styles/Radio.css';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { ActionButton } from '../../parts/action-button';
import { Confirm } from '../../parts/confirm';
import { Icon } from '../../parts/icon';
import { failedOf } from '../../parts/outcomes';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import classes from './retry-others.module.css';
import { retry, type RetryOf } from './queries';

/** Whom a campaign did not reach, in a draft of their own: it is looked at, and started, like any other. */
export function RetryOthers({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const [chosen, setChosen] = useState<RetryOf | null>(null);
  const { counters } = campaign;
  const counts: Readonly<Record<RetryOf, number>> = {
    failed: failedOf(campaign),
    unsent: counters.initial + counters.retry_scheduled + counters.canceled_by_admin,
    unread: counters.sent + counters.delivered,
  };
  const some = (['failed', 'unsent', 'unread'] as const).filter((which) => counts[which] > 0);
  const which = chosen ?? some[0];
  if (!which) return null;
  const make = async () => {
    const { id } = await retry(campaign.id, which);
    toast.done(t('retry.done'));
    await queries.invalidateQueries({ queryKey: ['campaigns'] });
    await navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId: id }, search: { step: 'audience' } });
  };
  return (
    <>
      <ActionButton
        permission="campaign:duplicate"
        variant="default"
        leftSection={<Icon name="retry" />}
        onClick={() => setAsks(true)}
      >
        {t('retry.button')}
      </ActionButton>
      {asks && (
        <Confirm title={t('retry.title')} button={t('retry.confirm')} confirm={make} close={() => setAsks(false)}>
          <p>{t('retry.what')}</p>
          <Radio.Group value={which} onChange={(value) => setChosen(value as RetryOf)} aria-label={t('retry.title')}>
            <div className={classes.choices}>
              {some.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`retry.${one}`, { count: counts[one], number: formats.number(counts[one]) })}
                />
              ))}
            </div>
          </Radio.Group>
        </Confirm>
      )}
    </>
  );
}
