import type { History } from './history';
import type { PairRate, Reach, ServiceWindows, Throughput, ThroughputLevel } from './limits';

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type Category = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type NumberStatus = 'CONNECTED' | 'FLAGGED' | 'RESTRICTED' | 'BANNED' | 'DELETED';
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'ARCHIVED' | 'DELETED';

/** What an app may hold against an account, in the words of `account_update`. Source: section 2.5. */
export type RestrictionType =
  | 'RESTRICTED_BIZ_INITIATED_MESSAGING'
  | 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'
  | 'RESTRICTED_UTILITY_TEMPLATES'
  | 'DISABLE';

/** A Meta business: the messaging limit is its own, whatever number sends. */
export interface Portfolio {
  readonly id: string;
  /** Unique persons in a rolling 24 h; null for unlimited. */
  readonly tier: History<number | null>;
  readonly reach: Reach;
}

/** Whose webhooks go to one address, signed with one secret. */
export interface App {
  readonly id: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
  /** Where its webhooks go, whatever number they are about. */
  callback: string;
  /** Graph version of the subscription, 23 for v23.0: it changes payloads. Source: section 1.1. */
  readonly webhookVersion: number;
}

/** A WhatsApp business account: numbers and templates are its own. */
export interface Account {
  readonly id: string;
  readonly portfolio: Portfolio;
  readonly app: App;
  readonly numbers: BusinessNumber[];
  readonly templates: Template[];
  /** `until`: milliseconds; null for no end. */
  readonly restriction: History<{ readonly type: RestrictionType; readonly until: number | null } | null>;
}

/** A business phone number. */
export interface BusinessNumber {
  /** `phone_number_id`. */
  readonly id: string;
  /** Digits. */
  readonly display: string;
  /** Put in front of a recipient without `+`. */
  readonly countryCode: string;
  readonly account: Account;
  /** An address of its own that webhooks could have been configured with. */
  address: string;
  readonly status: History<NumberStatus>;
  readonly quality: History<Quality>;
  readonly throughput: History<ThroughputLevel>;
  readonly rate: Throughput;
  readonly pairs: PairRate;
  readonly windows: ServiceWindows;
  /** Subscribers that the business itself has blocked. */
  readonly blocked: Set<string>;
}

export interface Template {
  /** A JSON number in webhooks, a text in lists. Source: section 2.5. */
  readonly id: number;
  readonly account: Account;
  readonly name: string;
  readonly language: string;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  readonly components: readonly Component[];
  readonly ttlMs: number;
  readonly status: History<TemplateStatus>;
  readonly category: History<Category>;
  readonly quality: History<Quality>;
  /** What becomes of new messages while feedback on others is awaited. Source: section 4.3, template pacing. */
  readonly pacing: History<'none' | 'released' | 'dropped'>;
}

/** A part of a template as it was created. Source: section 1.3. */
export interface Component {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  readonly format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
  readonly text?: string;
  readonly buttons?: readonly { readonly type: string; readonly text: string; readonly url?: string }[];
}

/** `TIER_2K` and its likes. Source: section 1.7. */
export function tierWord(tier: number | null): string {
  if (tier === null) return 'TIER_UNLIMITED';
  return `TIER_${tier % 1000 === 0 ? `${tier / 1000}K` : tier}`;
}
