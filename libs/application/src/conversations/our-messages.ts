import { contactDecider, type ContactEvent, type OpenSession, sessionRecorded, stream } from '@arauto/domain';
import { eventOf, type EventReader } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { messagesView } from '@arauto/read-models/reporting';

/** Persons asked about at once. */
const SLICE = 500;

/** A message of ours that left for a person, or may have. */
export interface OurMessage {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly senderId: string;
  /** When its attempt began, milliseconds. */
  readonly at: number;
  readonly recorded: OpenSession;
  /** Nobody knows yet whether it left. */
  readonly isOpen: boolean;
  /** It was accepted, and never reached the person. */
  readonly hasFailed: boolean;
}

/** Which contact of which campaign. */
export type ContactOf = Pick<OurMessage, 'campaignId' | 'contactKey'>;

/** What contacts of a person say. */
export interface OursToPerson {
  readonly messages: readonly OurMessage[];
  /** Which of them was told of a message of the person, by hash of that; not of every one is there something to tell. */
  readonly told: ReadonlyMap<string, ContactOf>;
}

interface Attempt {
  readonly message: Omit<OurMessage, 'isOpen' | 'hasFailed' | keyof ContactOf>;
  stands: 'open' | 'left' | 'failed' | 'nothing left';
}

/** What we sent to persons in campaigns, as their contacts' streams have it; the view says which contacts are theirs. */
export class OurMessages {
  constructor(
    private readonly store: Pick<EventReader, 'readStream'>,
    private readonly reporting: ViewReader,
  ) {}

  /**
   * By the key of the contact, in no order; an error of whom something cannot be read. Test messages are no part of any conversation.
   * @throws what the views throw
   */
  async to(keys: readonly string[]): Promise<ReadonlyMap<string, OursToPerson | Error>> {
    const found = new Map<string, OursToPerson | Error>();
    for (let start = 0; start < keys.length; start += SLICE) {
      const where = [{ field: 'contactKey', in: keys.slice(start, start + SLICE) }] as const;
      const fields = ['campaignId', 'contactKey'] as const;
      for await (const page of this.reporting.stream(messagesView, { where, fields })) {
        await Promise.all(
          page.map(async ({ doc: { campaignId, contactKey } }) => {
            const own = await this.inContact({ campaignId, contactKey }).catch((error: Error) => error);
            const before = found.get(contactKey);
            if (before instanceof Error) return;
            found.set(contactKey, own instanceof Error || !before ? own : together(before, own));
          }),
        );
      }
    }
    return found;
  }

  private async inContact(contact: ContactOf): Promise<OursToPerson> {
    const attempts = new Map<number, Attempt>();
    const told = new Map<string, ContactOf>();
    for await (const recorded of await this.store.readStream(stream.contact(contact.campaignId, contact.contactKey))) {
      const event = eventOf(contactDecider, recorded);
      if (event.type === 'Replied') told.set(event.data.messageHash, contact);
      follow(attempts, event);
    }
    const messages = [...attempts.values()].flatMap(({ message, stands }) =>
      stands === 'nothing left'
        ? []
        : [{ ...message, ...contact, isOpen: stands === 'open', hasFailed: stands === 'failed' }],
    );
    return { messages, told };
  }
}

function together(one: OursToPerson, other: OursToPerson): OursToPerson {
  return { messages: [...one.messages, ...other.messages], told: new Map([...one.told, ...other.told]) };
}

/** A status may tell of acceptance, of a failure after it and of delivery after that, whatever was known before. */
function follow(attempts: Map<number, Attempt>, event: ContactEvent): void {
  switch (event.type) {
    case 'SendAttempted': {
      const { attempt, attemptedAt, senderId, conversation } = event.data;
      const message = { at: Date.parse(attemptedAt), senderId, recorded: sessionRecorded(conversation) };
      attempts.set(attempt, { message, stands: 'open' });
      return;
    }
    case 'TemplateSent':
    case 'SessionMessageSent':
    // It may have left, and no other is sent in its place.
    case 'SendOutcomeUnknown':
    case 'Delivered':
    case 'Read': {
      const attempt = attempts.get(event.data.attempt);
      if (attempt) attempt.stands = 'left';
      return;
    }
    case 'RetryScheduled':
    case 'SendingFailed':
    case 'DeliveryFailed': {
      const attempt = attempts.get(event.data.attempt);
      if (attempt) attempt.stands = attempt.stands === 'open' ? 'nothing left' : 'failed';
      return;
    }
    case 'SendWithdrawn':
    case 'SendErrored':
    case 'LateFailureRecorded': {
      const attempt = attempts.get(event.data.attempt);
      if (attempt?.stands === 'open') attempt.stands = 'nothing left';
      return;
    }
    default:
  }
}
