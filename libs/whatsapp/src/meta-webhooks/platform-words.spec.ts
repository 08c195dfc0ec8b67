import type { AccountEffect, AccountElement, TemplateElement } from '../webhook-element';
import { accountEffects, PLATFORM_WORDS, templateEffect, type WordEffect } from './platform-words';

const NONE = 'none';

/** Every word of section 2.5 of the platform reference, copied from there: what it does, or that it does nothing. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  message_template_status_update: {
    ...{ APPROVED: 'approved', REJECTED: 'rejected', PENDING: 'pending', PAUSED: 'paused', DISABLED: 'disabled' },
    ...{ FLAGGED: NONE, REINSTATED: 'approved', IN_APPEAL: 'pending', LIMIT_EXCEEDED: NONE, LOCKED: NONE },
    ...{ ARCHIVED: 'archived', UNARCHIVED: 'taken out', DELETED: 'disabled', PENDING_DELETION: 'disabled' },
    ...{ FIRST_PAUSE: 'paused', SECOND_PAUSE: 'paused', RATE_LIMITING_PAUSE: 'paused', UNPAUSE: 'approved' },
  },
  message_template_quality_update: { GREEN: NONE, YELLOW: NONE, RED: NONE, UNKNOWN: NONE },
  template_category_update: { MARKETING: 'category', UTILITY: 'category', AUTHENTICATION: 'category' },
  phone_number_quality_update: {
    ...{ ONBOARDING: 'limit', THROUGHPUT_UPGRADE: '1000 a second', FLAGGED: 'RED', UNFLAGGED: 'UNKNOWN' },
    ...{ UPGRADE: 'limit', DOWNGRADE: 'limit' },
  },
  account_update: {
    ...{ ACCOUNT_VIOLATION: 'violation violated', ACCOUNT_DELETED: 'deletion deleted' },
    ...{ ACCOUNT_OFFBOARDED: 'connection offboarded', ACCOUNT_RECONNECTED: 'connection reconnected' },
    ...{ VOLUME_BASED_PRICING_TIER_UPDATE: NONE, MM_LITE_TERMS_SIGNED: NONE },
  },
  'account_update ban_info.waba_ban_state': {
    ...{ DISABLE: 'ban disabled', REINSTATE: 'ban reinstated', SCHEDULE_FOR_DISABLE: 'ban scheduled_for_disable' },
  },
  'account_update restriction_info.restriction_type': {
    RESTRICTED_BIZ_INITIATED_MESSAGING: 'restriction restricted',
    RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'restriction restricted',
    RESTRICTED_ADD_PHONE_NUMBER_ACTION: NONE,
    RESTRICTED_UTILITY_TEMPLATES: 'utility utility_restricted',
  },
  account_alerts: { CRITICAL: NONE, WARNING: NONE, INFORMATIONAL: NONE },
  user_preferences: { stop: 'preference', resume: 'preference' },
};

function told(effect: WordEffect | AccountEffect): string {
  switch (effect.effect) {
    case 'status':
      return effect.status;
    case 'archive':
      return effect.archived ? 'archived' : 'taken out';
    case 'fact':
      return 'throughput' in effect.fact ? `${effect.fact.throughput} a second` : Object.values(effect.fact).join();
    case 'standing':
      return `${effect.topic} ${effect.word}`;
    default:
      return effect.effect;
  }
}

it('has every word of the platform, and for each what it does or why it does nothing', () => {
  const listed = Object.entries(PLATFORM_WORDS).map(([field, words]) => [
    field,
    Object.fromEntries(Object.entries<WordEffect>(words).map(([word, effect]) => [word, told(effect)])),
  ]);
  expect(Object.fromEntries(listed)).toEqual(WORDS);
  const reasons = Object.values(PLATFORM_WORDS)
    .flatMap((words) => Object.values<WordEffect>(words))
    .flatMap((effect) => (effect.effect === 'none' ? [effect.why] : []));
  for (const why of reasons) expect(why).toMatch(/^[a-z].{10,}/);
});

const account = (value: object, field = 'account_update'): AccountElement => ({
  ...{ kind: 'account', at: null, field, names: {}, errors: [], value },
  event: (value as { event?: string }).event,
});
const effectsOf = (value: object, field?: string) => accountEffects(account(value, field)).map(told);

it.each<[object, string[]]>([
  [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, ['ban reinstated']],
  [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, ['ban disabled']],
  [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'A_NEW_WORD' } }, ['ban disabled']],
  [{ event: 'DISABLED_UPDATE' }, ['ban disabled']],
  [{ event: 'ACCOUNT_RESTRICTION' }, ['restriction restricted']],
  [{ event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, ['restriction restricted']],
  [{ event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'A_NEW_ONE' }] }, ['restriction restricted']],
  [
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] },
    [],
  ],
  [
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' },
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' },
      ],
    },
    ['restriction restricted'],
  ],
  [{ event: 'PARTNER_REMOVED' }, []],
  [{ event: 'PARTNER_APP_UNINSTALLED' }, []],
  [{ event: 'constructor' }, []],
  [{}, []],
])('%j asks for %j', (value, effects) => expect(effectsOf(value)).toEqual(effects));

it.each([
  'business_capability_update',
  'account_alerts',
  'account_review_update',
  'security',
  'messages',
  'constructor',
])('a change of %s asks for nothing but what its limit says', (field) => expect(effectsOf({}, field)).toEqual([]));

it.each<[unknown[], number | null]>([
  [[1795921200, 1795834800], 1795921200000],
  [[1795921200, undefined], null],
  [[], null],
])('knows when the last of the restrictions %j ends, if each of them says so', (expirations, until) => {
  const restriction_info = expirations.map((expiration) => ({ expiration }));
  const effects = accountEffects(account({ event: 'ACCOUNT_RESTRICTION', restriction_info }));
  expect(effects).toMatchObject(Array(Math.max(1, expirations.length)).fill({ until }));
});

it('hears the limit that stands beside a word, where it is the number’s own', () => {
  const limited = (field: string) => accountEffects({ ...account({ event: 'UPGRADE' }, field), tier: 2000 });
  expect(limited('phone_number_quality_update').map(told)).toEqual(['2000']);
  expect(limited('business_capability_update').map(told)).toEqual(['2000']);
  expect(limited('account_update')).toEqual([]);
});

it('takes a lock for the pause or the end of one that its title names', () => {
  const locked = (title?: string) =>
    templateEffect({ kind: 'template_status', value: 'LOCKED', title } as TemplateElement);
  expect([locked('FIRST_PAUSE'), locked('UNPAUSE'), locked('DISABLED'), locked()]).toEqual([
    ...['paused', 'approved', 'disabled'].map((status) => ({ effect: 'status', status })),
    null,
  ]);
});
