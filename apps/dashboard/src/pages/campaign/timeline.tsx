import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CampaignStatusBadge, CAMPAIGN_STATUSES } from '../../parts/campaign-status';
import { ProblemNotice } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Time } from '../../parts/time';
import { timelineQuery } from './queries';
import classes from './timeline.module.css';

/** What happened to the campaign, the newest first: when, who, why, and what mends it. */
export function Timeline({ campaignId }: { readonly campaignId: string }) {
  const { t, i18n } = useTranslation('campaign');
  const { data, error, refetch } = useQuery(timelineQuery(campaignId));
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return (
    <Panel title={t('timeline.title')}>
      {!data && <Skeleton height={240} />}
      <ol className={classes.timeline}>
        {data?.map(({ position, type, at, actor, text, status, reason, remedy }) => {
          const known = i18n.exists(`events.${type}`, { ns: 'campaign' });
          const shown = CAMPAIGN_STATUSES.find((each) => each === status);
          return (
            <li key={position}>
              <div className={classes.what}>
                <strong title={text}>{known ? t(`events.${type}` as 'events.CampaignCreated') : text}</strong>
                {shown && <CampaignStatusBadge status={shown} />}
              </div>
              <p className={classes.when}>
                <Time at={at} /> · {actor.name}
              </p>
              {reason !== null && <p>{reason}</p>}
              {remedy !== null && <p className={classes.remedy}>{remedy}</p>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
