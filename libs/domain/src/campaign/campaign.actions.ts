import type { CampaignStatus } from './campaign.state';

/** What people may do with a campaign, in the words of the API. */
export const CAMPAIGN_ACTIONS = [
  'edit',
  'upload',
  'remove_contact',
  'schedule',
  'unschedule',
  'start',
  'pause',
  'resume',
  'test',
  'cancel',
  'duplicate',
  'retry_failed',
  'report',
] as const;

export type CampaignAction = (typeof CAMPAIGN_ACTIONS)[number];

/** The table of the domain, and the one place it is written down. A status not named here allows nothing. */
const ALLOWED: Readonly<Record<CampaignStatus, readonly CampaignAction[]>> = {
  draft: ['edit', 'upload', 'remove_contact', 'schedule', 'start', 'test', 'cancel', 'duplicate'],
  scheduled: ['edit', 'upload', 'remove_contact', 'schedule', 'unschedule', 'start', 'test', 'cancel', 'duplicate'],
  sending: ['pause', 'cancel', 'duplicate'],
  paused: ['resume', 'pause', 'cancel', 'upload', 'remove_contact', 'edit', 'duplicate'],
  canceling: ['report', 'duplicate'],
  canceled: ['report', 'duplicate'],
  completed: ['report', 'duplicate', 'retry_failed'],
  failed: ['report', 'duplicate'],
};

export function allowedActions(status: CampaignStatus): readonly CampaignAction[] {
  return ALLOWED[status];
}
