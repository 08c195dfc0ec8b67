import type { Quality, StandingTopic, StandingWord, TemplateStatus } from '@arauto/domain';
import { isObject, optionalInstant, optionalText } from './reading';
import type { AccountElement, TemplateElement } from './webhook-element';

/** What a word of the platform asks for. */
export type WordEffect =
  | { readonly effect: 'template_status'; readonly status: TemplateStatus }
  | { readonly effect: 'template_archive'; readonly archived: boolean }
  | { readonly effect: 'template_category' }
  | { readonly effect: 'quality'; readonly quality: Quality }
  | { readonly effect: 'throughput'; readonly throughput: number }
  /** The limit that stands beside the word. */
  | { readonly effect: 'limit' }
  | { readonly effect: 'standing'; readonly topic: StandingTopic; readonly word: StandingWord }
  /** A person's word, not the platform's. */
  | { readonly effect: 'preference' }
  | { readonly effect: 'none'; readonly why: string };

/** A high-throughput number, messages per second. Source: whatsapp-platform.md section 4.1. */
const HIGH_THROUGHPUT = 1000;

const status = (to: TemplateStatus): WordEffect => ({ effect: 'template_status', status: to });
const standing = (topic: StandingTopic, word: StandingWord): WordEffect => ({ effect: 'standing', topic, word });
const none = (why: string): WordEffect => ({ effect: 'none', why });
const LIMIT: WordEffect = { effect: 'limit' };
const TEMPLATE_QUALITY = none('a pause follows by a word of its own when it is too low');
const ALERT = none('for people: what it means for sending comes as account_update or as an error');
const OF_PARTNERS = none('about who manages the account; a send that is no longer allowed says so itself');
const PARTNER = /^PARTNER_/;

/**
 * Every word of the platform's webhooks by field, and what it asks for. A word that is not here asks for nothing.
 * Source: whatsapp-platform.md section 2.5.
 */
export const PLATFORM_WORDS = {
  message_template_status_update: {
    APPROVED: status('approved'),
    REINSTATED: status('approved'),
    UNPAUSE: status('approved'),
    PENDING: status('pending'),
    IN_APPEAL: status('pending'),
    REJECTED: status('rejected'),
    PAUSED: status('paused'),
    FIRST_PAUSE: status('paused'),
    SECOND_PAUSE: status('paused'),
    RATE_LIMITING_PAUSE: status('paused'),
    DISABLED: status('disabled'),
    DELETED: status('disabled'),
    PENDING_DELETION: status('disabled'),
    ARCHIVED: { effect: 'template_archive', archived: true },
    UNARCHIVED: { effect: 'template_archive', archived: false },
    FLAGGED: none('a warning: the template can be sent until it is paused or disabled'),
    LIMIT_EXCEEDED: none('the account has no room for another template; this one can be sent as before'),
    LOCKED: none('it cannot be edited; whether it can be sent says the title beside it'),
  },
  message_template_quality_update: {
    GREEN: TEMPLATE_QUALITY,
    YELLOW: TEMPLATE_QUALITY,
    RED: TEMPLATE_QUALITY,
    UNKNOWN: TEMPLATE_QUALITY,
  },
  template_category_update: {
    MARKETING: { effect: 'template_category' },
    UTILITY: { effect: 'template_category' },
    AUTHENTICATION: { effect: 'template_category' },
  },
  phone_number_quality_update: {
    ONBOARDING: LIMIT,
    UPGRADE: LIMIT,
    DOWNGRADE: LIMIT,
    THROUGHPUT_UPGRADE: { effect: 'throughput', throughput: HIGH_THROUGHPUT },
    FLAGGED: { effect: 'quality', quality: 'RED' },
    // It is no longer low; whether it is medium or high the word does not say.
    UNFLAGGED: { effect: 'quality', quality: 'UNKNOWN' },
  },
  account_update: {
    ACCOUNT_VIOLATION: standing('violation', 'violated'),
    ACCOUNT_DELETED: standing('deletion', 'deleted'),
    ACCOUNT_OFFBOARDED: standing('connection', 'offboarded'),
    ACCOUNT_RECONNECTED: standing('connection', 'reconnected'),
    VOLUME_BASED_PRICING_TIER_UPDATE: none('about the price'),
    MM_LITE_TERMS_SIGNED: none('messages are not sent by that API'),
  },
  /** `DISABLED_UPDATE`. */
  'account_update ban_info.waba_ban_state': {
    DISABLE: standing('ban', 'disabled'),
    SCHEDULE_FOR_DISABLE: standing('ban', 'scheduled_for_disable'),
    REINSTATE: standing('ban', 'reinstated'),
  },
  /** `ACCOUNT_RESTRICTION`. */
  'account_update restriction_info.restriction_type': {
    RESTRICTED_BIZ_INITIATED_MESSAGING: standing('restriction', 'restricted'),
    RESTRICTED_CUSTOMER_INITIATED_MESSAGING: standing('restriction', 'restricted'),
    RESTRICTED_UTILITY_TEMPLATES: standing('utility', 'utility_restricted'),
    RESTRICTED_ADD_PHONE_NUMBER_ACTION: none('the numbers that are there may send'),
  },
  account_alerts: { CRITICAL: ALERT, WARNING: ALERT, INFORMATIONAL: ALERT },
  user_preferences: { stop: { effect: 'preference' }, resume: { effect: 'preference' } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordEffect>>>>;

/** A restriction or a ban in words that we do not know: nothing is sent until a person has looked. */
const UNKNOWN_RESTRICTION = standing('restriction', 'restricted');
const UNKNOWN_BAN = standing('ban', 'disabled');

/** What a template's change asks for. A pause that comes as `LOCKED` is told by its title. */
export function templateEffect({ kind, value, title }: TemplateElement): WordEffect {
  if (kind === 'template_category') return { effect: 'template_category' };
  if (kind === 'template_quality') return TEMPLATE_QUALITY;
  const table = 'message_template_status_update';
  return wordEffect(table, value === 'LOCKED' ? (title ?? value) : value);
}

/** What a change of a number or an account asks for, beside the limit that it may carry. */
export function accountEffects({ field, event = '', value }: AccountElement): readonly WordEffect[] {
  if (field !== 'account_update') return [wordEffect(field, event)];
  if (event === 'DISABLED_UPDATE') {
    const state = optionalText(isObject(value) && value['ban_info'], 'waba_ban_state');
    return [wordEffect('account_update ban_info.waba_ban_state', state ?? '', UNKNOWN_BAN)];
  }
  if (event === 'ACCOUNT_RESTRICTION') {
    const types = restrictionsOf(value).map((each) => optionalText(each, 'restriction_type') ?? '');
    const table = 'account_update restriction_info.restriction_type';
    return types.length === 0
      ? [UNKNOWN_RESTRICTION]
      : types.map((type) => wordEffect(table, type, UNKNOWN_RESTRICTION));
  }
  return [PARTNER.test(event) ? OF_PARTNERS : wordEffect(field, event)];
}

/** When the last of the restrictions ends that are told together; null where one of them does not say. */
export function restrictedUntil({ value }: AccountElement): number | null {
  const ends = restrictionsOf(value).map((each) => optionalInstant(isObject(each) ? each['expiration'] : undefined));
  return ends.reduce<number | null>(
    (latest, end) => (end === null || latest === null ? null : Math.max(latest, end)),
    ends.length === 0 ? null : 0,
  );
}

function restrictionsOf(value: unknown): readonly unknown[] {
  const listed = isObject(value) ? value['restriction_info'] : undefined;
  return Array.isArray(listed) ? listed : [];
}

function wordEffect(field: string, word: string, otherwise = none('a word that is not known')): WordEffect {
  const table: Readonly<Record<string, Readonly<Record<string, WordEffect>>>> = PLATFORM_WORDS;
  const words = Object.hasOwn(table, field) ? table[field]! : {};
  return Object.hasOwn(words, word) ? words[word]! : otherwise;
}
