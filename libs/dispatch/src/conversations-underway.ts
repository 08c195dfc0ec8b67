import { instant } from '@arauto/clock';
import { isTestContact, LONGEST_SESSION, type OpenSession, REFERRAL_COUNTS_FOR, sessionRecorded } from '@arauto/domain';
import type { ViewReader } from '@arauto/read-models';
import { contactsView, conversationsView, daysUpTo } from '@arauto/read-models/operational';
import type { DispatchDeps } from './deps';
import { viewsCaughtUp } from './views-caught-up';

/** The session that our last message to a person is in. */
export interface Underway {
  /** When its attempt began, milliseconds. */
  readonly at: number;
  readonly session: OpenSession & { readonly id: string };
}

interface OfNumber {
  readonly persons: Map<string, Underway>;
  sweepAt: number;
}

const DAY = 24 * 3600 * 1000;
/** A reading that failed is left alone for so long, milliseconds. */
const AGAIN_AFTER = 1000;
/** Persons of a number before any that have expired are looked for. */
const SWEEP_FROM = 10_000;

/**
 * Sessions that messages of ours are in, by number and person: whoever gets another message in it, of whichever campaign, is in the same conversation of the
 * report. Kept by the process that sends for the number. What was sent before it did is read first, and nothing is sent until then.
 */
export class ConversationsUnderway {
  private readonly numbers = new Map<string, OfNumber>();
  private readonly reading = new Map<string, { mistrusted: boolean }>();

  /** @param onKnown a number that waited may be asked again; or, with an error, in a while */
  constructor(
    private readonly deps: Pick<DispatchDeps, 'store' | 'views' | 'viewsAt' | 'clock'>,
    private readonly onKnown: (error?: unknown) => void,
  ) {}

  /** Whether it is known what a number has sent. */
  isKnown(senderId: string): boolean {
    if (this.numbers.has(senderId)) return true;
    if (!this.reading.has(senderId)) void this.learn(senderId);
    return false;
  }

  of(senderId: string, person: string): Underway | undefined {
    return this.numbers.get(senderId)?.persons.get(person);
  }

  begun(senderId: string, person: string, underway: Underway): void {
    const number = this.numbers.get(senderId);
    if (!number) return;
    number.persons.set(person, underway);
    if (number.persons.size >= number.sweepAt) sweep(number, this.deps.clock.now());
  }

  /** Nothing of the attempt that began then has left: a session that it opened is none. */
  cameToNothing(senderId: string, person: string, at: number): void {
    const persons = this.numbers.get(senderId)?.persons;
    const underway = persons?.get(person);
    if (underway?.at === at && underway.session.openedAt === at) persons!.delete(person);
  }

  /** Others may have sent for such a number meanwhile. */
  mistrust(isMeant: (senderId: string) => boolean): void {
    for (const senderId of this.numbers.keys()) if (isMeant(senderId)) this.numbers.delete(senderId);
    for (const [senderId, reading] of this.reading) if (isMeant(senderId)) reading.mistrusted = true;
  }

  private async learn(senderId: string): Promise<void> {
    const reading = { mistrusted: false };
    this.reading.set(senderId, reading);
    try {
      const persons = await this.read(senderId);
      if (!reading.mistrusted) this.numbers.set(senderId, { persons, sweepAt: SWEEP_FROM + 2 * persons.size });
      this.reading.delete(senderId);
      this.onKnown();
    } catch (error) {
      this.onKnown(error);
      this.deps.clock.after(AGAIN_AFTER, () => this.reading.delete(senderId));
    }
  }

  private async read(senderId: string): Promise<Map<string, Underway>> {
    const { views, clock } = this.deps;
    await viewsCaughtUp(this.deps);
    const now = clock.now();
    const persons = new Map<string, Underway>();
    await readSince(views, senderId, now - DAY, now, persons);
    const referred = [
      { field: 'senderId', equals: senderId },
      { field: 'referred', equals: true },
      { field: 'day', in: daysUpTo(now, REFERRAL_COUNTS_FOR) },
    ] as const;
    const any = (await views.count(conversationsView, referred, 1)).value > 0;
    // Only who came from an advertisement has a session of more than a day.
    if (any) await readSince(views, senderId, now - LONGEST_SESSION, now, persons);
    return persons;
  }
}

/** The last of each person, as far as it is still open. */
async function readSince(
  views: Pick<ViewReader, 'stream'>,
  senderId: string,
  since: number,
  now: number,
  persons: Map<string, Underway>,
): Promise<void> {
  const where = [
    { field: 'sentBy', equals: senderId },
    { field: 'sentAt', set: true },
    { field: 'sentAt', from: since + 1 },
  ] as const;
  const fields = ['contactKey', 'sentAt', 'conversationId', 'conversationType', 'conversationUntil'] as const;
  for await (const page of views.stream(contactsView, { where, sort: [{ field: 'sentAt' }], fields })) {
    for (const { doc } of page) {
      const { contactKey, sentAt: at, conversationId: id, conversationType: type, conversationUntil: until } = doc;
      const isOpen = at !== null && id !== null && type !== null && until !== null && until > now;
      if (!isOpen || isTestContact(contactKey)) continue;
      const session = sessionRecorded({ id, type, expiresAt: instant(until) });
      if ((persons.get(contactKey)?.at ?? 0) <= at) persons.set(contactKey, { at, session });
    }
  }
}

function sweep(number: OfNumber, now: number): void {
  for (const [person, { session }] of number.persons) if (session.expiresAt <= now) number.persons.delete(person);
  number.sweepAt = SWEEP_FROM + 2 * number.persons.size;
}
