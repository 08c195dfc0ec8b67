import { oneOf, type Search, textIn } from '../../app/search-params';

export const TABS = ['overview', 'timeline', 'files', 'settings'] as const;
export type CampaignTab = (typeof TABS)[number];

const STEPS = ['minute', 'hour', 'day'] as const;
export type SeriesStep = (typeof STEPS)[number];

/** What of a campaign is shown. */
export interface CampaignSearch {
  readonly tab?: Exclude<CampaignTab, 'overview'>;
  readonly step?: SeriesStep;
  /** Part of the chart that is looked at, RFC 3339. */
  readonly from?: string;
  readonly to?: string;
  readonly subaccount?: string;
}

export function campaignSearch(search: Search): CampaignSearch {
  const tab = oneOf(TABS, search['tab']);
  const step = oneOf(STEPS, search['step']);
  const [from, to] = [instantIn(search['from']), instantIn(search['to'])];
  const subaccount = textIn(search['subaccount']);
  return {
    ...(tab !== undefined && tab !== 'overview' && { tab }),
    ...(step && { step }),
    ...(from !== undefined && to !== undefined && from < to && { from, to }),
    ...(subaccount !== undefined && { subaccount }),
  };
}

function instantIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}
