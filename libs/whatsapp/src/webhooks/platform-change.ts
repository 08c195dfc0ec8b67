import type { People } from './people';
import { isObject, type Json, Malformed, optionalText, requireInstant } from './reading';
import { readErrors } from './status';
import type { AccountElement, PreferenceElement, TemplateElement, WebhookElement } from './webhook-element';

const TEMPLATE_FIELDS: Readonly<Record<string, { kind: TemplateElement['kind']; value: string }>> = {
  message_template_status_update: { kind: 'template_status', value: 'event' },
  message_template_quality_update: { kind: 'template_quality', value: 'new_quality_score' },
  template_category_update: { kind: 'template_category', value: 'new_category' },
};

const ACCOUNT_FIELDS: ReadonlySet<string> = new Set([
  'phone_number_quality_update',
  'phone_number_name_update',
  'business_capability_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'security',
]);

/** A change of any field but `messages`. `time` is the instant of the entry, in seconds. @throws Malformed */
export function readPlatformChange(name: string, value: Json, time: unknown, path: string): WebhookElement {
  const template = TEMPLATE_FIELDS[name];
  if (template) return readTemplate(template.kind, template.value, value, time, path);
  if (ACCOUNT_FIELDS.has(name)) return readAccount(name, value, time, path);
  return { kind: 'ignored', reason: `field ${name.slice(0, 80)}` };
}

/** An element of `value.user_preferences[]`. @param time of the entry, for one without an instant of its own. @throws Malformed */
export function readPreference(
  raw: Json,
  people: People,
  phoneNumberId: string | undefined,
  time: unknown,
  path: string,
): PreferenceElement {
  const value = raw['value'];
  if (value !== 'stop' && value !== 'resume') throw new Malformed(`${path}.value`, 'stop or resume was expected');
  const waId = optionalText(raw, 'wa_id');
  const userId = optionalText(raw, 'user_id');
  const person = waId || userId ? people.of(waId, userId) : people.only;
  const from = waId ?? optionalText(person, 'wa_id');
  const user = userId ?? optionalText(person, 'user_id');
  if (!from && !user) throw new Malformed(path, 'wa_id or user_id was expected');
  const stamp = raw['timestamp'];
  const at = stamp === undefined ? instantOf(time, path) : requireInstant(stamp, `${path}.timestamp`);
  const category = optionalText(raw, 'category') ?? 'marketing_messages';
  return { kind: 'preference', at, phoneNumberId, from, userId: user, category, value };
}

/** `value.errors[]` beside the metadata: an error of the number, not of a message. */
export function readNumberErrors(value: Json, phoneNumberId: string | undefined): AccountElement {
  const errors = readErrors(value['errors']);
  return { kind: 'account', at: null, field: 'messages', phoneNumberId, errors, value: value['errors'] };
}

function readTemplate(
  kind: TemplateElement['kind'],
  property: string,
  value: Json,
  time: unknown,
  path: string,
): TemplateElement {
  const id = value['message_template_id'];
  if (typeof id !== 'number' && typeof id !== 'string') {
    throw new Malformed(`${path}.message_template_id`, 'a template id was expected');
  }
  const name = optionalText(value, 'message_template_name');
  if (!name) throw new Malformed(`${path}.message_template_name`, 'a template name was expected');
  const language = optionalText(value, 'message_template_language');
  if (!language) throw new Malformed(`${path}.message_template_language`, 'a language was expected');
  const now = optionalText(value, property);
  if (!now) throw new Malformed(`${path}.${property}`, 'a text was expected');
  const reason = optionalText(value, 'reason');
  return {
    kind,
    at: instantOf(time, path),
    templateId: String(id),
    name,
    language: language.replace('-', '_'),
    value: now,
    reason: (reason === 'NONE' ? undefined : reason) ?? optionalText(value['other_info'], 'title'),
  };
}

function readAccount(name: string, value: Json, time: unknown, path: string): AccountElement {
  return {
    kind: 'account',
    at: instantOf(time, path),
    field: name,
    event: optionalText(value, 'event'),
    tier: readLimit(value['max_daily_conversations_per_business']),
    phoneNumberId: isObject(value['metadata']) ? optionalText(value['metadata'], 'phone_number_id') : undefined,
    errors: [],
    value,
  };
}

/** The limit comes as a number (-1 is unlimited) or as `TIER_2K`, depending on the field. */
function readLimit(value: unknown): number | null | undefined {
  if (typeof value === 'number') return value < 0 ? null : value;
  if (typeof value !== 'string') return undefined;
  if (/^(TIER_)?UNLIMITED$/.test(value)) return null;
  const match = /^TIER_(\d+)(K?)$/.exec(value);
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : undefined;
}

function instantOf(time: unknown, path: string): number | null {
  return time === undefined ? null : requireInstant(time, `${path} time`);
}
