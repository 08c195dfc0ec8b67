import type { Contact } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { Cursor } from '@arauto/read-models';
import type { Waiting } from './floor';
import type { Acquaintance } from './known-persons';

/** A contact that is due, with what the vault and the views have of it. */
export interface DueContact extends Acquaintance {
  readonly contactKey: string;
  /** Of its phone number; null where it is not known. */
  readonly country: string | null;
  /** The number that it is sent to from. */
  readonly senderId: string;
  readonly revision: number;
  readonly entry: VaultEntry | undefined;
  /** Where it stands, when nothing has come of it since its row was accepted. */
  readonly uploaded: Contact | undefined;
  /** Everything up to here was looked at. */
  readonly seenAt: Position;
}

/** A new page is read when fewer are left than this. */
const LOW = 500;

/** Those of a campaign's contacts who are sent to from one number, as far as they were read, and why it does not go on with them. */
export class QueueLine {
  /** What keeps it from being looked at: a number that is paused, a log that is away. */
  closed: Waiting | null = null;
  /** What keeps those who are due, as far as the queue itself does not say. */
  reason: Waiting | null = null;
  /** Everybody before it was given out, or is sent to from another number; undefined is the beginning. */
  cursor: Cursor | undefined;
  /** All who are due have been met since the beginning. */
  isThrough = false;
  /** Contacts that were passed over since the beginning. */
  passedOver = 0;
  private ready: DueContact[] = [];
  private deferred: { readonly contact: DueContact; readonly until: number }[] = [];
  private emptyUntil = -Infinity;

  constructor(readonly senderId: string) {}

  /** Nobody is at hand, now or in a while. */
  get isEmpty(): boolean {
    return this.ready.length === 0 && this.deferred.length === 0;
  }

  get hasReady(): boolean {
    return this.ready.length > 0;
  }

  /** So many who could not be begun, and when the first of them may be; monotonic. */
  get putOff(): { readonly contacts: number; readonly until: number } {
    const until = this.deferred.reduce((earliest, each) => Math.min(earliest, each.until), Infinity);
    return { contacts: this.deferred.length, until };
  }

  /** @param now monotonic */
  wantsMore(now: number): boolean {
    return this.ready.length <= LOW && now >= this.emptyUntil;
  }

  /** Nothing is read for it before. @param until monotonic */
  rest(until: number): void {
    this.emptyUntil = until;
  }

  /** What is due is read from the beginning: who was passed over may be of it now. */
  lookAgain(): void {
    this.cursor = undefined;
    this.isThrough = false;
    this.passedOver = 0;
    this.emptyUntil = -Infinity;
  }

  /** @param now monotonic */
  take(now: number): DueContact | undefined {
    if (this.deferred.length > 0) {
      const index = this.deferred.findIndex(({ until }) => until <= now);
      if (index >= 0) return this.deferred.splice(index, 1)[0]!.contact;
    }
    return this.ready.shift();
  }

  give(contact: DueContact): void {
    this.ready.push(contact);
  }

  /** @param until monotonic; 0 is at the next turn */
  putBack(contact: DueContact, until: number): void {
    if (until === 0) this.ready.unshift(contact);
    else this.deferred.push({ contact, until });
  }

  /** Gives up everybody at hand. */
  clear(): readonly DueContact[] {
    const held = [...this.ready, ...this.deferred.map(({ contact }) => contact)];
    this.ready = [];
    this.deferred = [];
    return held;
  }
}
