import type { StoredEntry, VaultEntry } from '@arauto/privacy';

/** What the vault holds of a contact under `data`. Phone and name are fields of the entry itself. */
export interface ContactEntryData {
  readonly parameters: Readonly<Record<string, string>>;
}

/** A contact's personal data on its way into the vault. */
export interface PersonalContact {
  readonly ref: string;
  /** personKey; null where nobody is known: a row without a usable number. */
  readonly person: string | null;
  /** campaignId; null for what is not of the audience. */
  readonly campaign: string | null;
  /** Canonical digits without `+`; the text as uploaded where `person` is null. */
  readonly phone: string;
  readonly name: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

export function contactEntry({ parameters, ...contact }: PersonalContact): VaultEntry {
  const data: ContactEntryData = { parameters };
  return { ...contact, kind: 'contact', data };
}

export function parametersOf({ data }: Pick<StoredEntry, 'data'>): Readonly<Record<string, string>> {
  return (data as Partial<ContactEntryData> | null)?.parameters ?? {};
}
