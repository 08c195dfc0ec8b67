import { Checkbox, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { Figure } from '../../parts/figure';
import { Icon } from '../../parts/icon';
import { failedOf } from '../../parts/outcomes';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import type { ListParts } from './list-parts';
import classes from './campaign-table.module.css';
import { Progress, When, Which } from './cells';
import type { CampaignSort, CampaignsSearch } from './search';

/** The list where there is room for figures beside each other. */
export function CampaignTable({ campaigns, senders, search, selected, toggle }: ListParts) {
  const { t } = useTranslation('campaigns');
  const pausable = campaigns.filter(({ allowed, status }) => allowed.includes('pause') && status !== 'paused');
  const all = pausable.length > 0 && pausable.every(({ id }) => selected.has(id));
  const some = pausable.some(({ id }) => selected.has(id));
  return (
    <div className={table.scroll}>
      <table className={table.table} onKeyDown={onRowKeys}>
        <thead>
          <tr>
            {toggle && (
              <th className={classes.check}>
                <Checkbox
                  size="xs"
                  aria-label={t('select.all')}
                  checked={all}
                  indeterminate={some && !all}
                  disabled={pausable.length === 0}
                  onChange={() =>
                    toggle(
                      pausable.map(({ id }) => id),
                      !all,
                    )
                  }
                />
              </th>
            )}
            <Heading search={search} sort="name">
              {t('columns.campaign')}
            </Heading>
            <Heading search={search} sort="status">
              {t('columns.status')}
            </Heading>
            <Heading search={search} sort="progress">
              {t('columns.progress')}
            </Heading>
            <Number name="sent" />
            <Number name="delivered" />
            <Number name="read" />
            <Number name="replied" />
            <Number name="failed" />
            <Heading search={search} sort="createdAt">
              {t('columns.when')}
            </Heading>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => {
            const { id, name, status, milestones, contacts } = campaign;
            return (
              <tr key={id} className={table.row} data-selected={selected.has(id) || undefined}>
                {toggle && (
                  <td className={classes.check}>
                    {pausable.includes(campaign) && (
                      <Checkbox
                        size="xs"
                        className={table.above}
                        aria-label={t('select.one', { name })}
                        checked={selected.has(id)}
                        onChange={({ currentTarget }) => toggle([id], currentTarget.checked)}
                      />
                    )}
                  </td>
                )}
                <td className={classes.name}>
                  <Link
                    to="/campaigns/$campaignId"
                    params={{ campaignId: id }}
                    search={{}}
                    className={table.link}
                    {...ROW_LINK}
                  >
                    {name}
                  </Link>
                  <Which campaign={campaign} senders={senders} />
                </td>
                <td>
                  <CampaignStatusBadge status={status} />
                </td>
                <td>
                  <Progress campaign={campaign} />
                </td>
                <td className={table.number}>
                  <Figure value={milestones.sent} of={contacts} />
                </td>
                <td className={table.number}>
                  <Figure value={milestones.delivered} of={milestones.sent} />
                </td>
                <td className={table.number}>
                  <Figure value={milestones.read} of={milestones.delivered} />
                </td>
                <td className={table.number}>
                  <Figure value={milestones.replied} of={milestones.delivered} />
                </td>
                <td className={table.number}>
                  <Figure value={failedOf(campaign)} of={contacts} tone="bad" />
                </td>
                <td className={classes.when}>
                  <When campaign={campaign} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Pressed, it sorts; pressed again, the other way round. */
function Heading(props: {
  readonly search: CampaignsSearch;
  readonly sort: 'name' | 'status' | 'progress' | 'createdAt';
  readonly children: ReactNode;
}) {
  const { search, sort, children } = props;
  const now = search.sort ?? '-createdAt';
  const isUp = now === sort;
  const isDown = now === `-${sort}`;
  const first: CampaignSort = sort === 'name' || sort === 'status' ? sort : `-${sort}`;
  const next: CampaignSort = isUp ? `-${sort}` : isDown ? sort : first;
  const { sort: _, ...others } = search;
  return (
    <th aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <Link
        to="/campaigns"
        search={next === '-createdAt' ? others : { ...others, sort: next }}
        className={classes.heading}
        data-sort={isUp ? 'up' : isDown ? 'down' : undefined}
        resetScroll={false}
      >
        {children}
        <Icon name="down" size={13} />
      </Link>
    </th>
  );
}

/** What a figure counts, and of what the share below it is, is said to whoever asks. */
function Number({ name }: { readonly name: 'sent' | 'delivered' | 'read' | 'replied' | 'failed' }) {
  const { t } = useTranslation('campaigns');
  return (
    <th className={table.number}>
      <Tooltip label={t(`columns.${name}Tip`)} multiline maw={260}>
        <span tabIndex={0} className={classes.tip}>
          {t(`columns.${name}`)}
        </span>
      </Tooltip>
    </th>
  );
}
