import { isTestContact, type Sender } from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import { deadlinesView, messageIndexView, sendersView } from '@arauto/read-models/operational';
import type { DispatchDeps, KnownSender } from './deps';

/** What is known of whose an attempt or a message is. */
type Whose = Pick<Document<typeof messageIndexView>, 'campaignId' | 'contactKey' | 'person'>;

/** How long the views may take to catch up, milliseconds. */
const PATIENCE = 30_000;

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
    await this.catchUp();
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
    await this.catchUp();
    let people = new Map<string, number>();
    for (const senderId of senderIds) {
      // In this order: what is accepted between the two is in the second.
      for (const kind of ['outcome', 'unknown'] as const) await this.addAttempts(people, senderId, kind, since);
      await this.addMessages(people, senderId, since, most);
      if (people.size > most) people = new Map([...people].sort(([, a], [, b]) => b - a).slice(0, most));
    }
    return [...people].map(([person, at]) => ({ person, at }));
  }

  private async addAttempts(
    people: Map<string, number>,
    senderId: string,
    kind: 'outcome' | 'unknown',
    since: number,
  ): Promise<void> {
    const where = [
      { field: 'kind', equals: kind },
      // An attempt has its outcome due later than it began.
      { field: 'dueAt', from: since },
      { field: 'senderId', equals: senderId },
    ] as const;
    const fields = ['campaignId', 'contactKey', 'person', 'attemptedAt'] as const;
    for await (const page of this.deps.views.stream(deadlinesView, { where, fields })) {
      for (const { doc } of page) add(people, personOf(doc), doc.attemptedAt ?? 0, since);
    }
  }

  /** The newest first, and no more than are needed: an unlimited portfolio may have written to millions. */
  private async addMessages(people: Map<string, number>, senderId: string, since: number, most: number): Promise<void> {
    const where = [
      { field: 'senderId', equals: senderId },
      { field: 'acceptedAt', from: since },
    ] as const;
    const sort = [{ field: 'acceptedAt', descending: true }] as const;
    const fields = ['campaignId', 'contactKey', 'person', 'acceptedAt'] as const;
    const own = new Set<string>();
    for await (const page of this.deps.views.stream(messageIndexView, { where, sort, fields })) {
      for (const { doc } of page) {
        const person = personOf(doc);
        own.add(person);
        add(people, person, doc.acceptedAt, since);
      }
      if (own.size >= most) return;
    }
  }

  /** @throws Error when the views do not get to where the log is now */
  private async catchUp(): Promise<void> {
    const { store, viewsAt, clock } = this.deps;
    const head = await store.head();
    const until = clock.monotonic() + PATIENCE;
    while (viewsAt() < head) {
      if (clock.monotonic() >= until) throw new Error('the views do not catch up with the log');
      await clock.sleep(10);
    }
  }
}

/** Of a test message that does not say whose it is nobody knows more than that it is somebody's. */
function personOf({ campaignId, contactKey, person }: Whose): string {
  if (person !== null) return person;
  return isTestContact(contactKey) ? `${campaignId}.${contactKey}` : contactKey;
}

function add(people: Map<string, number>, person: string, at: number, since: number): void {
  if (at > since && at > (people.get(person) ?? 0)) people.set(person, at);
}
