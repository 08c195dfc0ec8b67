import { type Contact, uploadedContact } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { Cursor, Document } from '@arauto/read-models';
import { dueQueueView } from '@arauto/read-models/operational';
import type { DispatchDeps } from './deps';
import type { Acquaintance, KnownPersons } from './known-persons';

/** A contact that is due, with what the vault and the views have of it. */
export interface DueContact extends Acquaintance {
  readonly contactKey: string;
  readonly revision: number;
  readonly entry: VaultEntry | undefined;
  /** Where it stands, when nothing has come of it since its row was accepted. */
  readonly uploaded: Contact | undefined;
  /** Everything up to here was looked at. */
  readonly seenAt: Position;
}

/** Whose queue it is. */
export interface QueueOf {
  readonly campaignId: string;
  readonly subaccountId: string;
  readonly senderId: string;
}

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
    private readonly deps: Pick<DispatchDeps, 'views' | 'vault' | 'viewsAt'>,
    private readonly persons: Pick<KnownPersons, 'page'>,
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
    const { campaignId, subaccountId } = this.of;
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
    const entries = await vault.getMany(fresh.map(({ doc }) => String(doc['ref'])));
    const persons = keys.map((key, index) => ({ key, phone: entries[index]?.phone ?? null }));
    const acquaintances = await this.persons.page(this.of, persons, now);
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
        ...acquaintances[index]!,
      });
    });
    this.emptyUntil = found.length < PAGE ? now + LOOK_AGAIN_AFTER : 0;
    return fresh.length > 0;
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
