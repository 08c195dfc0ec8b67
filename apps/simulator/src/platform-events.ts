import { type BusinessNumber } from './business-numbers';
import { dialectOf } from './dialect-of';
import { type Template } from './templates';
import { type World } from './world';

/** Sends an account-level webhook to every distinct receiver of an account. */
function tellAccount(world: World, account: string, field: string, value: Readonly<Record<string, unknown>>): void {
  const told = new Set<string>();
  for (const number of world.known.numbers.ofAccount(account)) {
    // Apps of Gupshup have each their own subscriptions; those of the Cloud API are of the account.
    const receiver = number.provider === 'gupshup' ? number.id : number.subscription?.url;
    if (receiver === undefined || told.has(receiver)) continue;
    told.add(receiver);
    world.outboxOf(number).put(dialectOf(world, number).change(field, value));
  }
}

/** `message_template_status_update` to every account that knows the template. */
export function announceTemplate(
  world: World,
  template: Template,
  event: 'APPROVED' | 'PAUSED' | 'DISABLED',
  info?: { readonly title: string; readonly description: string },
): void {
  const everyone = new Set(world.known.numbers.all().map(({ account }) => account));
  for (const account of template.account === null ? everyone : [template.account]) {
    tellAccount(world, account, 'message_template_status_update', {
      event,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason: 'NONE',
      ...(info && { other_info: info }),
    });
  }
}

/** The account of a number was restricted (368), locked (131031) or freed again (undefined): `account_update`. */
export function announceRestriction(world: World, number: BusinessNumber, code: number | undefined): void {
  const expiration = Math.floor(world.clock.now() / 1000) + 86_400;
  const value =
    code === 368
      ? {
          event: 'ACCOUNT_RESTRICTION',
          restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration }],
        }
      : {
          event: 'DISABLED_UPDATE',
          ban_info: {
            waba_ban_state: code === undefined ? 'REINSTATE' : 'DISABLE',
            waba_ban_date: 'November 21, 2026',
          },
        };
  tellAccount(world, number.account, 'account_update', { phone_number: number.digits, ...value });
}

/** What `max_daily_conversations_per_business` says of a limit, in both webhooks that carry it. */
function limitName(limit: number): string {
  if (limit === Infinity) return 'TIER_UNLIMITED';
  return limit >= 1000 ? `TIER_${Math.floor(limit / 1000)}K` : `TIER_${limit}`;
}

/** A portfolio's messaging limit changed: `business_capability_update` to its accounts, `phone_number_quality_update` for the number. */
export function announceLimit(world: World, number: BusinessNumber, before: number, limit: number): void {
  const accounts = world.known.numbers.all().filter(({ portfolio }) => portfolio === number.portfolio);
  for (const account of new Set(accounts.map((other) => other.account))) {
    tellAccount(world, account, 'business_capability_update', {
      max_daily_conversations_per_business: limit === Infinity ? -1 : limit,
      max_phone_numbers_per_business: 20,
    });
  }
  announceQuality(world, number, limit >= before ? 'UPGRADE' : 'DOWNGRADE', limit);
}

/** `phone_number_quality_update`: the number's quality or limit changed. */
export function announceQuality(
  world: World,
  number: BusinessNumber,
  event: 'FLAGGED' | 'UNFLAGGED' | 'UPGRADE' | 'DOWNGRADE',
  limit = world.known.numbers.limitOf(number.portfolio),
): void {
  const value = {
    display_phone_number: number.digits,
    event,
    current_limit: limitName(limit),
    max_daily_conversations_per_business: limitName(limit),
  };
  world.outboxOf(number).put(dialectOf(world, number).change('phone_number_quality_update', value));
}
