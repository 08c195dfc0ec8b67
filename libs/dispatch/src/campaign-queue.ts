import { type Contact, uploadedContact } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import { identitiesToLookUp, personKey, type VaultEntry } from '@arauto/privacy';
import type { Cursor, Document } from '@arauto/read-models';
import { dueQueueView } from '@arauto/read-models/operational';
import type { DispatchDeps } from './deps';
import type { PersonStreams } from './person-streams';

/** A contact that is due, with what the vault and the views have of it. */
export interface DueContact {
  readonly contactKey: string;
  readonly revision: number;
  readonly entry: VaultEntry | undefined;
  /** Where it stands, when nothing has come of it since its row was accepted. */
  readonly uploaded: Contact | undefined;
  /** Everything up to here was looked at. */
  readonly seenAt: Position;
  /** There is a suppression of this person: the stream says whether it holds. */
  readonly mayBeSuppressed: boolean;
  /** Keys under which an older reading of the number did suppress the person, or may have: their streams say whether it holds. */
  readonly formerKeys: readonly string[];
  /** The person wrote within a day: the stream says whether a session is open. */
  readonly mayConverse: boolean;
}

/** Whose queue it is. */
export interface QueueOf {
  readonly campaignId: string;
  readonly subaccountId: string;
  readonly senderId: string;
}

/** Persons whose streams an attempt must read. */
export interface PersonsToRead {
  /** Of a subaccount. */
  readonly suppressed: PersonStreams;
  /** Of a sender. */
  readonly conversing: PersonStreams;
}

const DAY = 24 * 3600 * 1000;

const PAGE = 1000;
/** A new page is read when fewer are left than this. */
const LOW = 500;
/** How long an empty answer holds, milliseconds: retries become due by the clock, not by an event. */
const LOOK_AGAIN_AFTER = 100;

/**
 * The due contacts of one campaign, read ahead page by page. What was taken is remembered until the views have caught up with it,
 * since a page may be older than the last claim; a row that is stale all the same is dropped by the revision of its claim.
 */
export class CampaignQueue {
  private ready: DueContact[] = [];
  private deferred: { readonly contact: DueContact; readonly until: number }[] = [];
  private readonly taken = new Map<string, { readonly revision: number; forgetAt: Position | null }>();
  private reading = false;
  private cursor: Cursor | undefined;
  private emptyUntil = 0;

  constructor(
    private readonly of: QueueOf,
    private readonly deps: Pick<DispatchDeps, 'views' | 'vault' | 'viewsAt' | 'connections'>,
    private readonly persons: PersonsToRead,
  ) {}

  /** Whether `refill` would read. */
  wantsMore(now: number): boolean {
    return !this.reading && this.ready.length <= LOW && now >= this.emptyUntil;
  }

  /** The earliest instant at which there may be more, or Infinity while a page is on its way. */
  get lookAgainAt(): number {
    const deferred = this.deferred.reduce((earliest, { until }) => Math.min(earliest, until), Infinity);
    return Math.min(deferred, this.reading ? Infinity : this.emptyUntil);
  }

  take(now: number): DueContact | undefined {
    if (this.deferred.length > 0) {
      const index = this.deferred.findIndex(({ until }) => until <= now);
      if (index >= 0) return this.deferred.splice(index, 1)[0]!.contact;
    }
    return this.ready.shift();
  }

  /** Puts a contact back that could not be begun yet. */
  putBack(contact: DueContact, until: number): void {
    if (until === 0) this.ready.unshift(contact);
    else this.deferred.push({ contact, until });
  }

  /** The contact's turn has ended, and what came of it is in the log before `position`. */
  ended(contactKey: string, position: Position): void {
    const taken = this.taken.get(contactKey);
    if (taken) taken.forgetAt = position;
  }

  /** Reads the next page when there is little left. Answers whether anything came. */
  async refill(now: number): Promise<boolean> {
    if (!this.wantsMore(now)) return false;
    this.reading = true;
    try {
      const position = this.deps.viewsAt();
      for (const [key, { forgetAt }] of this.taken) {
        if (forgetAt !== null && forgetAt <= position) this.taken.delete(key);
      }
      return await this.readPage(now, position);
    } finally {
      this.reading = false;
    }
  }

  private async readPage(now: number, seenAt: Position): Promise<boolean> {
    const { campaignId, subaccountId, senderId } = this.of;
    const { views, vault } = this.deps;
    const found = await views.find(dueQueueView, {
      where: [
        { field: 'campaignId', equals: campaignId },
        { field: 'dueAt', to: now + 1 },
      ],
      sort: [{ field: 'dueAt' }, { field: 'row' }],
      limit: PAGE,
      ...(this.cursor && { after: this.cursor }),
    });
    const last = found.at(-1);
    this.cursor =
      found.length === PAGE && last
        ? { values: [Number(last.doc['dueAt']), last.doc['row'] as number | null], id: last.id }
        : undefined;
    const fresh = found.filter(({ doc }) => {
      const taken = this.taken.get(String(doc['contactKey']));
      return taken === undefined || taken.revision < Number(doc['revision']);
    });
    const keys = fresh.map(({ doc }) => String(doc['contactKey']));
    const [entries, suppressed, conversing] = await Promise.all([
      vault.getMany(fresh.map(({ doc }) => String(doc['ref']))),
      this.persons.suppressed.among(subaccountId, keys),
      this.persons.conversing.among(senderId, keys, [{ field: 'receivedAt', from: now - DAY }]),
    ]);
    const former = await this.formerlySuppressed(entries);
    fresh.forEach(({ doc }, index) => {
      const contactKey = keys[index]!;
      const revision = Number(doc['revision']);
      this.taken.set(contactKey, { revision, forgetAt: null });
      this.ready.push({
        contactKey,
        revision,
        entry: entries[index],
        uploaded: revision === 0 ? uploadedOf(subaccountId, doc) : undefined,
        seenAt,
        mayBeSuppressed: suppressed.has(contactKey) || former.has(contactKey),
        formerKeys: former.get(contactKey) ?? [],
        mayConverse: conversing.has(contactKey),
      });
    });
    this.emptyUntil = found.length < PAGE ? now + LOOK_AGAIN_AFTER : 0;
    return fresh.length > 0;
  }

  /** Persons who were suppressed under another key than their contact's: an older reading made it of the same number. */
  private async formerlySuppressed(
    entries: readonly (VaultEntry | undefined)[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const { subaccountId } = this.of;
    const former = new Map<string, readonly string[]>();
    const { suppressed } = this.persons;
    if (!(await suppressed.any(subaccountId))) return former;
    const secret = await this.deps.connections.identitySecret(subaccountId);
    for (const entry of entries) {
      if (!entry?.person || !entry.phone) continue;
      const [, ...others] = identitiesToLookUp(entry.phone.slice(1));
      if (others.length > 0)
        former.set(
          entry.person,
          others.map((identity) => personKey(secret, identity)),
        );
    }
    const found = await suppressed.among(subaccountId, [...former.values()].flat());
    for (const [person, keys] of former) {
      const held = keys.filter((key) => found.has(key));
      if (held.length > 0) former.set(person, held);
      else former.delete(person);
    }
    return former;
  }
}

function uploadedOf(subaccountId: string, doc: Document): Contact {
  const correlationId = doc['correlationId'];
  return uploadedContact({
    subaccountId,
    ref: String(doc['ref']),
    uploadId: String(doc['uploadId']),
    row: Number(doc['row']),
    at: new Date(Number(doc['dueAt'])).toISOString(),
    ...(typeof correlationId === 'string' && { correlationId }),
  });
}
