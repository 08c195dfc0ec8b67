import type { StandingTopic, StandingWord, TemplateStatus } from '@arauto/domain';
import { isObject } from '../json';
import type { AccountEffect, AccountElement, FactHeard, TemplateEffect, TemplateElement } from '../webhook-element';
import { optionalInstant, optionalText } from '../reading';

/** Messages per second of a number with high throughput. Source: Meta's Cloud API documentation, *Throughput*. */
export const HIGH_THROUGHPUT = 1000;

/** What a word of the platform asks for, as far as the word alone says it. */
export type WordEffect =
  | Exclude<TemplateEffect, { effect: 'category' }>
  /** The one that stands beside the word. */
  | { readonly effect: 'category' | 'limit' }
  | { readonly effect: 'fact'; readonly fact: FactHeard }
  | { readonly effect: 'standing'; readonly topic: StandingTopic; readonly word: StandingWord }
  /** A person's word, not the platform's. */
  | { readonly effect: 'preference' }
  | { readonly effect: 'none'; readonly why: string };

const status = (to: TemplateStatus): WordEffect => ({ effect: 'status', status: to });
const standing = (topic: StandingTopic, word: StandingWord): WordEffect => ({ effect: 'standing', topic, word });
const none = (why: string): WordEffect => ({ effect: 'none', why });
const fact = (heard: FactHeard): WordEffect => ({ effect: 'fact', fact: heard });
const CATEGORY: WordEffect = { effect: 'category' };
const LIMIT: WordEffect = { effect: 'limit' };
const TEMPLATE_QUALITY = none('a pause follows by a word of its own when it is too low');
const ALERT = none('for people: what it means for sending comes as account_update or as an error');
const OF_PARTNERS = none('about who manages the account; a send that is no longer allowed says so itself');
const PARTNER = /^PARTNER_/;

/**
 * Every word of the platform's webhooks by field, and what it asks for. A word that is not here asks for nothing.
 * Source: Meta's documentation, *Webhooks reference*, a page for each field.
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
    ARCHIVED: { effect: 'archive', archived: true },
    UNARCHIVED: { effect: 'archive', archived: false },
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
    MARKETING: CATEGORY,
    UTILITY: CATEGORY,
    AUTHENTICATION: CATEGORY,
  },
  phone_number_quality_update: {
    ONBOARDING: LIMIT,
    UPGRADE: LIMIT,
    DOWNGRADE: LIMIT,
    THROUGHPUT_UPGRADE: fact({ throughput: HIGH_THROUGHPUT }),
    FLAGGED: fact({ quality: 'RED' }),
    // It is no longer low; whether it is medium or high the word does not say.
    UNFLAGGED: fact({ quality: 'UNKNOWN' }),
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

/** A pause that comes as `LOCKED` is told by its title. */
export function templateEffect({ kind, value, title }: TemplateElement): TemplateEffect | null {
  if (kind === 'template_category') return { effect: 'category', category: value };
  if (kind === 'template_quality') return null;
  const asked = wordEffect('message_template_status_update', value === 'LOCKED' ? (title ?? value) : value);
  return asked.effect === 'status' || asked.effect === 'archive' ? asked : null;
}

/** The word of a list of templates, as a state. What is put away is told by a word of its own when it is taken out again; a word that we do not know waits. */
export function templateStatusOf(word: string): TemplateStatus {
  const words: Readonly<Record<string, WordEffect>> = PLATFORM_WORDS.message_template_status_update;
  const asked = Object.hasOwn(words, word) ? words[word] : undefined;
  if (asked?.effect === 'status') return asked.status;
  return asked?.effect === 'archive' && asked.archived ? 'disabled' : 'pending';
}

/** Fields in which a limit is a number's own, and not a figure of something else. */
const LIMIT_FIELDS: ReadonlySet<string> = new Set(['phone_number_quality_update', 'business_capability_update']);

/** What the words ask for, and the limit that stands beside whatever word there is. */
export function accountEffects(element: AccountElement): readonly AccountEffect[] {
  const { field, tier, value } = element;
  const asked = wordsOf(element).flatMap((effect): AccountEffect[] => {
    if (effect.effect === 'standing') return [{ ...effect, until: restrictedUntil(value) }];
    return effect.effect === 'fact' ? [effect] : [];
  });
  return tier === undefined || !LIMIT_FIELDS.has(field) ? asked : [...asked, { effect: 'fact', fact: { tier } }];
}

/** Fields of changes that are about one number; all others are about a business account. */
const OF_A_NUMBER: ReadonlySet<string> = new Set([
  'messages',
  'phone_number_quality_update',
  'phone_number_name_update',
]);

export function isAboutNumber({ field, names }: AccountElement): boolean {
  if (!OF_A_NUMBER.has(field)) return false;
  return names.phoneNumberId !== undefined || names.displayPhoneNumber !== undefined || field === 'messages';
}

function wordsOf({ field, event = '', value }: AccountElement): readonly WordEffect[] {
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
function restrictedUntil(value: unknown): number | null {
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
