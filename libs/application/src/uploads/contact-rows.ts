import { type ContactRow, longestCorrelationId } from '@arauto/contact-files';
import {
  type Contact,
  type ContactCommand,
  contactDecider,
  type InvalidReason,
  isLongerThan,
  noContact,
  rejectedRowKey,
  type RowRejected,
  rowRef,
  stream,
} from '@arauto/domain';
import type { AppendItem, JsonObject } from '@arauto/event-store';
import {
  type Canonical,
  contactEntry,
  countryOfNumber,
  personKey,
  type PersonKey,
  rowHash,
  type VaultEntry,
} from '@arauto/privacy';
import { rowEventIds } from './row-event-id';

export type AcceptRow = Extract<ContactCommand, { type: 'AcceptRow' }>;

/** A row on its way: what the file says of it, and whom it means. */
export interface JudgedRow {
  readonly row: number;
  readonly ref: string;
  readonly correlationId: string | null;
  /** Null where the number is not usable. */
  readonly person: PersonKey | null;
  /** What the person's key was made of; null where the number is not usable. */
  readonly canonical: Canonical | null;
  /** Empty for a row that can become a contact. */
  readonly reasons: ContactRow['reasons'];
  /** What a rejected row is known again by; null for a good one, and for one of which part was thrown away. */
  readonly hash: string | null;
}

/** What all rows of an upload have in common. */
export interface RowContext {
  readonly uploadId: string;
  readonly campaignId: string;
  readonly subaccountId: string;
  readonly identitySecret: Uint8Array;
  /** Of every event. */
  readonly metadata: JsonObject;
}

/** What the vault has of a row beside phone and name. */
export type RowData = {
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** The text of a malformed row. */
  readonly text?: string;
  readonly cleaned?: readonly string[];
  /** Of a rejected row: it names the stream that says which row was the first of its kind. */
  readonly hash?: string;
};

/** The rest of a row with more faults than anybody reads; an event has a largest size. */
const MOST_REASONS = 50;
const LONGEST_COLUMN = 256;
/** Of the 16 event ids that a row has, those of a new contact come first, then that of one uploaded again. */
const AGAIN = 2;
/** The last of the 16 event ids that a row has: the others are those of its contact. */
const REJECTION = 15;

/** Turns rows into vault entries and contact events. */
export class ContactRows {
  private readonly eventId: (row: number, index: number) => string;

  constructor(private readonly context: RowContext) {
    this.eventId = rowEventIds(context.uploadId);
  }

  judged(given: ContactRow): JudgedRow {
    const { row, phone, correlationId, reasons } = given;
    const { uploadId, identitySecret } = this.context;
    const canonical = phone === null ? null : phone.canonical;
    const person = canonical === null ? null : personKey(identitySecret, canonical);
    const hash = reasons.length === 0 ? null : this.hash(given);
    return { row, ref: rowRef(uploadId, row), correlationId, person, canonical, reasons, hash };
  }

  private hash({ rawText, rawCells, phoneText, name, correlationId, parameters, reasons }: ContactRow): string | null {
    if (rawText !== null && rawCells === null) return null;
    const cells = rawCells ?? [phoneText, name, correlationId, Object.entries(parameters).sort()];
    const coded = reasons.map(({ code, column, why = null }) => [code, column, why]);
    return rowHash(this.context.identitySecret, JSON.stringify([cells, coded]));
  }

  /**
   * What the vault keeps of a row: duplicates too, and of a rejected one the phone and the text as uploaded; also what was cleaned
   * in it, and what it is known again by.
   */
  entry({ ref, person, hash }: JudgedRow, given: ContactRow): VaultEntry {
    const { phone, phoneText, name, correlationId, parameters, rawText, reasons, cleaned } = given;
    const shown = phone !== null && reasons.length === 0 ? phone.e164 : phoneText === '' ? null : phoneText;
    const at = { ref, person, campaign: this.context.campaignId };
    const entry = contactEntry(at, { phone: shown, name, correlationId, parameters });
    if (hash === null && rawText === null && cleaned.length === 0) return entry;
    const data: RowData = {
      correlationId,
      parameters,
      ...(rawText !== null && { text: rawText }),
      ...(cleaned.length > 0 && { cleaned }),
      ...(hash !== null && { hash }),
    };
    return { ...entry, data };
  }

  /** What a good row asks for. @param at RFC 3339 */
  acceptance({ row, ref, correlationId, canonical }: JudgedRow, suppressed: boolean, at: string): AcceptRow {
    const { uploadId, subaccountId } = this.context;
    const country = canonical && countryOfNumber(canonical);
    const facts = {
      ...{ subaccountId, ref },
      ...(country && { country }),
      ...(correlationId !== null && { correlationId }),
    };
    return { type: 'AcceptRow', uploadId, row, at, suppressed, ...facts };
  }

  /** The new contact of a row whose person none of the rows before it means. */
  accepted({ row, person }: JudgedRow, command: AcceptRow): AppendItem {
    return this.item(stream.contact(this.context.campaignId, person!), row, command);
  }

  /** What brings a contact back that was there; nothing while its person is suppressed. @throws Refusal for a duplicate */
  again(command: AcceptRow, contact: Contact): AppendItem['events'] {
    const { metadata } = this.context;
    return contactDecider
      .decide(command, contact)
      .map(({ type, data }) => ({ id: this.eventId(command.row, AGAIN), type, data, metadata }));
  }

  /** Whether an event is one by which this row brought its contact back. */
  isOwnReturn(eventId: string, row: number): boolean {
    return this.isOwn(eventId, row, AGAIN);
  }

  /** The contact that a rejected row is, so that nothing is silently dropped. Says where and what, never the text. */
  rejected({ row, ref, correlationId, reasons }: JudgedRow): AppendItem {
    const { uploadId, campaignId, subaccountId } = this.context;
    // A longer one is why the row was rejected, and stays in the vault.
    const known = correlationId !== null && !isLongerThan(correlationId, longestCorrelationId);
    const facts = known ? { subaccountId, ref, correlationId } : { subaccountId, ref };
    const coded = reasons.slice(0, MOST_REASONS).map(({ code, column, why }): InvalidReason => ({
      code,
      column: column === null ? null : column.slice(0, LONGEST_COLUMN),
      ...(why !== undefined && { why }),
    }));
    const command: ContactCommand = { type: 'RejectRow', uploadId, row, reasons: coded, ...facts };
    return this.item(stream.contact(campaignId, rejectedRowKey(uploadId, row)), row, command);
  }

  /** What says that a rejected row is the first of its kind; without it the row is a duplicate. Null: nothing like it is known. */
  rejection({ row, hash }: JudgedRow): AppendItem | null {
    if (hash === null) return null;
    const { uploadId, campaignId, metadata } = this.context;
    const event: RowRejected = { type: 'RowRejected', data: { uploadId, row } };
    const events = [{ id: this.eventId(row, REJECTION), ...event, metadata }];
    return { stream: stream.rejectedRow(campaignId, hash), events, expected: 'noStream' };
  }

  /** Whether the rejection in the log is this row's own. */
  isOwnRejection(eventId: string, row: number): boolean {
    return this.isOwn(eventId, row, REJECTION);
  }

  /** Whether an event that is in the log already is one that this row would cause. */
  isOwn(eventId: string, row: number, index: number): boolean {
    return eventId === this.eventId(row, index);
  }

  private item(name: string, row: number, command: ContactCommand): AppendItem {
    const { metadata } = this.context;
    const events = contactDecider
      .decide(command, noContact)
      .map(({ type, data }, index) => ({ id: this.eventId(row, index), type, data, metadata }));
    return { stream: name, events, expected: 'noStream' };
  }
}
