import { laterEvent } from '../decider';
import type {
  CampaignEvent,
  CampaignFile,
  CampaignMediaUploaded,
  CampaignSettings,
  Canary,
  FrozenTemplate,
  PauseReason,
  UploadClosed,
} from './campaign.events';
import { PHONE_READING } from './phone-reading';
import type { WeightedSender } from './sticky-sender';

export const CAMPAIGN_STATUSES = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'canceling',
  'canceled',
  'completed',
  'failed',
] as const;

export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Whoever is uploaded while it is paused is not of it, whatever their key. */
export type KnownCanary = Canary & { readonly uploads: readonly string[] };

export type NoCampaign = { readonly status: 'none' };

export type KnownCampaign = {
  readonly status: CampaignStatus;
  readonly subaccountId: string;
  readonly number: number;
  readonly name: string;
  readonly settings: CampaignSettings;
  /** Those that it was given to send. */
  readonly files: readonly CampaignFile[];
  /** Files as they were left with the platform last, one for each number and file. */
  readonly media: readonly CampaignMediaUploaded['data'][];
  /** Uploads that may still add contacts. */
  readonly openUploads: readonly string[];
  readonly closedUploads: readonly string[];
  /** Uploads whose numbers were not read as they would be today. */
  readonly olderUploads: readonly string[];
  /** Σ contacts of closed uploads. */
  readonly contacts: number;
  /** Contacts among them that ended at upload: invalid or suppressed. */
  readonly unsendable: number;
  readonly startsAt: string | null;
  readonly startedAt: string | null;
  readonly template: FrozenTemplate | null;
  /** Of its numbers, in their order; null before the start, and where it has one. */
  readonly weights: readonly number[] | null;
  /** Of whom is sent to alone; null where everybody is, and once somebody has looked at what became of them. */
  readonly canary: KnownCanary | null;
  /** A set, in the order they came; sending needs it empty. */
  readonly pauseReasons: readonly PauseReason[];
  /** How often it was resumed. */
  readonly resumes: number;
  readonly failure: { readonly reason: string; readonly remedy: string } | null;
  readonly testsSent: number;
  readonly lastTestRef: string | null;
  readonly copies: readonly string[];
  readonly note: string | null;
};

export type Campaign = NoCampaign | KnownCampaign;

export const noCampaign: NoCampaign = { status: 'none' };

/** Of rows uploaded again, those accepted are one less (or had been removed, and never were one), those suppressed no more. */
function unsendableAfter(
  { unsendable }: KnownCampaign,
  { invalid, suppressed, again = 0 }: UploadClosed['data'],
): number {
  return Math.max(0, unsendable + invalid + suppressed - again);
}

/** The reason of a campaign that has sent to its canary and waits for somebody to look. */
export const CANARY_SENT = 'canary_sent';

/** Whether a reason, once it is taken away, ends the canary. */
export function isOfCanary({ by, reason }: PauseReason): boolean {
  return by === 'system' && reason === CANARY_SENT;
}

/** The numbers that it is sent from, each with its share: equal ones before the start. */
export function sendersOf({
  settings,
  weights,
}: Pick<KnownCampaign, 'settings' | 'weights'>): readonly WeightedSender[] {
  return settings.senderIds.map((senderId, n) => ({ senderId, weight: weights?.[n] ?? 1 }));
}

/** Folds one event. Total: never validates, never throws. */
export function evolveCampaign(campaign: Campaign, event: CampaignEvent): Campaign {
  if (event.type === 'CampaignCreated') {
    const { subaccountId, number, name, settings, file } = event.data;
    return {
      status: 'draft',
      subaccountId,
      number,
      name,
      settings,
      files: file ? [file] : [],
      media: [],
      openUploads: [],
      closedUploads: [],
      olderUploads: [],
      contacts: 0,
      unsendable: 0,
      startsAt: null,
      startedAt: null,
      template: null,
      weights: null,
      canary: null,
      resumes: 0,
      pauseReasons: [],
      failure: null,
      testsSent: 0,
      lastTestRef: null,
      copies: [],
      note: null,
    };
  }
  if (campaign.status === 'none') return campaign;
  switch (event.type) {
    case 'CampaignEdited':
      return {
        ...campaign,
        name: event.data.name ?? campaign.name,
        settings: { ...campaign.settings, ...event.data.settings },
      };
    case 'CampaignFileReceived':
      return { ...campaign, files: [...campaign.files, event.data] };
    case 'CampaignMediaUploaded': {
      const { fileId, senderId } = event.data;
      const others = campaign.media.filter((each) => each.fileId !== fileId || each.senderId !== senderId);
      return { ...campaign, media: [...others, event.data] };
    }
    case 'UploadOpened': {
      const { uploadId, phoneReading = 1 } = event.data;
      return {
        ...campaign,
        openUploads: [...campaign.openUploads, uploadId],
        olderUploads: phoneReading === PHONE_READING ? campaign.olderUploads : [...campaign.olderUploads, uploadId],
      };
    }
    case 'UploadClosed':
      return {
        ...campaign,
        openUploads: campaign.openUploads.filter((id) => id !== event.data.uploadId),
        closedUploads: [...campaign.closedUploads, event.data.uploadId],
        contacts: campaign.contacts + event.data.contacts,
        unsendable: unsendableAfter(campaign, event.data),
      };
    case 'CampaignScheduled':
      return { ...campaign, status: 'scheduled', startsAt: event.data.at };
    case 'CampaignUnscheduled':
      return { ...campaign, status: 'draft', startsAt: null };
    case 'CampaignStarted':
      return {
        ...campaign,
        status: 'sending',
        settings: event.data.settings,
        template: event.data.template,
        canary: event.data.canary ? { ...event.data.canary, uploads: campaign.closedUploads } : null,
        weights: event.data.weights ?? null,
        startedAt: event.data.startedAt,
      };
    case 'CampaignPaused':
      return { ...campaign, status: 'paused', pauseReasons: event.data.reasons };
    case 'CampaignResumed': {
      const { reasons: pauseReasons, removed } = event.data;
      const canary = removed.some(isOfCanary) ? null : campaign.canary;
      const status = pauseReasons.length === 0 ? 'sending' : 'paused';
      return { ...campaign, canary, pauseReasons, status, resumes: campaign.resumes + 1 };
    }
    case 'CampaignCancelRequested':
      return { ...campaign, status: 'canceling', pauseReasons: [], startsAt: null };
    case 'CampaignCanceled':
      return { ...campaign, status: 'canceled' };
    case 'CampaignCompleted':
      return { ...campaign, status: 'completed', pauseReasons: [] };
    case 'CampaignFailed':
      return { ...campaign, status: 'failed', failure: event.data, startsAt: null, pauseReasons: [] };
    case 'CampaignNoted':
      return { ...campaign, note: event.data.note };
    case 'CampaignDuplicated':
      return { ...campaign, copies: [...campaign.copies, event.data.copyId] };
    case 'TestMessageRequested':
      return { ...campaign, testsSent: event.data.n, lastTestRef: event.data.ref };
    default:
      return laterEvent(event, campaign);
  }
}
