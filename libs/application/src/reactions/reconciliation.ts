import type { Clock } from '@arauto/clock';
import { callbackData, contactOfDocument, type KnownSender } from '@arauto/domain';
import { readContactEntry, type Vault, waIdCanonical } from '@arauto/privacy';
import type { Condition, Cursor, Found, ViewReader } from '@arauto/read-models';
import { contactsView, UNKNOWN_OUTCOMES } from '@arauto/read-models/operational';
import type { HistoryEntry } from '@arauto/whatsapp';
import { messageOwners } from '../conversations/message-owners';
import type { Identities } from '../identities/identities';
import type { ProviderConnections } from '../sending/provider-connections';
import type { WebhookReceiver } from '../webhooks/receive-webhook';
import type { Failed, Reaction } from './reaction';
import { Rests } from './rests';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long after an outcome was due the history is asked about it: soon, since statuses may be on their way, then less and less often. */
const ASKED_AT = [5 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
/** From one question about a number to the next at least, and at most where it is not answered. */
const FIRST_REST = 15 * SECOND;
const LONGEST_REST = HOUR;
/** How far the platform's clock, which tells whole seconds, may be from ours. */
const APART = 5 * SECOND;
/** Nobody is asked about for longer: what the platform keeps is not said, and a number may wait for its answer for days. */
const LONGEST_AGE = 7 * 24 * HOUR;
const PAGE = 500;
/** Contacts of one number that wait to be asked about; of more, the newest. */
const MOST_WAITING = 5000;
/** Numbers asked about at once. */
const AT_ONCE = 16;

/** Of whose attempt nobody knows what became of it. */
interface Unknown {
  readonly id: string;
  readonly ref: string;
  readonly attempt: number;
  readonly senderId: string;
  /** When the attempt began, and by when its outcome was due, milliseconds. */
  readonly from: number;
  readonly to: number;
}

const FIELDS = ['ref', 'outcomeAttempt', 'sentBy', 'sentAt', 'dueAt', 'row'] as const;
type Row = Found<typeof contactsView, (typeof FIELDS)[number]>;

/** What reconciliation needs. */
export interface ReconciliationDeps {
  readonly views: ViewReader;
  readonly vault: Pick<Vault, 'getMany'>;
  readonly clock: Clock;
  readonly identities: Pick<Identities, 'keysOfNumber' | 'messageHash'>;
  readonly connections: Pick<ProviderConnections, 'provider'>;
  /** Takes in what was learned as it takes in a webhook. */
  readonly receiver: Pick<WebhookReceiver, 'matchAgain'>;
  readonly sender: (senderId: string) => Promise<KnownSender | undefined>;
}

/**
 * Asks the platform's history of messages about attempts of which nobody knows what became of them: a call without an answer gave us no id, so that a
 * message is taken for ours only where it is the one to that person in the time of the attempt, nobody else's, and no other attempt could have been it.
 * What the history does not tell, or not for certain, stays unknown: nothing is concluded from it, and nobody is sent to again. What is remembered of
 * contacts only saves work: after a start all are asked about.
 */
export class Reconciliation implements Reaction {
  readonly name = 'unknown outcomes in the history of messages';
  readonly every = SECOND;
  /** Wall clock of the last look. */
  private lookedAt: number | undefined;
  private readonly waiting = new Map<string, Map<string, Unknown>>();
  private readonly rests: Rests;

  constructor(private readonly deps: ReconciliationDeps) {
    this.rests = new Rests(deps.clock, FIRST_REST, LONGEST_REST);
  }

  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    const now = this.deps.clock.now();
    const before = this.lookedAt;
    if (before === undefined) await this.gather(now - LONGEST_AGE, now);
    else if (before < now) for (const age of ASKED_AT) await this.gather(before - age, now - age);
    this.lookedAt = now;
    const due = [...this.waiting.keys()].filter((senderId) => !this.rests.isResting(senderId));
    for (let from = 0; from < due.length && !signal.aborted; from += AT_ONCE) {
      await Promise.all(due.slice(from, from + AT_ONCE).map((senderId) => this.ask(senderId, failed)));
    }
    return false;
  }

  /** Those whose outcome was due after `from`, and not after `to`. */
  private async gather(from: number, to: number): Promise<void> {
    const where = [
      { field: 'queue', equals: UNKNOWN_OUTCOMES },
      { field: 'dueAt', from: from + 1, to: to + 1 },
    ] as const;
    let after: Cursor | undefined;
    do {
      const page = await this.page(where, after);
      for (const row of page) this.wait(row);
      const last = page.at(-1);
      after = last && page.length === PAGE ? { id: last.id, values: [last.doc.dueAt ?? 0, last.doc.row] } : undefined;
    } while (after);
  }

  private page(where: readonly Condition<typeof contactsView>[], after?: Cursor): Promise<readonly Row[]> {
    const sort = [{ field: 'dueAt' }, { field: 'row' }] as const;
    return this.deps.views.find(contactsView, { where, sort, limit: PAGE, after, fields: FIELDS });
  }

  private wait({ id, doc }: Row): void {
    const { ref, outcomeAttempt: attempt, sentBy: senderId, sentAt: from, dueAt: to } = doc;
    if (attempt === null || senderId === null || from === null || to === null) return;
    const own = this.waiting.get(senderId) ?? new Map<string, Unknown>();
    own.delete(id);
    own.set(id, { id, ref, attempt, senderId, from, to });
    if (own.size > MOST_WAITING) for (const [oldest] of [...own].slice(0, own.size - MOST_WAITING)) own.delete(oldest);
    this.waiting.set(senderId, own);
  }

  /** About all that wait of one number. Where nobody answers they go on to wait. */
  private async ask(senderId: string, failed: Failed): Promise<void> {
    const unknown = [...(this.waiting.get(senderId)?.values() ?? [])];
    try {
      const isDone = await this.askAbout(senderId, unknown);
      if (isDone) this.rests.wake(senderId);
      const end = this.deps.clock.now() - LONGEST_AGE;
      if (isDone || unknown.every(({ to }) => to < end)) this.waiting.delete(senderId);
    } catch (error) {
      failed(error);
    }
    this.rests.rest(senderId);
  }

  /** Whether there is nothing left to ask. */
  private async askAbout(senderId: string, unknown: readonly Unknown[]): Promise<boolean> {
    const { connections, sender: senderOf, views } = this.deps;
    const sender = await senderOf(senderId);
    if (!sender?.connected) return true;
    const provider = await connections.provider(senderId, sender);
    if (!provider.history) return true;
    const standing = await views.getMany(
      contactsView,
      unknown.map(({ id }) => id),
    );
    const still = unknown.filter((_, index) => standing[index]?.queue === UNKNOWN_OUTCOMES);
    if (still.length === 0) return true;
    const history = await provider.history(spanOf(still));
    if ('error' in history) return false;
    const told = still.filter(({ from }) => from - APART >= history.since);
    await this.settle(senderId, sender, told, history.entries);
    return true;
  }

  private async settle(
    senderId: string,
    sender: KnownSender,
    unknown: readonly Unknown[],
    entries: readonly HistoryEntry[],
  ): Promise<void> {
    const { subaccountId } = sender;
    const persons = await this.personsOf(unknown);
    const toPersons = new Map<string, HistoryEntry[]>();
    for (const entry of entries) {
      const person = entry.recipient === null ? undefined : waIdCanonical(entry.recipient);
      if (person !== undefined) toPersons.set(person, [...(toPersons.get(person) ?? []), entry]);
    }
    const found: { readonly unknown: Unknown; readonly person: string; readonly ours: HistoryEntry }[] = [];
    for (const each of unknown) {
      const person = persons.get(each.id) ?? '';
      const within = (toPersons.get(person) ?? []).filter(({ at }) => at >= each.from - APART && at <= each.to + APART);
      const ours = await this.theOne(subaccountId, within);
      if (ours) found.push({ unknown: each, person, ours });
    }
    if (found.length === 0) return;
    const rivals = await this.rivalsIn(senderId, found);
    for (const { unknown: each, person, ours } of found) {
      if (await this.hasRival(subaccountId, each, person, rivals)) continue;
      await this.learn(senderId, sender, each, ours);
    }
  }

  /** Canonical numbers, by contact; nothing of one that was erased. */
  private async personsOf(unknown: readonly Unknown[]): Promise<ReadonlyMap<string, string>> {
    const entries = await this.deps.vault.getMany(unknown.map(({ ref }) => ref));
    const persons = new Map<string, string>();
    unknown.forEach(({ id }, index) => {
      const entry = entries[index];
      const phone = entry ? readContactEntry(entry).phone : null;
      const person = phone === null ? undefined : waIdCanonical(phone);
      if (person !== undefined) persons.set(id, person);
    });
    return persons;
  }

  /** The one that is nobody's yet; undefined where there are several, or none. */
  private async theOne(subaccountId: string, entries: readonly HistoryEntry[]): Promise<HistoryEntry | undefined> {
    if (entries.length === 0) return undefined;
    const hashes = await Promise.all(
      entries.map(({ messageId }) => this.deps.identities.messageHash(subaccountId, messageId)),
    );
    const owners = await messageOwners(this.deps.views, hashes);
    const free = entries.filter((_, index) => !owners.has(hashes[index]!));
    return free.length === 1 ? free[0] : undefined;
  }

  /** Attempts of the number in the time of any of these, of which it is not known what message came of them, by the key of whom they were to. */
  private async rivalsIn(
    senderId: string,
    found: readonly { readonly unknown: Unknown }[],
  ): Promise<ReadonlyMap<string, readonly Rival[]>> {
    const spans = found.map(({ unknown }) => rivalSpanOf(unknown));
    const rivals = new Map<string, Rival[]>();
    const where = [
      { field: 'sentAt', set: true },
      { field: 'sentBy', equals: senderId },
      {
        field: 'sentAt',
        from: Math.min(...spans.map(({ from }) => from)),
        to: Math.max(...spans.map(({ to }) => to)) + 1,
      },
    ] as const;
    const fields = ['contactKey', 'person', 'sentAt', 'messageAttempt', 'outcomeAttempt'] as const;
    for await (const page of this.deps.views.stream(contactsView, { where, fields })) {
      for (const { id, doc } of page) {
        if (doc.messageAttempt === doc.outcomeAttempt) continue;
        const key = doc.person ?? doc.contactKey;
        rivals.set(key, [...(rivals.get(key) ?? []), { id, sentAt: doc.sentAt ?? 0 }]);
      }
    }
    return rivals;
  }

  /** Whether the message may be that of another attempt to this person, under whichever key. */
  private async hasRival(
    subaccountId: string,
    unknown: Unknown,
    person: string,
    rivals: ReadonlyMap<string, readonly Rival[]>,
  ): Promise<boolean> {
    const keys = new Set<string>(await this.deps.identities.keysOfNumber(subaccountId, person));
    keys.add(contactOfDocument(unknown.id).contactKey);
    const { from, to } = rivalSpanOf(unknown);
    const others = [...keys].flatMap((key) => rivals.get(key) ?? []);
    return others.some(({ id, sentAt }) => id !== unknown.id && sentAt >= from && sentAt <= to);
  }

  private async learn(senderId: string, sender: KnownSender, { id, attempt }: Unknown, entry: HistoryEntry) {
    const { campaignId, contactKey } = contactOfDocument(id);
    for (const status of entry.statuses) {
      const named = { ...status, callbackData: callbackData(campaignId, contactKey, attempt) };
      await this.deps.receiver.matchAgain(senderId, sender, named);
    }
  }
}

/** An attempt from which a message may be. */
interface Rival {
  readonly id: string;
  readonly sentAt: number;
}

/** When another attempt may have begun of which the message lies in the time of this one. */
function rivalSpanOf({ from, to }: Unknown): { readonly from: number; readonly to: number } {
  return { from: from - (to - from) - APART, to: to + APART };
}

/** The time of all of these. */
function spanOf(unknown: readonly Unknown[]): { readonly from: number; readonly to: number } {
  return {
    from: Math.min(...unknown.map(({ from }) => from)) - APART,
    to: Math.max(...unknown.map(({ to }) => to)) + APART,
  };
}
