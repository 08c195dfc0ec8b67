import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { Badge } from './badge';
import type { IconName } from './icon';
import type { Tone } from './tone';

export type CampaignStatus = components['schemas']['Campaign']['status'];

/** In the order in which a campaign may come to them. */
export const CAMPAIGN_STATUSES = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'completed',
  'canceling',
  'canceled',
  'failed',
] as const satisfies readonly CampaignStatus[];

export const STATUS_LOOKS: Readonly<Record<CampaignStatus, readonly [Tone, IconName]>> = {
  draft: ['grey', 'pencil'],
  scheduled: ['blue', 'clock'],
  sending: ['amber', 'send'],
  paused: ['orange', 'pause'],
  canceling: ['grey', 'stop'],
  canceled: ['grey', 'cross'],
  completed: ['green', 'check'],
  failed: ['red', 'alert'],
};

export function CampaignStatusBadge({ status }: { readonly status: CampaignStatus }) {
  const { t } = useTranslation();
  const [tone, icon] = STATUS_LOOKS[status];
  return (
    <Badge tone={tone} icon={icon} moves={status === 'sending'}>
      {t(`status.${status}`)}
    </Badge>
  );
}
