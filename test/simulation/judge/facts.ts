import type { RecordedEvent } from '@arauto/event-store';

/** What an event of a contact says, in the words of the domain's papers (section 4), as far as anything is judged by it. */
export interface ContactFacts {
  readonly campaignId: string;
  readonly key: string;
  state: string;
  isOpen: boolean;
  needsAttention: boolean;
  /** Of each milestone, how often it was counted. */
  readonly milestones: Map<string, number>;
  /** How often it settled, less how often that was taken back. */
  settled: number;
  attempts: number;
  isAssumed: boolean;
}

/** A campaign as its stream says. */
export interface CampaignFacts {
  readonly id: string;
  subaccountId: string;
  /** Since when nobody may be sent to; undefined while somebody may. Commit time of the stores. */
  closedSince: number | undefined;
  status: string;
  /** By upload: what was said of its rows. */
  readonly uploads: Map<string, Readonly<Record<string, number>> | undefined>;
}

/** Everything that the log says, told event by event. */
export class Facts {
  readonly contacts = new Map<string, ContactFacts>();
  readonly campaigns = new Map<string, CampaignFacts>();
  /** Since when a number is paused; undefined while it is not. */
  readonly senderClosedSince = new Map<string, number | undefined>();
  /** What is wrong in itself. */
  readonly wrong: string[] = [];

  take(event: RecordedEvent): void {
    const [, kind = '', name = ''] = /^([a-z]+)-(.*)$/s.exec(event.stream) ?? [];
    if (kind === 'contact') this.takeOfContact(name, event);
    if (kind === 'campaign') this.takeOfCampaign(name, event);
    if (kind === 'sender') this.takeOfSender(name, event);
  }

  private takeOfContact(name: string, { type, data }: RecordedEvent): void {
    const [campaignId = '', key = ''] = name.split('.');
    // What a person answered is told to the contact that was answered, and changes nothing of it.
    if (type === 'Replied') return;
    let contact = this.contacts.get(name);
    if (!contact) {
      const milestones = new Map<string, number>();
      contact = {
        ...{ campaignId, key, state: '', isOpen: false, needsAttention: false, milestones },
        ...{ settled: 0, attempts: 0, isAssumed: false },
      };
      this.contacts.set(name, contact);
    }
    const { to, from } = data as {
      readonly [end in 'from' | 'to']?: { state: string; open: boolean; needsAttention: boolean };
    };
    if (!to) {
      this.wrong.push(`${type} of ${name} does not say what it comes to`);
      return;
    }
    if ((from?.state ?? '') !== contact.state) {
      this.wrong.push(
        `${type} of ${name} comes from ${from?.state ?? 'nothing'} where it was ${contact.state || 'nothing'}`,
      );
    }
    const expected = STATES[type];
    if (expected === undefined) this.wrong.push(`${type} of ${name} is no event of a contact`);
    else if (!expected.includes(to.state) && !(MILESTONES.has(type) && to.state === contact.state)) {
      this.wrong.push(`${type} of ${name} comes to ${to.state}`);
    }
    if (type === 'SendAttempted') {
      if (contact.settled > 0) this.wrong.push(`${name} is attempted though it is settled`);
      if (contact.isOpen) this.wrong.push(`${name} is attempted while an attempt is open`);
      contact.attempts++;
    }
    if (type === 'CanceledByAdmin' && contact.isOpen) {
      this.wrong.push(`${name} is canceled while an attempt is open`);
    }
    for (const milestone of milestonesOf(type, data)) {
      const times = (contact.milestones.get(milestone) ?? 0) + 1;
      contact.milestones.set(milestone, times);
      if (times > 1) this.wrong.push(`${milestone} of ${name} is counted ${times} times`);
    }
    if (data['settles'] === true) contact.settled++;
    if (data['unsettles'] === true) contact.settled--;
    if (contact.settled < 0 || contact.settled > 1) this.wrong.push(`${name} has settled ${contact.settled} times`);
    if (type === 'OutcomeAssumed') contact.isAssumed = true;
    contact.state = to.state;
    contact.isOpen = to.open;
    contact.needsAttention = to.needsAttention;
  }

  private takeOfCampaign(id: string, { type, data, at }: RecordedEvent): void {
    let campaign = this.campaigns.get(id);
    if (!campaign) {
      campaign = { id, subaccountId: '', closedSince: at, status: 'draft', uploads: new Map() };
      this.campaigns.set(id, campaign);
    }
    if (type === 'CampaignCreated') campaign.subaccountId = String(data['subaccountId']);
    if (type === 'UploadOpened') campaign.uploads.set(String(data['uploadId']), undefined);
    if (type === 'UploadClosed') {
      campaign.uploads.set(String(data['uploadId']), data as unknown as Readonly<Record<string, number>>);
    }
    if (isEnd(campaign.status) && type in STATUSES)
      this.wrong.push(`${type} comes after campaign ${id} is ${campaign.status}`);
    const stays = type === 'CampaignResumed' && (data['reasons'] as unknown[]).length > 0;
    if (stays || !(type in STATUSES)) return;
    campaign.status = STATUSES[type]!;
    if (campaign.status === 'sending') campaign.closedSince = undefined;
    else campaign.closedSince ??= at;
  }

  private takeOfSender(id: string, { type, data, at }: RecordedEvent): void {
    if (type === 'SenderPaused' && this.senderClosedSince.get(id) === undefined) this.senderClosedSince.set(id, at);
    // What is left of its reasons keeps it closed.
    const isOpen = type === 'SenderResumed' && ((data['reasons'] ?? []) as unknown[]).length === 0;
    if (isOpen) this.senderClosedSince.set(id, undefined);
  }
}

export function isEnd(status: string): boolean {
  return ['completed', 'canceled', 'failed'].includes(status);
}

const STATUSES: Readonly<Record<string, string>> = {
  CampaignScheduled: 'scheduled',
  CampaignUnscheduled: 'draft',
  CampaignStarted: 'sending',
  CampaignPaused: 'paused',
  CampaignResumed: 'sending',
  CampaignCancelRequested: 'canceling',
  CampaignCanceled: 'canceled',
  CampaignCompleted: 'completed',
  CampaignFailed: 'failed',
};

/** What each event may come to. A milestone after an end may change nothing. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  ContactUploaded: ['initial'],
  InvalidRecordUploaded: ['invalid_record'],
  ContactRemoved: ['removed'],
  SendAttempted: ['in_progress'],
  SendWithdrawn: ['initial', 'retry_scheduled'],
  TemplateSent: ['in_progress'],
  SessionMessageSent: ['in_progress'],
  RetryScheduled: ['retry_scheduled'],
  SentConfirmed: ['sent'],
  Delivered: ['delivered'],
  Read: ['read'],
  SendErrored: ['error'],
  SendingFailed: ['sending_failed'],
  DeliveryFailed: ['delivery_failed'],
  Expired: ['delivery_failed'],
  SendOutcomeUnknown: ['in_progress'],
  OutcomeAssumed: ['delivered', 'error'],
  LateFailureRecorded: ['delivered', 'read'],
  CanceledByAdmin: ['canceled_by_admin'],
};

const MILESTONES: ReadonlySet<string> = new Set([
  'TemplateSent',
  'SessionMessageSent',
  'SentConfirmed',
  'Delivered',
  'Read',
  'LateFailureRecorded',
]);

/** Which milestones an event counts: its own, and those that it says were skipped. */
function milestonesOf(type: string, data: RecordedEvent['data']): readonly string[] {
  const own: Readonly<Record<string, string>> = { SentConfirmed: 'sent', Delivered: 'delivered', Read: 'read' };
  const implied = Array.isArray(data['implied']) ? (data['implied'] as string[]) : [];
  return [...(type in own ? [own[type]!] : []), ...implied];
}
