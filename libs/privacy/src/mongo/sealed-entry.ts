import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '@arauto/clock';
import { Binary } from 'mongodb';
import { SecretError } from '../secrets';
import type { StoredEntry, VaultEntry } from '../vault';
import { type DataKey, type Owner, ownerOf } from './data-keys';

/** An entry as MongoDB keeps it. What is null is left out, so that it is in no index. */
export interface EntryDocument {
  readonly _id: string;
  readonly kind: VaultEntry['kind'];
  readonly person?: string;
  readonly campaign?: string;
  /** Keyed hashes of what a contact is searched by as a whole. */
  readonly whole?: readonly string[];
  /** Which key (8 bytes), nonce (12), `[phone, name, data]` as JSON in AES-256-GCM, tag (16). */
  readonly sealed: Binary;
}

const KEY_ID = 8;
const NONCE = 12;
const TAG = 16;
/** MongoDB's documents are at most 16 MiB. */
const LARGEST = 15 * 1024 * 1024;

/** What is given, the text that will be encrypted, and under whose key. */
export interface PlainEntry {
  readonly entry: VaultEntry;
  readonly owner: Owner;
  readonly text: string;
}

/** @throws TypeError for what is not JSON; RangeError for what is larger than MongoDB takes */
export function plainEntry(entry: VaultEntry): PlainEntry {
  const { ref, person, campaign, phone = null, name = null, data } = entry;
  const text = JSON.stringify([phone, name, data ?? null]);
  // Refused here, an entry fails alone; by the server, with all that share its transaction.
  if (text.length > LARGEST / 3 && Buffer.byteLength(text) > LARGEST) {
    throw new RangeError(`The vault entry ${ref} is larger than ${LARGEST} bytes.`);
  }
  return { entry, owner: ownerOf(person, campaign), text };
}

export function seal(
  { entry, text }: PlainEntry,
  key: DataKey,
  whole: readonly string[],
  random: Pick<Random, 'bytes'>,
): EntryDocument {
  const { ref, kind, person, campaign } = entry;
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated(ref, kind, person, campaign));
  const parts = [
    Buffer.from(key.id, 'base64url'),
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ];
  return {
    _id: ref,
    kind,
    ...(person === null ? {} : { person }),
    ...(campaign === null ? {} : { campaign }),
    ...(whole.length === 0 ? {} : { whole }),
    sealed: new Binary(Buffer.concat(parts)),
  };
}

/** Whose key opens it, and which of theirs. */
export function keyOf({ person, campaign, sealed }: EntryDocument): { owner: Owner; id: string } {
  return { owner: ownerOf(person ?? null, campaign ?? null), id: keyIdOf(bytesOf(sealed)) };
}

/** Which of its owner's keys it is under. */
export function keyIdOf(sealed: Buffer): string {
  return sealed.toString('base64url', 0, KEY_ID);
}

/** @throws SecretError when anything of it is not what was put, or stands in another's place */
export function open(document: EntryDocument, key: DataKey): StoredEntry {
  const { _id: ref, kind, person = null, campaign = null, sealed } = document;
  const bytes = bytesOf(sealed);
  try {
    const nonce = bytes.subarray(KEY_ID, KEY_ID + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG });
    decipher.setAAD(associated(ref, kind, person, campaign)).setAuthTag(bytes.subarray(-TAG));
    const text = decipher.update(bytes.subarray(KEY_ID + NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
    const [phone, name, data] = JSON.parse(text) as [string | null, string | null, unknown];
    return { ref, kind, person, campaign, phone, name, data };
  } catch {
    throw new SecretError('damaged', `The vault entry ${ref} was changed after it was sealed.`);
  }
}

/** Phone and name, as they stand at the beginning of what was encrypted. */
const SEARCHED = /^\[(?:null|"(?:[^"\\]|\\.)*"),(?:null|"(?:[^"\\]|\\.)*"),/;
const COUNTER = Buffer.alloc(16);
COUNTER[15] = 2;

/**
 * What an entry is searched by, without looking whether it was changed, which takes twice as long: whoever finds something there has to `open`
 * it. The bytes of GCM are those of CTR from the counter 2 on (NIST SP 800-38D, 7.1).
 * @returns undefined for what is nothing that was put
 */
export function peek(sealed: Buffer, key: DataKey): Pick<StoredEntry, 'phone' | 'name'> | undefined {
  sealed.copy(COUNTER, 0, KEY_ID, KEY_ID + NONCE);
  const decipher = createDecipheriv('aes-256-ctr', key.bytes, COUNTER);
  const found = SEARCHED.exec(decipher.update(sealed.subarray(KEY_ID + NONCE, -TAG)).toString());
  if (!found) return undefined;
  try {
    const [phone, name] = JSON.parse(`${found[0].slice(0, -1)}]`) as [string | null, string | null];
    return { phone, name };
  } catch {
    return undefined;
  }
}

function associated(ref: string, kind: string, person: string | null, campaign: string | null): Buffer {
  return Buffer.from(JSON.stringify([ref, kind, person, campaign]));
}

function bytesOf({ buffer, position }: Binary): Buffer {
  return Buffer.from(buffer.buffer, buffer.byteOffset, position);
}
