import type { VaultEntry } from './vault';

/** What the vault keeps of one contact; of a row without a usable number too, as far as it could be read. */
export interface ContactEntry {
  /** E.164 with `+` as it is sent to; of an invalid row the text as uploaded; null where there was none. */
  readonly phone: string | null;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A contact for the vault. The phone is kept in a column of its own, so that it can be searched. */
export function contactEntry(
  at: { readonly ref: string; readonly person: string | null; readonly campaign: string },
  { phone, name, correlationId, parameters }: ContactEntry,
): VaultEntry {
  return { ...at, kind: 'contact', phone, name, data: { correlationId, parameters } };
}

/** A contact out of the vault. */
export function readContactEntry(entry: VaultEntry): ContactEntry {
  // What else is said of the row beside them is the upload's.
  const { correlationId, parameters } = entry.data as Pick<ContactEntry, 'correlationId' | 'parameters'>;
  return { phone: entry.phone ?? null, name: entry.name ?? null, correlationId, parameters };
}
