import type { Person } from './people';
import type { Campaign, Known, Logged } from './known';

/** What became of a contact, as the log tells it. */
export interface Contact {
  readonly id: string;
  readonly campaign: Campaign;
  readonly contactId: string;
  /** As it was uploaded; what the vault has lost is no part of `row`. */
  readonly person: Partial<Person>;
  readonly isErased: boolean;
  /** Of whom a row is nobody's. */
  readonly isValid: boolean;
  state: string;
  needsAttention: boolean;
  /** Was over at some time, whatever came later. */
  settled: boolean;
  milestones: Set<'accepted' | 'sent' | 'delivered' | 'read' | 'replied'>;
  attempted: boolean;
  attempts: number;
  acceptedAt: number | null;
  /** The word of the provider that took it. */
  takenAs: 'accepted' | 'submitted';
  attemptedAt: number | null;
  endedAt: number;
  updatedAt: number;
  deliveredAt: number | null;
  readAt: number | null;
  error: string | null;
  senderId: string | null;
  withSession: boolean | null;
  conversation: { readonly id: string; readonly type: string; readonly expiresAt: string } | null;
  costCategory: string | null;
  button: number | null;
}

const OVER = new Set([
  ...['delivered', 'read', 'error', 'sending_failed', 'delivery_failed'],
  ...['invalid_record', 'removed', 'canceled_by_admin'],
]);
const FAILED = new Set(['error', 'sending_failed', 'delivery_failed']);

/** Folds every contact from the log, by what the domain says of each event. Tests of messages are of nobody in a report. */
export function contactsOf({ events, campaigns, uploads, erased }: Known): Contact[] {
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const contacts = new Map<string, Contact>();
  for (const event of events) {
    const [, campaignId = '', contactId = ''] = /^contact-([^.]+)\.(.+)$/.exec(event.stream) ?? [];
    const campaign = byId.get(campaignId);
    if (!campaign || contactId.startsWith('test-')) continue;
    let contact = contacts.get(event.stream);
    if (!contact) {
      const { uploadId, row } = event.data as { readonly uploadId: string; readonly row: number };
      const person = uploads.get(uploadId)![row - 1]!;
      const isValid = event.type !== 'InvalidRecordUploaded';
      contact = begin(campaign, contactId, person, isValid, erased.has(contactId));
      contacts.set(event.stream, contact);
    }
    tell(contact, event);
  }
  return [...contacts.values()];
}

function begin(
  campaign: Campaign,
  contactId: string,
  person: Partial<Person>,
  isValid: boolean,
  isErased: boolean,
): Contact {
  return {
    ...{ id: `${campaign.id}.${contactId}`, campaign, contactId, person, isValid, isErased },
    ...{ state: '', needsAttention: false, settled: false, milestones: new Set(), attempted: false, attempts: 0 },
    ...{ acceptedAt: null, attemptedAt: null, endedAt: 0, updatedAt: 0, deliveredAt: null, readAt: null, error: null },
    takenAs: 'accepted',
    ...{ senderId: null, withSession: null, conversation: null, costCategory: null, button: null },
  };
}

function tell(contact: Contact, { type, at: committed, data }: Logged): void {
  const at = Date.parse(committed);
  const before = contact.state;
  const to = data['to'] as { readonly state: string; readonly needsAttention: boolean };
  contact.state = to.state;
  contact.needsAttention = to.needsAttention;
  contact.settled ||= OVER.has(to.state) || to.needsAttention;
  if (data['acceptedAt'] !== undefined) contact.acceptedAt = Date.parse(String(data['acceptedAt']));
  // The platform's stamps are of whole seconds: nothing happened to a message before it was taken, or after it was heard of.
  const stamp = data['statusAt'] === undefined ? at : Math.min(at, Date.parse(String(data['statusAt'])));
  const happened = Math.max(stamp, contact.acceptedAt ?? 0);
  const error = data['error'] as { readonly code: string } | undefined;
  const implied = (data['implied'] ?? []) as readonly ('sent' | 'delivered')[];
  let isNews = true;
  switch (type) {
    case 'InvalidRecordUploaded':
      contact.error = (data['reasons'] as readonly { readonly code: string }[])[0]!.code;
      break;
    case 'SendAttempted':
      contact.attempted = true;
      contact.attempts = Number(data['attempts']);
      contact.attemptedAt = Date.parse(String(data['attemptedAt']));
      contact.senderId = String(data['senderId']);
      contact.withSession = data['withSession'] === true;
      contact.conversation = data['conversation'] as Contact['conversation'];
      break;
    case 'SendWithdrawn':
      contact.attempts = Number(data['attempts']);
      break;
    case 'RetryScheduled':
      contact.attempts = Number(data['attempts']);
      contact.error = error!.code;
      break;
    case 'TemplateSent':
      contact.milestones.add('accepted');
      contact.takenAs = data['as'] === 'submitted' ? 'submitted' : 'accepted';
      if (!FAILED.has(to.state)) contact.error = null;
      break;
    case 'SentConfirmed':
      contact.milestones.add('sent');
      isNews = before !== to.state;
      break;
    case 'Delivered':
    case 'Read':
      for (const milestone of implied) contact.milestones.add(milestone);
      contact.milestones.add('delivered');
      if (type === 'Delivered' || implied.includes('delivered')) contact.deliveredAt = happened;
      if (type === 'Read') {
        contact.milestones.add('read');
        contact.readAt = happened;
      }
      contact.error = null;
      break;
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      contact.error = error!.code;
      break;
    case 'Expired':
      contact.error = 'ENG_TTL_EXPIRED';
      break;
    case 'SendOutcomeUnknown':
      contact.error = 'ENG_AMBIGUOUS';
      break;
    case 'Replied':
      contact.milestones.add('replied');
      if (data['button'] !== undefined) contact.button = Number(data['button']);
      isNews = false;
      break;
    case 'LateFailureRecorded':
      isNews = false;
      break;
    case 'ContactUploaded':
    case 'ContactRemoved':
    case 'CanceledByAdmin':
      break;
    default:
      throw new Error(`this run has no ${type}`);
  }
  const pricing = data['pricing'] as { readonly category: string } | undefined;
  if (pricing) contact.costCategory = pricing.category;
  if (contact.attemptedAt === null) contact.endedAt = at;
  if (isNews) contact.updatedAt = happened;
}

/** What the report says of who failed of a code: the platform reference, 3.2 and 3.3. */
const OF_CODES: Readonly<Record<string, string>> = {
  '131026': 'invalid_destination',
  '131049': 'not_delivered',
  '130472': 'not_delivered',
  '131050': 'opted_out',
  '131000': 'carrier_communication_failure',
  '131016': 'carrier_communication_failure',
  '131053': 'invalid_content',
  ENG_OPTED_OUT: 'opted_out',
  ENG_TTL_EXPIRED: 'ttl_expired',
};

/** The word of the detailed report; null for whom it has no row. What was rejected or suppressed of a list that never went out is no message. */
export function statusOf({ campaign, state, needsAttention, acceptedAt, error }: Contact): string | null {
  if (campaign.user === null) return null;
  if (needsAttention) return 'carrier_communication_failure';
  switch (state) {
    case 'initial':
    case 'removed':
    case 'canceled_by_admin':
      return null;
    case 'in_progress':
      return acceptedAt === null ? 'queued' : 'sent';
    case 'retry_scheduled':
      return 'queued';
    case 'invalid_record':
      return 'invalid_parameter';
    case 'sent':
    case 'delivered':
    case 'read':
      return state;
    default:
      return OF_CODES[error ?? ''] ?? `nobody knows what ${error} is`;
  }
}

/** The word of the records report; empty where nobody knows it, null for whom it has no record. */
export function resultOf({ state, needsAttention, attempted, acceptedAt, takenAs }: Contact): string | null {
  if (needsAttention) return '';
  if (state === 'delivered' || state === 'read') return state;
  if (FAILED.has(state)) return attempted ? 'failed' : null;
  return acceptedAt === null ? null : takenAs;
}

/** Acceptance, else the last attempt, else the end. */
export function sentAt({ acceptedAt, attemptedAt, endedAt }: Contact): number {
  return acceptedAt ?? attemptedAt ?? endedAt;
}

/** Of whom a failure counts among the causes of the campaign. */
export function failureOf({ state, error }: Contact): string | null {
  return FAILED.has(state) ? error : null;
}
