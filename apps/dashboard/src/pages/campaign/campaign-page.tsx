import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { useCampaign } from '../../live/one-campaign';
import { BackLink } from '../../parts/back-link';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { TabBar, tabLook } from '../../parts/tab-bar';
import { useMay, useMe } from '../../session/me';
import { Actions } from './actions';
import { CampaignNote } from './campaign-note';
import classes from './campaign-page.module.css';
import { Files } from './files';
import { Headline } from './headline';
import { Overview } from './overview';
import { type CampaignTab, TABS } from './search';
import { Settings } from './settings';
import { Timeline } from './timeline';

/** One campaign, as it is now: what state it is in and why, what can be done, and what became of whom. */
export function CampaignPage() {
  const { t } = useTranslation('campaign');
  const may = useMay();
  const { subaccounts } = useMe();
  const { campaignId } = useParams({ from: '/shell/campaigns/$campaignId' });
  const search = useSearch({ from: '/shell/campaigns/$campaignId' });
  const { campaign, error, refetch } = useCampaign(campaignId);
  if (!campaign) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  const ofSubaccount = search.subaccount === undefined ? {} : { subaccount: search.subaccount };
  const tab = search.tab ?? 'overview';
  const tabs = TABS.filter(
    (each) => (each !== 'timeline' || may('campaign:timeline')) && (each !== 'files' || may('contact:read')),
  );
  const subaccount = subaccounts.length > 1 && subaccounts.find(({ id }) => id === campaign.subaccountId);
  return (
    <Page
      title={campaign.name}
      above={
        <BackLink>
          <Link to="/campaigns" search={ofSubaccount}>
            <Icon name="back" size={14} />
            {t('campaigns')}
          </Link>
        </BackLink>
      }
      beside={<CampaignStatusBadge status={campaign.status} />}
      below={
        <span className={classes.facts}>
          <span>#{campaign.number}</span>
          {subaccount && <span>{subaccount.name}</span>}
          <span>{t('by', { name: campaign.createdBy })}</span>
        </span>
      }
      actions={<Actions campaign={campaign} />}
    >
      <CampaignNote campaign={campaign} />
      <Headline campaign={campaign} />
      <div className={classes.tabs}>
        <TabBar label={t('tabs.title')} now={tab}>
          {tabs.map((each) => (
            <Link
              key={each}
              to="/campaigns/$campaignId"
              params={{ campaignId }}
              search={{
                ...ofSubaccount,
                ...(each !== 'overview' && { tab: each }),
              }}
              resetScroll={false}
              {...tabLook(each === tab)}
            >
              {t(`tabs.${each}`)}
            </Link>
          ))}
          {may('contact:read') && (
            <Link
              to="/campaigns/$campaignId/contacts"
              params={{ campaignId }}
              search={ofSubaccount}
              {...tabLook(false)}
            >
              {t('tabs.contacts')}
            </Link>
          )}
        </TabBar>
      </div>
      <Shown tab={tabs.includes(tab) ? tab : 'overview'} campaign={campaign} search={search} />
    </Page>
  );
}

function Shown(props: { readonly tab: CampaignTab } & Parameters<typeof Overview>[0]) {
  const { tab, campaign, search } = props;
  switch (tab) {
    case 'overview':
      return <Overview campaign={campaign} search={search} />;
    case 'timeline':
      return <Timeline campaignId={campaign.id} />;
    case 'files':
      return <Files campaignId={campaign.id} />;
    case 'settings':
      return <Settings campaign={campaign} />;
  }
}
