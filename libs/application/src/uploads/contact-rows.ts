import type { ContactRow } from '@arauto/contact-files';
import {
  type ContactCommand,
  contactDecider,
  type InvalidReason,
  noContact,
  rejectedRowKey,
  rowRef,
  stream,
} from '@arauto/domain';
import type { AppendItem, JsonObject } from '@arauto/event-store';
import { type Canonical, contactEntry, personKey, type PersonKey, type VaultEntry } from '@arauto/privacy';
import { rowEventIds } from './row-event-id';

/** One letter of `RowsJudged`. */
export type VerdictLetter = 'a' | 'd' | 'i' | 's';

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

/** As long as a correlation id of an accepted row may be; a longer one is why a row was rejected, and stays in the vault. */
export const LONGEST_CORRELATION_ID = 256;
/** The rest of a row with more faults than anybody reads; an event has a largest size. */
const MOST_REASONS = 50;
const LONGEST_COLUMN = 256;

/** Turns rows into vault entries and contact events. */
export class ContactRows {
  private readonly eventId: (row: number, index: number) => string;

  constructor(private readonly context: RowContext) {
    this.eventId = rowEventIds(context.uploadId);
  }

  judged({ row, phone, correlationId, reasons }: ContactRow): JudgedRow {
    const { uploadId, identitySecret } = this.context;
    const canonical = phone === null ? null : phone.canonical;
    const person = canonical === null ? null : personKey(identitySecret, canonical);
    return { row, ref: rowRef(uploadId, row), correlationId, person, canonical, reasons };
  }

  /** What the vault keeps of a row: duplicates too, and of a rejected one the phone and the text as uploaded. */
  entry({ ref, person }: JudgedRow, given: ContactRow): VaultEntry {
    const { phone, phoneText, name, correlationId, parameters, rawText, reasons } = given;
    const shown = phone !== null && reasons.length === 0 ? phone.e164 : phoneText === '' ? null : phoneText;
    const at = { ref, person, campaign: this.context.campaignId };
    const entry = contactEntry(at, { phone: shown, name, correlationId, parameters });
    return rawText === null ? entry : { ...entry, data: { correlationId, parameters, text: rawText } };
  }

  /** The new contact of a row whose person none of the rows before it means. @param at RFC 3339 */
  accepted({ row, ref, correlationId, person }: JudgedRow, suppressed: boolean, at: string): AppendItem {
    const { uploadId, campaignId, subaccountId } = this.context;
    const facts = correlationId === null ? { subaccountId, ref } : { subaccountId, ref, correlationId };
    const command: ContactCommand = { type: 'AcceptRow', uploadId, row, at, suppressed, ...facts };
    return this.item(stream.contact(campaignId, person!), row, command);
  }

  /** The contact that a rejected row is, so that nothing is silently dropped. Says where and what, never the text. */
  rejected({ row, ref, correlationId, reasons }: JudgedRow): AppendItem {
    const { uploadId, campaignId, subaccountId } = this.context;
    const known = correlationId !== null && correlationId.length <= LONGEST_CORRELATION_ID;
    const facts = known ? { subaccountId, ref, correlationId } : { subaccountId, ref };
    const coded = reasons.slice(0, MOST_REASONS).map(({ code, column }): InvalidReason => ({
      code,
      column: column === null ? null : column.slice(0, LONGEST_COLUMN),
    }));
    const command: ContactCommand = { type: 'RejectRow', uploadId, row, reasons: coded, ...facts };
    return this.item(stream.contact(campaignId, rejectedRowKey(uploadId, row)), row, command);
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
