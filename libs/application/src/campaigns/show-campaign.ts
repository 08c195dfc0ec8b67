import { instant, instantOrNull } from '@arauto/clock';
import {
  allowedActions,
  CONTACT_STATES,
  type ContactState,
  FAILED_STATES,
  type Milestone,
  MILESTONES,
  pauseOf,
  WAITING_STATES,
} from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import {
  type CampaignDocument,
  type campaignCountersView,
  milestoneCounter,
  stateCounter,
} from '@arauto/read-models/operational';
import type { CampaignBody } from './campaign.body';

/** The counters of a campaign without contacts have no document yet. */
export type Counters = Document<typeof campaignCountersView> | undefined;

export function showCampaign(id: string, campaign: CampaignDocument, counters: Counters): CampaignBody {
  const contacts = countOf(counters, 'contacts');
  const settled = countOf(counters, 'settled');
  const { number, name, note, subaccountId, senderIds, status, createdBy, sourceCampaignId, revision } = campaign;
  return {
    id,
    number,
    name,
    note,
    subaccountId,
    senderIds,
    status,
    ...reasonOf(campaign),
    allowed: allowedActions(status),
    contacts,
    settled,
    progress: contacts === 0 ? 0 : settled / contacts,
    needsAttention: countOf(counters, 'needsAttention'),
    counters: Object.fromEntries(
      CONTACT_STATES.map((state) => [state, countOf(counters, stateCounter(state))]),
    ) as Record<ContactState, number>,
    milestones: {
      ...(Object.fromEntries(
        MILESTONES.map((milestone) => [milestone, countOf(counters, milestoneCounter(milestone))]),
      ) as Record<Milestone, number>),
      replied: countOf(counters, 'replied'),
    },
    createdAt: instant(campaign.createdAt),
    createdBy,
    startsAt: instantOrNull(campaign.startsAt),
    startedAt: instantOrNull(campaign.startedAt),
    completedAt: instantOrNull(campaign.completedAt),
    sourceCampaignId,
    revision,
  };
}

export function countOf(counters: Counters, field: keyof NonNullable<Counters>): number {
  return counters?.[field] ?? 0;
}

/** Contacts in any of some states. */
export function countIn(counters: Counters, states: Iterable<ContactState>): number {
  return [...states].reduce((sum, state) => sum + countOf(counters, stateCounter(state)), 0);
}

/** Contacts that are neither sent to nor ended. */
export function waitingIn(counters: Counters): number {
  return countIn(counters, WAITING_STATES);
}

/** Contacts that were not reached. */
export function failuresIn(counters: Counters): number {
  return countIn(counters, FAILED_STATES);
}

function reasonOf({ status, pauseReasons, failure }: CampaignDocument): Pick<CampaignBody, 'statusReason' | 'remedy'> {
  if (status === 'failed' && failure) return { statusReason: failure.reason, remedy: failure.remedy };
  if (status !== 'paused') return { statusReason: null, remedy: null };
  const { reason, remedy } = pauseOf(pauseReasons);
  return { statusReason: reason, remedy };
}
