import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CAMPAIGN_STATUSES, STATUS_LOOKS } from '../../parts/campaign-status';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Time } from '../../parts/time';
import { timelineQuery, type TimelineItem } from './queries';
import { isReasonCode } from './reason-code';
import classes from './timeline.module.css';

/** Of these the name says too little: what was edited, what became of a file, when it is to start. */
const TOLD: readonly string[] = ['CampaignEdited', 'UploadClosed', 'CampaignScheduled', 'CampaignCompleted'];

/** What happened to the campaign, the newest first: when, who, why, and what mends it. */
export function Timeline({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation('campaign');
  const { data, error, refetch } = useQuery(timelineQuery(campaignId));
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return (
    <Panel title={t('timeline.title')}>
      {!data && <Skeleton height={240} />}
      <ol className={classes.timeline}>
        {data?.map((item) => (
          <Happened key={item.position} item={item} />
        ))}
      </ol>
    </Panel>
  );
}

function Happened({ item }: { readonly item: TimelineItem }) {
  const { t, i18n } = useTranslation('campaign');
  const { type, at, actor, text, status, reason, remedy } = item;
  const came = CAMPAIGN_STATUSES.find((each) => each === status);
  const [tone, icon] = came ? STATUS_LOOKS[came] : [];
  // One reason of several was taken away: it goes on waiting, which its name does not say.
  const isPausedStill = type === 'CampaignResumed' && came === 'paused';
  const name =
    i18n.exists(`events.${type}`, { ns: 'campaign' }) && !isPausedStill
      ? t(`events.${type}` as 'events.CampaignCreated')
      : text;
  return (
    <li>
      <span className={classes.mark} data-tone={tone} aria-hidden="true">
        {icon && <Icon name={icon} size={12} />}
      </span>
      <strong className={classes.what} title={text}>
        {name}
      </strong>
      <p className={classes.when}>
        <Time at={at} /> · {actor.name}
      </p>
      {TOLD.includes(type) && <p>{text}</p>}
      {reason !== null && !isReasonCode(reason) && <p>{reason}</p>}
      {remedy !== null && <p className={classes.remedy}>{remedy}</p>}
    </li>
  );
}
