import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { useNewest } from '../../live/live';
import { CampaignProgress } from '../../parts/campaign-progress';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { useFormats } from '../../words/formats';
import { campaignQuery } from './queries';

/** One campaign, as it is now. */
export function CampaignPage() {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const { campaignId } = useParams({ from: '/shell/campaigns/$campaignId' });
  const { data, error, refetch } = useQuery(campaignQuery(campaignId));
  const newest = useNewest();
  if (!data) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  const campaign = newest(data.campaign, data.since);
  const settled = t('settled', {
    settled: formats.number(campaign.settled),
    contacts: formats.number(campaign.contacts),
  });
  return (
    <Page
      title={campaign.name}
      beside={<CampaignStatusBadge status={campaign.status} />}
      below={`${t('campaigns')} · #${campaign.number}`}
    >
      <Panel title={settled}>
        <CampaignProgress campaign={campaign} size="md" />
      </Panel>
    </Page>
  );
}
