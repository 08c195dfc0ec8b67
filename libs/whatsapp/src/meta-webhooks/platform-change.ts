import type { JsonObject } from '../json';
import type {
  AccountElement,
  ElementNames,
  PreferenceElement,
  TemplateElement,
  WebhookElement,
} from '../webhook-element';
import { Malformed, optionalInstant, optionalLimit, optionalText } from '../reading';
import type { People } from './people';
import { readErrors } from './status';

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

/** What the entry around a change says. */
interface Around {
  readonly names: ElementNames;
  /** The instant of the entry, in seconds or milliseconds. */
  readonly time: unknown;
}

/** A change of any field but `messages`. @throws Malformed */
export function readPlatformChange(name: string, value: JsonObject, around: Around, path: string): WebhookElement {
  const template = TEMPLATE_FIELDS[name];
  if (template) return readTemplate(template.kind, template.value, value, around, path);
  if (ACCOUNT_FIELDS.has(name)) return readAccount(name, value, around);
  return { kind: 'ignored', reason: `field ${name.slice(0, 80)}` };
}

/** An element of `value.user_preferences[]`. @param time of the entry, for one without an instant of its own. @throws Malformed */
export function readPreference(
  raw: JsonObject,
  people: People,
  names: ElementNames,
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
  // One that cannot be read must not lose a stop.
  const at = optionalInstant(raw['timestamp']) ?? optionalInstant(time);
  const category = optionalText(raw, 'category') ?? 'marketing_messages';
  return { kind: 'preference', at, names, from, userId: user, category, value };
}

/** `value.errors[]` beside the metadata: an error of the number, not of a message. */
export function readNumberErrors(value: JsonObject, names: ElementNames): AccountElement {
  const errors = readErrors(value['errors']);
  return { kind: 'account', at: null, field: 'messages', names, errors, value: value['errors'] };
}

function readTemplate(
  kind: TemplateElement['kind'],
  property: string,
  value: JsonObject,
  around: Around,
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
  const title = optionalText(value['other_info'], 'title');
  return {
    kind,
    at: stampOf(value, around),
    names: around.names,
    templateId: String(id),
    name,
    language: language.replace('-', '_'),
    value: now,
    reason: (reason === 'NONE' ? undefined : reason) ?? title,
    title,
  };
}

function readAccount(name: string, value: JsonObject, around: Around): AccountElement {
  return {
    kind: 'account',
    at: stampOf(value, around),
    field: name,
    event: optionalText(value, 'event'),
    tier: optionalLimit(value['max_daily_conversations_per_business'] ?? value['current_limit']),
    names: around.names,
    errors: [],
    value,
  };
}

/** Of the change itself, else of its entry. */
function stampOf(value: JsonObject, { time }: Around): number | null {
  return optionalInstant(value['timestamp']) ?? optionalInstant(time);
}
