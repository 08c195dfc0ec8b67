import { isTestContact, type KnownSender, type Sender } from '@arauto/domain';
import { type ContactDocument, contactsView, sendersView } from '@arauto/read-models/operational';
import type { DispatchDeps } from './deps';
import { viewsCaughtUp } from './views-caught-up';

/**
 * Whom the numbers of a portfolio have written to, whatever the campaign: accepted messages, and attempts of which nobody knows (yet)
 * whether they were. Asked when a limit must be kept that was not counted before.
 */
export class SentOfLate {
  constructor(
    private readonly deps: Pick<DispatchDeps, 'store' | 'views' | 'viewsAt' | 'clock' | 'owners'>,
    private readonly senders: { load(senderId: string): Promise<Sender> },
  ) {}

  /** What the tier of a number is counted under; see `Owners`. */
  keyOf(sender: KnownSender): string {
    return this.deps.owners.portfolioOf(sender);
  }

  /** Every number of the portfolio that counts under `key`, also one that is new: others may bear the same name. */
  async numbersOf(portfolioId: string, key: string): Promise<string[]> {
    await viewsCaughtUp(this.deps);
    const ids: string[] = [];
    const where = [{ field: 'portfolioId', equals: portfolioId }] as const;
    for await (const page of this.deps.views.stream(sendersView, { where, fields: [] })) {
      for (const { id } of page) {
        const sender = await this.senders.load(id);
        if (sender.status !== 'none' && this.keyOf(sender) === key) ids.push(id);
      }
    }
    return ids;
  }

  /**
   * The people these numbers have written to after `since`, with the last time; of more than `most` those written to last. No number may
   * begin to send meanwhile.
   */
  async peopleOf(senderIds: readonly string[], since: number, most: number): Promise<{ person: string; at: number }[]> {
    await viewsCaughtUp(this.deps);
    let people = new Map<string, number>();
    for (const senderId of senderIds) {
      await this.addPeople(people, senderId, since, most);
      if (people.size > most) people = new Map([...people].sort(([, a], [, b]) => b - a).slice(0, most));
    }
    return [...people].map(([person, at]) => ({ person, at }));
  }

  /**
   * The newest first, and no more than are needed: an unlimited portfolio may have written to millions. An answer that comes meanwhile
   * moves nobody out of the way: what is sent counts from when it began.
   */
  private async addPeople(people: Map<string, number>, senderId: string, since: number, most: number): Promise<void> {
    const where = [
      { field: 'sentBy', equals: senderId },
      { field: 'sentAt', set: true },
      // The last moment does not count any more.
      { field: 'sentAt', from: since + 1 },
    ] as const;
    const sort = [{ field: 'sentAt', descending: true }] as const;
    const fields = ['contactKey', 'person', 'sentAt'] as const;
    const own = new Set<string>();
    for await (const page of this.deps.views.stream(contactsView, { where, sort, fields })) {
      for (const { id, doc } of page) {
        const person = personOf(id, doc);
        own.add(person);
        people.set(person, Math.max(doc.sentAt ?? 0, people.get(person) ?? 0));
      }
      if (own.size >= most) return;
    }
  }
}

/** Of a test message that does not say whose it is nobody knows more than that it is somebody's. */
function personOf(id: string, { contactKey, person }: Pick<ContactDocument, 'contactKey' | 'person'>): string {
  return person ?? (isTestContact(contactKey) ? id : contactKey);
}
