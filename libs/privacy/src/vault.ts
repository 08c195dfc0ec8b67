/**
 * The vault: where personal data lives. The log and the views only hold refs into it; a missing entry reads as *erased*.
 */

import type { SecretError } from './secrets';

/** One entry. `person` lets an erasure find everything of a person; `campaign` narrows a search. */
export interface VaultEntry {
  /** Time-ordered, so that appending is cheap. Those of a contact file are `{uploadId}.{row, 9 digits}`. */
  readonly ref: string;
  readonly kind: 'contact' | 'message' | 'error' | 'inbound' | 'media' | 'sender' | 'secret' | 'text';
  /** personKey, or null where nobody is known (a row without a usable number). */
  readonly person: string | null;
  /** campaignId, or null. */
  readonly campaign: string | null;
  /** Searchable: canonical phone digits, or the text as uploaded. */
  readonly phone?: string | null | undefined;
  /** Searchable. */
  readonly name?: string | null | undefined;
  /** Everything else, as JSON. */
  readonly data: unknown;
}

/** An entry as it comes back: what was left out is null. */
export interface StoredEntry extends VaultEntry {
  readonly phone: string | null;
  readonly name: string | null;
}

/** Whether a search finds what contains the text, or only what is the text as a whole. */
export type Match = 'part' | 'whole';

export interface Vault {
  /** Durable when it resolves; all entries or none. An existing ref is overwritten, so that a resumed upload overwrites its own. */
  put(entries: readonly VaultEntry[]): Promise<void>;
  /**
   * In the order asked; undefined where erased or never there. One look-up for a whole page.
   * @param onDamaged told of each entry that is there and cannot be opened, which is undefined then
   * @throws SecretError where one cannot be opened and nobody is to be told of it alone
   */
  getMany(
    refs: readonly string[],
    onDamaged?: (ref: string, error: SecretError) => void,
  ): Promise<(StoredEntry | undefined)[]>;
  /**
   * Refs of one campaign's contacts, in order of arrival, whose name contains `text` (case and accents folded), or whose phone
   * contains it: as uploaded, or, when `text` has no letters, its digits. An empty text finds nothing.
   * What cannot be opened is not found. With `whole`, name or phone must be it from the first to the last character.
   */
  search(campaign: string, text: string, limit: number, match?: Match): Promise<string[]>;
  /**
   * Every entry, by ref, some at a time, of a few megabytes together: for moving a vault into another. What is put or erased meanwhile may be among them
   * or not.
   */
  entries(): AsyncIterable<readonly StoredEntry[]>;
  /**
   * Removes every entry of a person and answers how many there were. When it resolves, the bytes are gone from the disk, or, where the
   * adapter says so (`erasure` in its contract suite), what is left of them can no longer be read through any vault.
   */
  erase(person: string): Promise<number>;
  /** Removes single entries as {@link erase} does all of a person's; what is not there is passed over. All of them or none. */
  remove(refs: readonly string[]): Promise<void>;
  /**
   * A mark that is another after every erasure, and `''` before the first: what was made of entries under another mark may hold somebody who is
   * gone. It changes with the entries, or after them and before the erasure resolves.
   */
  erasures(): Promise<string>;
  close(): Promise<void>;
}

/**
 * An installation is being moved to where this vault is. An engine that began there would take the part of the log that has come for all of it, and send
 * again what was sent.
 */
export class VaultIncomplete extends Error {
  override readonly name = 'VaultIncomplete';
  constructor() {
    super(
      'An installation is being moved here, and not all of it has come. Finish that first: run `arauto migrate` again as it was run.',
    );
  }
}
