import type { CampaignStatus } from './campaign.state';

/** What people may do with a campaign, in the words of the API. */
export type CampaignAction =
  | 'edit'
  | 'upload'
  | 'remove_contact'
  | 'schedule'
  | 'unschedule'
  | 'start'
  | 'pause'
  | 'resume'
  | 'test'
  | 'cancel'
  | 'duplicate'
  | 'retry_failed';

/** The table of the domain, and the one place it is written down. */
const ALLOWED: Readonly<Record<CampaignStatus, readonly CampaignAction[]>> = {
  draft: ['edit', 'upload', 'remove_contact', 'schedule', 'start', 'test', 'cancel', 'duplicate'],
  scheduled: ['edit', 'upload', 'remove_contact', 'schedule', 'unschedule', 'start', 'test', 'cancel', 'duplicate'],
  sending: ['pause', 'cancel', 'duplicate'],
  paused: ['resume', 'pause', 'cancel', 'upload', 'remove_contact', 'edit', 'duplicate'],
  canceling: ['duplicate'],
  canceled: ['duplicate'],
  completed: ['duplicate', 'retry_failed'],
  failed: ['duplicate'],
};

export function allowedActions(status: CampaignStatus): readonly CampaignAction[] {
  return ALLOWED[status];
}
