import { type StatusName } from './journey';
import { jsonText } from './json-text';
import { type CloudUpdate } from './webhook-body';
import { graphError } from './graph-error';

/** Everything a status webhook says about a message. */
export interface StatusFacts {
  readonly messageId: string;
  /** Digits that the request addressed. */
  readonly addressed: string;
  /** Whether the message was sent so long ago that ids of the sender's side are forgotten. */
  readonly old: boolean;
  readonly status: StatusName;
  readonly happenedAt: number;
  readonly waId: string;
  readonly userId: string;
  readonly profileName: string;
  readonly callbackData: string | null;
  /** Lower-case category of the price, `service` for free-form. */
  readonly category: string;
  readonly priced: boolean;
  readonly code: number;
  /** What is said of the code, where it is no code of Meta's. */
  readonly reason?: string | undefined;
  readonly milliseconds: boolean;
  readonly bsuidOnly: boolean;
  readonly contacts: boolean;
  readonly version: 'v23' | 'v24';
  readonly fromAdvertisement: boolean;
}

const HREF = jsonText('/documentation/business-messaging/whatsapp/support/error-codes');

/** One element of `statuses[]` (platform reference, 2.3). The timestamp is a string of seconds. */
export function statusUpdate(facts: StatusFacts): CloudUpdate {
  const { status, waId, userId, bsuidOnly } = facts;
  const timestamp = facts.milliseconds ? Math.floor(facts.happenedAt) : Math.floor(facts.happenedAt / 1000);
  const failed = status === 'failed';
  const json =
    `{"id":${jsonText(facts.messageId)},"status":"${status}","timestamp":"${timestamp}"` +
    (bsuidOnly ? '' : `,"recipient_id":"${waId}"`) +
    (failed && !bsuidOnly ? '' : `,"recipient_user_id":"${userId}"`) +
    (facts.callbackData === null ? '' : `,"biz_opaque_callback_data":${jsonText(facts.callbackData)}`) +
    (failed ? errors(facts) : conversation(facts) + (facts.priced ? pricing(facts) : '')) +
    '}';
  return { list: 'statuses', json, contact: failed || !facts.contacts ? undefined : contactJson(facts) };
}

/** One element of `contacts[]`. */
export function contactJson(facts: Pick<StatusFacts, 'waId' | 'userId' | 'profileName' | 'bsuidOnly'>): string {
  const waId = facts.bsuidOnly ? '' : `"wa_id":"${facts.waId}",`;
  return `{"profile":{"name":${jsonText(facts.profileName)}},${waId}"user_id":"${facts.userId}"}`;
}

/** From v24 on there is a conversation only inside a free entry point window; before, one per message. */
function conversation(facts: StatusFacts): string {
  if (facts.version === 'v24' && !facts.fromAdvertisement) return '';
  const id = facts.fromAdvertisement ? facts.userId : facts.messageId.slice(-20);
  const hours = facts.fromAdvertisement ? 72 : 24;
  const expires =
    facts.status === 'sent' ? `"expiration_timestamp":"${Math.floor(facts.happenedAt / 1000) + hours * 3600}",` : '';
  const origin = facts.fromAdvertisement ? 'referral_conversion' : facts.category;
  return `,"conversation":{"id":${jsonText(id)},${expires}"origin":{"type":"${origin}"}}`;
}

function pricing(facts: StatusFacts): string {
  const [billable, type] = facts.fromAdvertisement ? [false, 'free_entry_point'] : [true, 'regular'];
  const category = facts.fromAdvertisement ? 'referral_conversion' : facts.category;
  return `,"pricing":{"billable":${billable},"pricing_model":"PMP","type":"${type}","category":"${category}"}`;
}

function errors({ code, reason = graphError(code).title }: StatusFacts): string {
  const title = jsonText(reason);
  return `,"errors":[{"code":${code},"title":${title},"message":${title},"error_data":{"details":${title}},"href":${HREF}}]`;
}
