import { dayIn, oneOf, type Search, someOf, textIn } from '../../app/search-params';
import type { CampaignStatus } from '../../parts/campaign-status';

const STATUSES = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'canceling',
  'canceled',
  'completed',
  'failed',
] as const satisfies readonly CampaignStatus[];

const SORTS = ['createdAt', '-createdAt', 'name', '-name', 'status', '-status', 'progress', '-progress'] as const;
export type CampaignSort = (typeof SORTS)[number];

/** What the list shows: all of it stands in the address. */
export interface CampaignsSearch {
  readonly status?: CampaignStatus[];
  readonly q?: string;
  readonly sort?: CampaignSort;
  /** Days of creation, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly subaccount?: string;
}

export function campaignsSearch(search: Search): CampaignsSearch {
  const { status, q, sort, from, to, subaccount } = {
    status: someOf(STATUSES, search['status']),
    q: textIn(search['q']),
    sort: oneOf(SORTS, search['sort']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    subaccount: textIn(search['subaccount']),
  };
  return {
    ...(status && { status }),
    ...(q !== undefined && { q }),
    ...(sort && { sort }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(subaccount !== undefined && { subaccount }),
  };
}

/** Whether anything is left out of the list by choice. */
export function isFiltered({ status, q, from, to }: CampaignsSearch): boolean {
  return status !== undefined || q !== undefined || from !== undefined || to !== undefined;
}
