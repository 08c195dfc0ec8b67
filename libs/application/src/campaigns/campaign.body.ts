import { CAMPAIGN_STATUSES, type CampaignSettings, CONTACT_STATES, INBOUND_TYPES, MILESTONES } from '@arauto/domain';
import { eventProperties } from '../events/event.body';
import {
  each,
  fraction,
  list,
  named,
  object,
  oneOf,
  opaque,
  orNull,
  type Shape,
  type Shown,
  sentence,
  text,
  time,
  whole,
} from '../fields/shapes';

/** Settled ÷ contacts; 0 while there are none. */
const progress: Shape<number> = { schema: { type: 'number', minimum: 0, maximum: 1 } };

const campaign = {
  id: text,
  number: whole,
  name: text,
  /** What people want each other to know of it. */
  note: orNull(text),
  subaccountId: text,
  senderIds: list(text),
  status: oneOf(CAMPAIGN_STATUSES),
  statusReason: orNull(text),
  remedy: orNull(sentence),
  allowed: list(text),
  contacts: whole,
  settled: whole,
  progress,
  needsAttention: whole,
  counters: each(CONTACT_STATES, whole),
  /** How many contacts came so far, each once; `replied` are those whose persons wrote back. */
  milestones: each([...MILESTONES, 'replied'], whole),
  createdAt: time,
  createdBy: text,
  startsAt: orNull(time),
  startedAt: orNull(time),
  completedAt: orNull(time),
  sourceCampaignId: orNull(text),
  revision: whole,
};

/** A campaign in a list. */
export const campaignBody = named('Campaign', object(campaign));
export type CampaignBody = Shown<typeof campaignBody>;

const errorCause = object({ code: text, title: sentence, advice: sentence, contacts: whole });
export type ErrorCause = Shown<typeof errorCause>;

/** A quick reply of the campaign's template. The platform sends its text back as payload. */
const buttonTaps = object({ text, payload: text, taps: whole, contacts: whole });

/** Messages of persons that belong to the campaign. Taps on links and calls are not among them: nobody hears of those. */
const replies = object({
  total: whole,
  byType: each(INBOUND_TYPES, whole),
  buttons: list(buttonTaps),
  /** Contacts, each once, of which such a message asked for no more marketing, by a word or a button. */
  optOuts: whole,
});
export type CampaignReplies = Shown<typeof replies>;

/** One campaign, with what costs a look-up of its own: errors by cause, pace, and why it waits. */
export const campaignDetails = named(
  'CampaignDetails',
  object({
    ...campaign,
    /** Messages per second: what is allowed now, and what the last minute had. */
    pace: object({ limit: orNull(fraction), lastMinute: fraction }),
    waiting: orNull(object({ code: text, text: sentence, until: orNull(time) })),
    errors: list(errorCause),
    replies,
    openUploads: whole,
    /** How many are sent to before it pauses for somebody to look; null where nobody is, or no more. */
    canary: orNull(whole),
    user: orNull(text),
    settings: opaque<CampaignSettings>(),
    /** Seconds after its acceptance when a message without a delivery expires; null until a start freezes what is sent. */
    deliveryWaitSeconds: orNull(whole),
  }),
);
export type CampaignDetails = Shown<typeof campaignDetails>;

/** A change in a campaign's life, with what it made of the status. */
export const timelineItem = named(
  'TimelineItem',
  object({
    ...eventProperties,
    /** The status afterwards; null where it did not change. */
    status: orNull(text),
    by: orNull(text),
    reason: orNull(text),
    remedy: orNull(sentence),
  }),
);
export type TimelineItem = Shown<typeof timelineItem>;
