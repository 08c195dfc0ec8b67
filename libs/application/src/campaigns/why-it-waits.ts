import { instant, instantOrNull } from '@arauto/clock';
import type { SendingFloor, Waiting } from '@arauto/dispatch';
import type { CampaignDocument } from '@arauto/read-models/operational';
import { type Counters, countOf, waitingIn } from './show-campaign';

/**
 * Why nothing moves, whatever the status; null where something does, or nothing is to be done.
 * @param lastReportBy asks when the last report is waited for at the latest, milliseconds; null where that is not known
 */
export async function whyItWaits(
  id: string,
  campaign: CampaignDocument,
  counters: Counters,
  floor: SendingFloor,
  now: number,
  lastReportBy: () => Promise<number | null>,
): Promise<Waiting | null> {
  switch (campaign.status) {
    case 'scheduled':
      return whyNotStarted(campaign, now);
    case 'sending':
      return floor.waiting(id) ?? (await whyNotCompleted(campaign, counters, lastReportBy));
    case 'paused':
      return whyPaused(campaign);
    case 'canceling':
      return whyNotCanceled(campaign, counters);
    case 'draft':
    case 'canceled':
    case 'completed':
    case 'failed':
      return null;
  }
}

const UPLOAD_OPEN = 'A contact file is still being read.';

function whyNotStarted({ startsAt, openUploads }: CampaignDocument, now: number): Waiting {
  const until = startsAt === null ? null : instant(startsAt);
  if (startsAt !== null && startsAt > now) {
    return { code: 'time_not_reached', text: `It starts at ${instant(startsAt)}.`, until };
  }
  if (openUploads > 0) return { code: 'upload_open', text: UPLOAD_OPEN, until: null };
  const text = 'Its time has come and it has not started: no running process takes care of the schedule.';
  return { code: 'no_scheduler', text, until: null };
}

/** Nobody is left to send to, and not everybody has settled. */
async function whyNotCompleted(
  { openUploads, contacts }: CampaignDocument,
  counters: Counters,
  lastReportBy: () => Promise<number | null>,
): Promise<Waiting | null> {
  const left = contacts - countOf(counters, 'settled');
  if (openUploads > 0 || left <= 0 || waitingIn(counters) > 0) return null;
  const text = `Everybody has been sent to. Contacts whose report is waited for: ${left}.`;
  return { code: 'waiting_for_reports', text, until: instantOrNull(await lastReportBy()) };
}

const BY = { admin: 'admin', system: 'system' } as const;

function whyPaused({ pauseReasons, openUploads }: CampaignDocument): Waiting {
  const reasons = pauseReasons.map(({ by, reason }) => `${reason} (${BY[by]})`).join(', ');
  const upload = openUploads > 0 ? ` ${UPLOAD_OPEN}` : '';
  return { code: 'paused', text: `It is paused: ${reasons}.${upload}`, until: null };
}

function whyNotCanceled({ openUploads }: CampaignDocument, counters: Counters): Waiting {
  if (openUploads > 0) return { code: 'upload_open', text: UPLOAD_OPEN, until: null };
  const unsent = waitingIn(counters);
  const open = countOf(counters, 'open');
  return {
    code: 'canceling',
    text: `${unsent} contacts are still to be canceled; ${open} attempts wait for their outcome.`,
    until: null,
  };
}
