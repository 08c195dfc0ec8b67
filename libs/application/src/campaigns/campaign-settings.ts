import type { CampaignSettings, RetryPolicy, UnknownOutcomePolicy } from '@arauto/domain';
import { IANAZone } from 'luxon';
import { checkPace } from '../senders/sender-settings';
import { checkWord, type Problems } from '../use-case/problems';
import type { Defaults } from '../views';
import { checkContent } from './campaign-content';
import type { CampaignSettingsInput } from './campaign-settings.input';

/** What a campaign does where its maker says nothing. */
export function defaultSettings(defaults: Defaults): Omit<CampaignSettings, 'senderIds' | 'content'> {
  return {
    pace: null,
    timeZone: null,
    retryPolicy: { maxAttempts: 5, scale: defaults.retryScale, retryAfterAcceptance: [] },
    reportingHorizonSeconds: defaults.reportingHorizonSeconds,
    unknownOutcome: { graceSeconds: defaults.unknownGraceSeconds, then: 'ask' },
    whenTierIsFull: 'wait',
  };
}

/**
 * The settings that an input names, each checked; parts of a policy that it leaves out stay as in `base`. What is agreed on
 * and not built yet is refused by name.
 */
export function checkSettings(
  problems: Problems,
  input: CampaignSettingsInput,
  base: Pick<CampaignSettings, 'retryPolicy' | 'unknownOutcome'>,
): Partial<CampaignSettings> {
  problems.notSupportedYet('sendWindow', input.sendWindow);
  problems.notSupportedYet('guardRails', input.guardRails);
  problems.notSupportedYet('canary', input.canary);
  const { senderIds, content, pace, timeZone, retryPolicy, reportingHorizonSeconds, unknownOutcome } = input;
  const checkedContent = content && checkContent(problems, content);
  if (senderIds) checkSenderIds(problems, senderIds);
  if (typeof timeZone === 'string' && !IANAZone.isValidZone(timeZone)) {
    problems.add('timeZone', 'invalid', 'timeZone must be an IANA name like America/Sao_Paulo.');
  }
  if (reportingHorizonSeconds !== undefined) {
    checkNumber(problems, 'reportingHorizonSeconds', reportingHorizonSeconds, { from: 1, to: 30 * DAY, whole: true });
  }
  checkTierRule(problems, input.whenTierIsFull);
  return {
    ...(senderIds && { senderIds }),
    ...(checkedContent && { content: checkedContent }),
    ...(pace !== undefined && { pace: checkPace(problems, pace) }),
    ...(timeZone !== undefined && { timeZone }),
    ...(retryPolicy && { retryPolicy: checkRetryPolicy(problems, retryPolicy, base.retryPolicy) }),
    ...(reportingHorizonSeconds !== undefined && { reportingHorizonSeconds }),
    ...(unknownOutcome && { unknownOutcome: checkUnknownOutcome(problems, unknownOutcome, base.unknownOutcome) }),
  };
}

const DAY = 86_400;

function checkSenderIds(problems: Problems, senderIds: readonly string[]): void {
  if (senderIds.length === 0) problems.add('senderIds', 'required', 'senderIds must name one sender.');
  if (senderIds.length > 1) {
    problems.add('senderIds', 'not_supported_yet', 'senderIds with several senders is not supported yet.');
  }
}

function checkTierRule(problems: Problems, rule: string | undefined): void {
  if (rule === 'fail') problems.notSupportedYet('whenTierIsFull', rule);
  else if (rule !== undefined) checkWord(problems, 'whenTierIsFull', rule, ['wait']);
}

function checkRetryPolicy(
  problems: Problems,
  input: NonNullable<CampaignSettingsInput['retryPolicy']>,
  base: RetryPolicy,
): RetryPolicy {
  const { maxAttempts = base.maxAttempts, scale = base.scale } = input;
  const retryAfterAcceptance = input.retryAfterAcceptance ?? base.retryAfterAcceptance;
  checkNumber(problems, 'retryPolicy.maxAttempts', maxAttempts, { from: 1, to: 20, whole: true });
  checkNumber(problems, 'retryPolicy.scale', scale, { from: 0.000_001, to: 100, whole: false });
  return { maxAttempts, scale, retryAfterAcceptance };
}

function checkUnknownOutcome(
  problems: Problems,
  input: NonNullable<CampaignSettingsInput['unknownOutcome']>,
  base: UnknownOutcomePolicy,
): UnknownOutcomePolicy {
  const { graceSeconds = base.graceSeconds } = input;
  checkNumber(problems, 'unknownOutcome.graceSeconds', graceSeconds, { from: 0, to: 7 * DAY, whole: false });
  const then = checkWord(problems, 'unknownOutcome.then', input.then ?? base.then, THEN);
  return { graceSeconds, then: then ?? base.then };
}

const THEN = ['ask', 'assume_delivered', 'assume_not_sent'] as const;

function checkNumber(
  problems: Problems,
  path: string,
  value: number,
  { from, to, whole }: { readonly from: number; readonly to: number; readonly whole: boolean },
): void {
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return;
  const kind = whole ? 'a whole number' : 'a number';
  problems.add(path, 'out_of_range', `${path} must be ${kind} from ${from} to ${to}.`);
}
