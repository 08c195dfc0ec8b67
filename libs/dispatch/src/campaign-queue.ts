import { instant } from '@arauto/clock';
import { type Contact, type KnownCampaign, uploadedContact } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { Found } from '@arauto/read-models';
import { type ContactDocument, contactsView, dueAtOf } from '@arauto/read-models/operational';
import type { ClockReading } from './call-by';
import { CanaryInView } from './canary-in-view';
import type { DispatchDeps } from './deps';
import type { KnownPersons } from './known-persons';
import type { Waiting } from './floor';
import { type DueContact, type QueueLine } from './queue-line';

/** Whose queue it is. */
export interface QueueOf {
  readonly campaignId: string;
  readonly subaccountId: string;
  /** As the campaign is known now. */
  readonly known: Pick<KnownCampaign, 'canary'>;
  /** The number that a contact is sent to from as things stand; undefined where it is none. */
  senderFor(contact: Pick<ContactDocument, 'contactKey' | 'country'>): string | undefined;
}

/** What was taken out of the view. */
interface Taken {
  readonly revision: number;
  /** Until its turn has ended. */
  inHand: boolean;
  /** Where the views must have got to before it may be forgotten; null where that is not known, and while it is in hand. */
  forgetAt: Position | null;
}

const PAGE = 1000;
/** What is read of a contact that is due. */
const DUE = ['contactKey', 'country', 'ref', 'uploadId', 'row', 'correlationId', 'dueAt', 'revision'] as const;
type DueRow = Found<typeof contactsView, (typeof DUE)[number]>;
/** How long an empty answer holds, milliseconds: retries become due by the clock, not by an event. */
const LOOK_AGAIN_AFTER = 100;
/** Who passes over many goes through them all again and again: so many a millisecond, at most a tenth of what a thread reads. */
const PASSED_OVER_A_MS = 20;
/** A page that cannot be read is waited for, and nobody who is due is known meanwhile. */
const UNREADABLE: Waiting = {
  code: 'store_unavailable',
  text: 'The views or the vault cannot be read at the moment: who is due is not known.',
  until: null,
};
/** How long what cannot be opened is left alone, milliseconds. */
const DAMAGED_AGAIN_AFTER = 5_000;
/** How often it is asked what will be due later, when nothing is now. */
const LOOK_AHEAD_AFTER = 1000;

/**
 * The due contacts of one campaign, read ahead page by page, in a line for each number that they are sent to from. What was taken is remembered until the views have caught up with it,
 * since a page may be older than the last claim; a row that is stale all the same is dropped by the revision of its claim.
 * Every wait of its own is on the monotonic clock; only retries are due by the wall clock, in which their events say so.
 */
export class CampaignQueue {
  private readonly lines: ReadonlyMap<string, QueueLine>;
  /** Contacts that came to nothing, and until when they are left alone. */
  private readonly resting = new Map<string, number>();
  private readonly taken = new Map<string, Taken>();
  private mustLearn = false;
  private reading = false;
  /** The last page could not be read. */
  private unreadable = false;
  /** Refs of contacts that the vault has and cannot open, and until when they are left alone. */
  private readonly damaged = new Map<string, number>();
  /** How often it began anew: what was read before is given to nobody. */
  private beginnings = 0;
  private lookAheadAt = -Infinity;
  private readonly canary: CanaryInView;
  /** When the first retry is due; null while something is due now, or nothing ever will be. */
  private laterAt: number | null = null;

  /** @param lines of the numbers that contacts are sent to from here */
  constructor(
    private readonly of: QueueOf,
    lines: readonly QueueLine[],
    private readonly deps: Pick<DispatchDeps, 'views' | 'vault' | 'viewsAt' | 'store' | 'log'>,
    private readonly persons: Pick<KnownPersons, 'page'>,
  ) {
    this.lines = new Map(lines.map((line) => [line.senderId, line]));
    this.canary = new CanaryInView(of.campaignId, deps.views);
  }

  /** Whether nobody of the canary is left who could be sent to now, as views say that have everything that came of those who were. */
  get isCanaryOut(): boolean {
    const isQuiet = [...this.lines.values()].every(({ isEmpty }) => isEmpty) && this.damaged.size === 0;
    return isQuiet && this.canary.isOut;
  }

  /** Whether `refill` would read. @param now monotonic */
  wantsMore(line: QueueLine, now: number): boolean {
    return !this.reading && line.wantsMore(now);
  }

  /** Puts a contact back that could not be begun yet. @param until monotonic; 0 is at the next turn */
  putBack(contact: DueContact, until: number): void {
    const line = this.lines.get(contact.senderId);
    if (line && this.of.senderFor(contact) === line.senderId) line.putBack(contact, until);
    else this.giveUp(contact);
  }

  /** It cannot be begun as things stand, and is met again later. */
  giveUp({ contactKey }: DueContact): void {
    this.taken.delete(contactKey);
  }

  /** Others may be sent to from some of the numbers now: who was read is given up, and read again. */
  beginAnew(): void {
    this.beginnings++;
    for (const line of this.lines.values()) {
      for (const { contactKey } of line.clear()) this.taken.delete(contactKey);
      line.lookAgain();
    }
  }

  /**
   * The contact's turn has ended.
   * @param position everything that came of it is in the log up to here; null where that is not known
   * @param restUntil monotonic: it is not given again before, although its row says that it is due
   */
  ended(contactKey: string, position: Position | null, restUntil: number | null): void {
    if (restUntil !== null) this.resting.set(contactKey, restUntil);
    const taken = this.taken.get(contactKey);
    if (!taken) return;
    taken.inHand = false;
    taken.forgetAt = position;
    if (position === null) this.mustLearn = true;
  }

  /** Why nothing of a line is sent now; null where something may be, and where nobody is known to be in it. */
  waitingIn(line: QueueLine, now: ClockReading): Waiting | null {
    const { contacts, until: first } = line.putOff;
    if (line.hasReady || contacts === 0) return null;
    const until = instant(now.wall + Math.max(0, first - now.monotonic));
    return {
      code: 'backing_off',
      text: `${contacts} contacts that could not be sent to at once are tried again.`,
      until,
    };
  }

  /** Why nobody is known to be due; null where somebody may be, or nobody will. */
  get waiting(): Waiting | null {
    if (this.unreadable) return UNREADABLE;
    if (this.damaged.size > 0) return unopenable(this.damaged.size);
    if (this.laterAt === null) return null;
    const until = instant(this.laterAt);
    return { code: 'retries_due', text: `Waiting for retries due ${until}.`, until };
  }

  /** Reads the next page of a line when there is little left. Answers whether anything came. */
  async refill(line: QueueLine, now: ClockReading): Promise<boolean> {
    if (!this.wantsMore(line, now.monotonic)) return false;
    this.reading = true;
    // Holds for a page that cannot be read, too; and the whole of a canary is read each time.
    line.rest(now.monotonic + Math.max(LOOK_AGAIN_AFTER, (this.of.known.canary?.contacts ?? 0) / 10));
    try {
      const position = this.deps.viewsAt();
      if (this.mustLearn) await this.learnWhereTurnsEnded();
      for (const [key, { forgetAt }] of this.taken) {
        if (forgetAt !== null && forgetAt <= position) this.taken.delete(key);
      }
      const came = await this.readPage(line, now, position);
      this.unreadable = false;
      return came;
    } catch (error) {
      this.unreadable = true;
      throw error;
    } finally {
      this.reading = false;
    }
  }

  /** Whatever a turn wrote is in the log up to its end. */
  private async learnWhereTurnsEnded(): Promise<void> {
    const ended = [...this.taken.values()].filter(isUnplaced);
    const head = await this.deps.store.head();
    for (const taken of ended) taken.forgetAt = head;
    this.mustLearn = [...this.taken.values()].some(isUnplaced);
  }

  /** A page is for every line that stands where the one stands that it is read for. */
  private async readPage(line: QueueLine, now: ClockReading, seenAt: Position): Promise<boolean> {
    const { campaignId } = this.of;
    const { vault } = this.deps;
    const { canary } = this.of.known;
    const { beginnings } = this;
    const { cursor } = line;
    const served = [...this.lines.values()].filter(
      (each) => each === line || (each.cursor?.id === cursor?.id && each.wantsMore(now.monotonic)),
    );
    const found = canary ? await this.canary.due(canary, now.wall) : await this.due(cursor, now.wall);
    const due = found.flatMap(({ doc }) => {
      const taken = this.taken.get(doc.contactKey);
      const isLeftAlone = (this.damaged.get(doc.ref) ?? -Infinity) > now.monotonic;
      const own = isLeftAlone || (taken && taken.revision >= doc.revision) ? undefined : this.lineOf(doc, served);
      return own ? [{ doc, line: own }] : [];
    });
    for (const each of served) each.passedOver += found.length - due.length;
    for (const { doc } of due) this.damaged.delete(doc.ref);
    const held = await vault.getMany(
      due.map(({ doc }) => doc.ref),
      (ref, error) => {
        this.damaged.set(ref, now.monotonic + DAMAGED_AGAIN_AFTER);
        this.deps.log('what the vault has of a contact cannot be opened', { campaignId, error });
      },
    );
    // they wait for the vault to be mended: a contact without an entry would be taken for an erased one
    const fresh = due
      .map((each, index) => ({ ...each, entry: held[index] }))
      .filter(({ doc }) => !this.damaged.has(doc.ref));
    for (const each of served) {
      const own = fresh.filter(({ line: of }) => of === each);
      if (own.length > 0) await this.fill(each, own, now, { seenAt, beginnings });
    }
    if (canary) this.canary.isOut = found.length === 0 && this.taken.size === 0;
    if (beginnings !== this.beginnings) return fresh.length > 0;
    const last = found.at(-1);
    const more = !canary && found.length === PAGE && last !== undefined;
    for (const each of served) {
      each.cursor = more ? { values: [last.doc.dueAt, last.doc.row], id: last.id } : undefined;
      each.isThrough = !more;
      if (more) each.rest(-Infinity);
      else this.atTheEnd(each, now.monotonic);
    }
    // all that is due was looked at: whoever was not met again is due no more
    if (!more) for (const [ref, until] of this.damaged) if (until <= now.monotonic) this.damaged.delete(ref);
    await this.lookAhead(now, found.length);
    return fresh.length > 0;
  }

  private lineOf(
    contact: Pick<ContactDocument, 'contactKey' | 'country'>,
    lines: readonly QueueLine[],
  ): QueueLine | undefined {
    const senderId = this.of.senderFor(contact);
    return lines.find((line) => line.senderId === senderId);
  }

  private atTheEnd(line: QueueLine, now: number): void {
    if (line.passedOver > PAGE) line.rest(now + line.passedOver / PASSED_OVER_A_MS);
    line.passedOver = 0;
  }

  private async fill(
    line: QueueLine,
    due: readonly { readonly doc: DueRow['doc']; readonly entry: DueContact['entry'] }[],
    now: ClockReading,
    read: { readonly seenAt: Position; readonly beginnings: number },
  ): Promise<void> {
    const { subaccountId } = this.of;
    const { senderId } = line;
    const persons = due.map(({ doc, entry }) => ({ key: doc.contactKey, phone: entry?.phone ?? null }));
    const acquaintances = await this.persons.page({ subaccountId, senderId }, persons, now.wall);
    if (read.beginnings !== this.beginnings) return;
    due.forEach(({ doc, entry }, index) => {
      const { contactKey, country, revision } = doc;
      this.taken.set(contactKey, { revision, inHand: true, forgetAt: null });
      const uploaded = revision === 0 ? uploadedOf(subaccountId, doc) : undefined;
      const { seenAt } = read;
      this.give(line, { contactKey, country, senderId, revision, entry, uploaded, seenAt, ...acquaintances[index]! });
    });
  }

  /** The next page of who is due. */
  private due(after: QueueLine['cursor'], now: number): Promise<DueRow[]> {
    return this.deps.views.find(contactsView, {
      where: [
        { field: 'queue', equals: this.of.campaignId },
        { field: 'dueAt', to: now + 1 },
      ],
      sort: [{ field: 'dueAt' }, { field: 'row' }],
      limit: PAGE,
      after,
      fields: DUE,
    });
  }

  private give(line: QueueLine, contact: DueContact): void {
    const until = this.resting.size > 0 ? this.resting.get(contact.contactKey) : undefined;
    if (until === undefined) return line.give(contact);
    this.resting.delete(contact.contactKey);
    line.putBack(contact, until);
  }

  /** A campaign whose retries are all due later says until when it waits, also where the clock was set back since. */
  private async lookAhead({ monotonic }: ClockReading, due: number): Promise<void> {
    if (due > 0) this.laterAt = null;
    if (due > 0 || monotonic < this.lookAheadAt) return;
    this.lookAheadAt = monotonic + LOOK_AHEAD_AFTER;
    const [next] = await this.deps.views.find(contactsView, {
      where: [{ field: 'queue', equals: this.of.campaignId }],
      sort: [{ field: 'dueAt' }, { field: 'row' }],
      limit: 1,
      fields: ['dueAt'],
    });
    const dueAt = next?.doc.dueAt ?? null;
    this.laterAt = dueAt === null ? null : dueAtOf(dueAt);
  }
}

function unopenable(contacts: number): Waiting {
  const text = `What the vault has of ${contacts} ${contacts === 1 ? 'contact' : 'contacts'} cannot be opened: put the vault back from a backup, or cancel the campaign.`;
  return { code: 'vault_damaged', text, until: null };
}

/** Its turn has ended, and nobody knows where in the log. */
function isUnplaced({ inHand, forgetAt }: Taken): boolean {
  return !inHand && forgetAt === null;
}

function uploadedOf(subaccountId: string, doc: Pick<ContactDocument, (typeof DUE)[number]>): Contact | undefined {
  const { ref, uploadId, row, correlationId, dueAt } = doc;
  if (dueAt === null) return undefined;
  return uploadedContact({
    subaccountId,
    ref,
    uploadId,
    row,
    at: instant(dueAtOf(dueAt)),
    ...(correlationId !== null && { correlationId }),
  });
}
