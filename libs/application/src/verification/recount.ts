import {
  type ContactEvent,
  CONTACT_STATES,
  isTestContact,
  MILESTONES,
  milestonesOf,
  splitPair,
  streamPrefix,
} from '@arauto/domain';
import { type EventReader, type Position, type RecordedEvent, START } from '@arauto/event-store';
import { CONTACT_EVENT_TYPES, milestoneCounter, stateCounter } from '@arauto/read-models/operational';

/** What a contact's events add up to. */
export interface Recounted {
  state: (typeof CONTACT_STATES)[number];
  open: boolean;
  needsAttention: boolean;
  attempts: number;
  attempted: boolean;
  settled: number;
  milestones: number[];
  revision: number;
}

export interface CampaignRecount {
  readonly contacts: ReadonlyMap<string, Recounted>;
  readonly events: number;
  /** Of the last event counted. */
  readonly position: Position;
}

/** Folds every contact stream of a campaign from the log. Test messages are outside. */
export async function recount(reader: Pick<EventReader, 'readAll'>, campaignId: string): Promise<CampaignRecount> {
  const contacts = new Map<string, Recounted>();
  let events = 0;
  let position = START;
  const filter = { streamPrefixes: [streamPrefix.contactsOf(campaignId)], types: CONTACT_EVENT_TYPES };
  for await (const recorded of reader.readAll({ filter })) {
    const key = splitPair(recorded.stream, streamPrefix.contact).right;
    if (isTestContact(key)) continue;
    events += 1;
    position = recorded.position;
    contacts.set(key, take(contacts.get(key), recorded));
  }
  return { contacts, events, position };
}

function take(contact: Recounted | undefined, recorded: RecordedEvent): Recounted {
  const event = recorded as unknown as ContactEvent;
  const counted = contact ?? {
    state: 'initial' as const,
    open: false,
    needsAttention: false,
    attempts: 0,
    attempted: false,
    settled: 0,
    milestones: MILESTONES.map(() => 0),
    revision: 0,
  };
  const { state, open, needsAttention } = event.data.to;
  Object.assign(counted, { state, open, needsAttention, revision: recorded.revision });
  if (event.data.settles) counted.settled += 1;
  if (event.type === 'ContactUploaded' && event.data.unsettles) counted.settled -= 1;
  for (const milestone of milestonesOf(event)) counted.milestones[MILESTONES.indexOf(milestone)]! += 1;
  if (event.type === 'SendAttempted') counted.attempted = true;
  if ('attempts' in event.data) counted.attempts = event.data.attempts;
  return counted;
}

/** The campaign's counters as they must be, by the names of their fields. */
export function countersOf({ contacts }: CampaignRecount): Record<string, number> {
  const counters: Record<string, number> = { contacts: contacts.size, settled: 0, open: 0, needsAttention: 0 };
  for (const state of CONTACT_STATES) counters[stateCounter(state)] = 0;
  for (const milestone of MILESTONES) counters[milestoneCounter(milestone)] = 0;
  const add = (field: string, amount: number) => {
    counters[field] = (counters[field] ?? 0) + amount;
  };
  for (const contact of contacts.values()) {
    add(stateCounter(contact.state), 1);
    add('open', Number(contact.open));
    add('needsAttention', Number(contact.needsAttention));
    add('settled', Math.min(1, contact.settled));
    MILESTONES.forEach((milestone, index) => {
      add(milestoneCounter(milestone), Math.min(1, contact.milestones[index]!));
    });
  }
  return counters;
}
