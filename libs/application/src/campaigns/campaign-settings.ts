import { type CampaignSettings, type GuardRails, SEND_DAYS, type SendDay, type SendWindow } from '@arauto/domain';
import {
  above,
  Field,
  finding,
  flag,
  id,
  list,
  narrowed,
  nullable,
  oneOf,
  optional,
  part,
  text,
  timeZone,
  whole,
  type Kind,
} from '../fields';
import { PaceBody } from '../senders/sender-fields';
import { type ContentBody, contentOf } from './campaign-content';

const DAY_SECONDS = 86_400;

/** More would be a campaign for each. */
const MOST_SENDERS = 16;

/** The numbers that a campaign is sent from. */
export const senders: Kind<readonly string[]> = narrowed(list(id, { min: 1, max: MOST_SENDERS }), (value) =>
  Array.isArray(value) && new Set(value).size < value.length ? finding('twice', 'has a number twice') : [],
);

export class RetryPolicyBody {
  @Field(optional(whole(1, 20))) readonly maxAttempts?: number;
  @Field(optional(above(0, 100))) readonly scale?: number;
  @Field(optional(list(text({ max: 32, pattern: /^\w+$/, of: 'an error code' }), { max: 20 })))
  readonly retryAfterAcceptance?: readonly string[];
}

export class UnknownOutcomeBody {
  @Field(optional(whole(1, 7 * DAY_SECONDS))) readonly graceSeconds?: number;
  @Field(optional(oneOf(['ask', 'assume_delivered', 'assume_not_sent'])))
  readonly then?: 'ask' | 'assume_delivered' | 'assume_not_sent';
}

const FROM = text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, of: 'a time like 09:00' });
const TO = text({ max: 5, pattern: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, of: 'a time like 20:00, or 24:00' });

export class SendWindowBody {
  @Field(FROM) readonly from!: string;
  @Field(TO, 'Before `from`, it is of the day after.') readonly to!: string;
  @Field(
    optional(list(oneOf(SEND_DAYS), { min: 1, max: SEND_DAYS.length })),
    'On which it begins; every day by default.',
  )
  readonly days?: readonly SendDay[];
  @Field(
    optional(oneOf(['campaign', 'contact'])),
    'By whose clocks: those of the time zone of the campaign, by default, or of the country of each contact, where all of its zones must allow it.',
  )
  readonly zone?: 'campaign' | 'contact';
}

/** From and to at the same time is nothing, or all: nobody knows what was meant. */
const sendWindow = narrowed(part(SendWindowBody), ({ from, to }) =>
  typeof from === 'string' && from === to
    ? finding('empty_window', 'must end at another time than it begins; a whole day is 00:00 to 24:00')
    : [],
);

export class GuardRailsBody {
  @Field(optional(nullable(above(0, 1))), 'The greatest share of the last contacts that may fail.')
  readonly maxFailureRate?: number | null;
  @Field(optional(whole(20, 10_000)), 'How many contacts that looks back over; 200 by default.')
  readonly overLast?: number;
  @Field(optional(nullable(whole(2, 1000))), 'So many refusals one after the other, whatever for.')
  readonly maxErrorsInARow?: number | null;
  @Field(optional(nullable(above(0, 1))), 'The greatest share of those who were reached that may want no more.')
  readonly maxOptOutRate?: number | null;
  @Field(optional(flag), 'Whether it stops when the platform thinks less of the number than before.')
  readonly onQualityDrop?: boolean;
}

/** What a campaign may be told, whether new or edited. */
export class CampaignSettingsBody {
  @Field(optional(nullable(part(PaceBody)))) readonly pace?: PaceBody | null;
  @Field(optional(nullable(timeZone))) readonly timeZone?: string | null;
  @Field(optional(part(RetryPolicyBody))) readonly retryPolicy?: RetryPolicyBody;
  @Field(optional(whole(1, 30 * DAY_SECONDS))) readonly reportingHorizonSeconds?: number;
  @Field(optional(part(UnknownOutcomeBody))) readonly unknownOutcome?: UnknownOutcomeBody;
  @Field(optional(oneOf(['wait', 'fail']))) readonly whenTierIsFull?: 'wait' | 'fail';
  @Field(optional(oneOf(['wait', 'fail'])), 'The same where the number warms up.')
  readonly whenWarmUpIsFull?: 'wait' | 'fail';
  @Field(
    optional(oneOf(['wait', 'move'])),
    'Of several numbers: whether persons whose number is paused wait for it, or are sent to from another.',
  )
  readonly whenSenderStops?: 'wait' | 'move';
  @Field(optional(nullable(sendWindow)), 'When messages may leave; null is at any time.')
  readonly sendWindow?: SendWindowBody | null;
  @Field(optional(nullable(part(GuardRailsBody))), 'When it pauses by itself; null is never.')
  readonly guardRails?: GuardRailsBody | null;
}

/** Defaults of new campaigns, from configuration. */
export interface Defaults {
  readonly reportingHorizonSeconds: number;
  readonly unknownGraceSeconds: number;
  readonly retryScale: number;
}

/** What a campaign does where its maker says nothing. */
export function defaultSettings(defaults: Defaults): Omit<CampaignSettings, 'senderIds' | 'content'> {
  return {
    pace: null,
    timeZone: null,
    retryPolicy: { maxAttempts: 5, scale: defaults.retryScale, retryAfterAcceptance: [] },
    reportingHorizonSeconds: defaults.reportingHorizonSeconds,
    unknownOutcome: { graceSeconds: defaults.unknownGraceSeconds, then: 'ask' },
    whenTierIsFull: 'wait',
    whenWarmUpIsFull: 'wait',
    whenSenderStops: 'wait',
    sendWindow: null,
    guardRails: null,
  };
}

/** The settings that an input names; parts of a policy that it leaves out stay as in `base`. */
export function settingsOf(
  input: CampaignSettingsBody & { readonly senderIds?: readonly string[]; readonly content?: ContentBody },
  base: Pick<CampaignSettings, 'retryPolicy' | 'unknownOutcome'>,
): Partial<CampaignSettings> {
  const { senderIds, content, pace, timeZone, retryPolicy, reportingHorizonSeconds } = input;
  const { unknownOutcome, whenTierIsFull, whenWarmUpIsFull, whenSenderStops, sendWindow, guardRails } = input;
  return {
    ...(senderIds && { senderIds }),
    ...(content && { content: contentOf(content) }),
    ...(pace !== undefined && { pace }),
    ...(timeZone !== undefined && { timeZone }),
    ...(retryPolicy && { retryPolicy: { ...base.retryPolicy, ...retryPolicy } }),
    ...(reportingHorizonSeconds !== undefined && { reportingHorizonSeconds }),
    ...(whenTierIsFull && { whenTierIsFull }),
    ...(whenWarmUpIsFull && { whenWarmUpIsFull }),
    ...(whenSenderStops && { whenSenderStops }),
    ...(sendWindow !== undefined && { sendWindow: sendWindow && windowOf(sendWindow) }),
    ...(guardRails !== undefined && { guardRails: guardRails && railsOf(guardRails) }),
    ...(unknownOutcome && { unknownOutcome: { ...base.unknownOutcome, ...unknownOutcome } }),
  };
}

function windowOf({ from, to, days = SEND_DAYS, zone = 'campaign' }: SendWindowBody): SendWindow {
  return { from, to, days: SEND_DAYS.filter((day) => days.includes(day)), zone };
}

/** As a whole: what is left out is watched over no more. */
function railsOf(rails: GuardRailsBody): GuardRails {
  const { maxFailureRate = null, overLast = 200, maxErrorsInARow = null } = rails;
  const { maxOptOutRate = null, onQualityDrop = false } = rails;
  return { maxFailureRate, overLast, maxErrorsInARow, maxOptOutRate, onQualityDrop };
}
