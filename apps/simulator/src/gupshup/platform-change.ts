import { jsonValue } from '../json-text';
import { type SubscriptionMode } from './app';
import { type Callback } from './callback';
import { appTemplateId } from './ids';

type Value = Readonly<Record<string, unknown>>;

/** News of templates and of the account, out of what Meta says of them. */
export function platformChange(app: string, field: string, value: Value): Callback {
  const [mode, type, payload] = wordsOf(app, field, value);
  return { mode, type, payload: JSON.stringify(payload), v3: { field, value: jsonValue(value) }, held: false };
}

function wordsOf(app: string, field: string, value: Value): [mode: SubscriptionMode, type: string, payload: object] {
  switch (field) {
    case 'message_template_status_update':
      return ['TEMPLATE', 'template-event', templateStatus(app, value)];
    case 'user_preferences':
      return ['OTHERS', 'preference-event', { type: field, payload: value }];
    case 'phone_number_quality_update':
      return ['ACCOUNT', 'account-event', tier(value)];
    case 'business_capability_update':
      return ['ACCOUNT', 'account-event', capability(value)];
    default:
      return ['ACCOUNT', 'account-event', accountStatus(value)];
  }
}

function templateStatus(app: string, value: Value): object {
  const info = value.other_info as { readonly description?: string } | undefined;
  return {
    type: 'status-update',
    id: appTemplateId(app, String(value.message_template_id)),
    status: (value.event as string).toLowerCase(),
    elementName: value.message_template_name,
    languageCode: value.message_template_language,
    rejectedReason: value.reason,
    description: info?.description,
  };
}

function tier(value: Value): object {
  return { type: 'tier-event', payload: { event: value.event, currentTier: value.current_limit } };
}

function capability(value: Value): object {
  const payload = {
    maxDailyConversationPerPhone: value.max_daily_conversations_per_business,
    maxPhoneNumbersPerBusiness: value.max_phone_numbers_per_business,
  };
  return { type: 'capability-event', payload };
}

function accountStatus(value: Value): object {
  const restrictions = value.restriction_info as { restriction_type: string; expiration: number }[] | undefined;
  if (restrictions) {
    const told = restrictions.map(({ restriction_type: type, expiration }) => ({
      type,
      expiry: new Date(expiration * 1000).toISOString(),
    }));
    return { type: 'status-event', payload: { status: 'ACCOUNT_RESTRICTED', restrictions: told } };
  }
  const ban = value.ban_info as { readonly waba_ban_state: string };
  const status = ban.waba_ban_state === 'REINSTATE' ? 'ACCOUNT_VERIFIED' : 'ACCOUNT_DISABLE';
  return { type: 'status-event', payload: { status } };
}
