import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { failedOf } from '../../parts/outcomes';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import { useFormats } from '../../words/formats';
import type { ListParts } from './list-parts';
import classes from './campaign-cards.module.css';
import { Progress, When, Which } from './cells';

/** The same list where there is no room beside each other. */
export function CampaignCards({ campaigns, senders, selected, toggle }: ListParts) {
  const { t } = useTranslation('campaigns');
  const formats = useFormats();
  return (
    <ul className={classes.cards} onKeyDown={onRowKeys}>
      {campaigns.map((campaign) => {
        const { id, name, status, milestones, contacts, allowed } = campaign;
        const figures = [
          ['sent', milestones.sent],
          ['delivered', milestones.delivered],
          ['read', milestones.read],
          ['replied', milestones.replied],
          ['failed', failedOf(campaign)],
        ] as const;
        return (
          <li key={id} className={`${table.row} ${classes.card}`}>
            <div className={classes.top}>
              {toggle && allowed.includes('pause') && status !== 'paused' && (
                <Checkbox
                  size="xs"
                  className={table.above}
                  aria-label={t('select.one', { name })}
                  checked={selected.has(id)}
                  onChange={({ currentTarget }) => toggle([id], currentTarget.checked)}
                />
              )}
              <Link
                to="/campaigns/$campaignId"
                params={{ campaignId: id }}
                search={{}}
                className={table.link}
                title={name}
                {...ROW_LINK}
              >
                {name}
              </Link>
              <CampaignStatusBadge status={status} />
            </div>
            <div className={classes.line}>
              <Which campaign={campaign} senders={senders} />
              <When campaign={campaign} />
            </div>
            <Progress campaign={campaign} />
            {contacts > 0 && (
              <dl className={classes.figures}>
                {figures.map(([figure, value]) => (
                  <div key={figure} data-bad={(figure === 'failed' && value > 0) || undefined}>
                    <dt>{t(`columns.${figure}`)}</dt>
                    <dd>{formats.compact(value)}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        );
      })}
    </ul>
  );
}
