import type { Random } from '@arauto/clock';
import type { ClientSession, Collection, Db } from 'mongodb';
import type { Sealed, SealingKey } from '../secrets';
import { rawFields } from './raw-fields';

/** Whose key an entry is under: a person's; of a row without a person its campaign's; of all else that of the installation. */
export type Owner = string;

/** A key that entries are encrypted under. */
export interface DataKey {
  /** 11 characters. An entry says which key it is under: after an erasure the same person has another. */
  readonly id: string;
  readonly bytes: Buffer;
}

interface KeyDocument {
  readonly _id: Owner;
  readonly id: string;
  readonly sealed: Sealed;
}

/** Told of an owner whose key cannot be opened, who is left out then, unless it throws. */
type OnFailure = (owner: Owner, error: unknown) => void;

/** Some 300 bytes each. */
const MOST_REMEMBERED = 10_000;

export function ownerOf(person: string | null, campaign: string | null): Owner {
  if (person !== null) return `person/${person}`;
  return campaign === null ? 'installation' : `campaign/${campaign}`;
}

/**
 * A random key an owner, sealed under ARAUTO_SECRET, in a collection of their own. Without its key an entry is noise, wherever a copy of
 * it still lies; so an erasure is done when the key is gone, and a backup of the entries is worth nothing without one of the keys.
 *
 * Keys that were read are remembered. One that another process has erased is of no use any more: an entry is read before its key is looked
 * up here, and that entry is gone.
 */
export class DataKeys {
  private readonly keys: Collection<KeyDocument>;
  private readonly remembered = new Map<Owner, DataKey>();

  constructor(
    database: Db,
    private readonly sealing: SealingKey,
    private readonly random: Pick<Random, 'bytes'>,
  ) {
    this.keys = database.collection<KeyDocument>('vault.keys');
  }

  /** Those of many owners who have the key that is asked for. */
  async find(wanted: ReadonlyMap<Owner, string>, onFailure: OnFailure): Promise<Map<Owner, DataKey>> {
    const found = new Map<Owner, DataKey>();
    const unknown: Owner[] = [];
    for (const [owner, id] of wanted) {
      const key = this.remembered.get(owner);
      if (key?.id === id) found.set(owner, key);
      else unknown.push(owner);
    }
    for (const [owner, key] of await this.read(unknown, onFailure)) {
      found.set(owner, key);
      this.remember(owner, key);
    }
    return found;
  }

  /**
   * Those of many owners, for once: a walk through a whole campaign must not drive out what others come back for. Whether they were changed
   * is not looked at: what they are to open shows it.
   * @throws SecretError where nobody is to be told of those that cannot be opened
   */
  async readUnchecked(owners: readonly Owner[], onFailure: OnFailure = fail): Promise<Map<Owner, DataKey>> {
    const options = { batchSize: owners.length + 1, raw: true };
    const documents = (await this.keys.find({ _id: { $in: [...owners] } }, options).toArray()).map((document) => {
      const { _id, id, sealed } = rawFields(document as unknown as Buffer);
      return { _id: _id!.toString(), id: id!.toString(), sealed: sealed!.toString() };
    });
    const opened = this.sealing.openKeysUnchecked(documents.map(({ sealed }) => sealed));
    const keys = new Map<Owner, DataKey>();
    documents.forEach((document, n) => {
      const bytes = opened[n];
      try {
        keys.set(document._id, bytes ? { id: document.id, bytes } : this.open(document));
      } catch (error) {
        onFailure(document._id, error);
      }
    });
    return keys;
  }

  private async read(
    owners: readonly Owner[],
    onFailure: OnFailure,
    session?: ClientSession,
  ): Promise<Map<Owner, DataKey>> {
    const found = new Map<Owner, DataKey>();
    if (owners.length === 0) return found;
    const options = { batchSize: owners.length + 1, ...(session ? { session } : {}) };
    for (const document of await this.keys.find({ _id: { $in: [...owners] } }, options).toArray()) {
      try {
        found.set(document._id, this.open(document));
      } catch (error) {
        onFailure(document._id, error);
      }
    }
    return found;
  }

  /**
   * Those of many owners, made where there is none. In a transaction: what a key was remembered for may have been erased since, and an
   * entry under a key that is gone would be lost.
   */
  async obtain(owners: readonly Owner[], session: ClientSession): Promise<Map<Owner, DataKey>> {
    const keys = await this.read(owners, fail, session);
    const made: KeyDocument[] = [];
    for (const owner of owners) {
      if (keys.has(owner)) continue;
      const bytes = this.random.bytes(32 + 8);
      const key = { id: bytes.toString('base64url', 32), bytes: bytes.subarray(0, 32) };
      keys.set(owner, key);
      made.push({ _id: owner, id: key.id, sealed: this.sealing.seal(labelOf(owner), key.bytes, this.random) });
    }
    if (made.length > 0) await this.keys.insertMany(made, { session });
    return keys;
  }

  async remove(owner: Owner, session: ClientSession): Promise<void> {
    this.remembered.delete(owner);
    await this.keys.deleteOne({ _id: owner }, { session });
  }

  private open({ _id: owner, id, sealed }: KeyDocument): DataKey {
    const known = this.remembered.get(owner);
    return known?.id === id ? known : { id, bytes: this.sealing.open(labelOf(owner), sealed) };
  }

  private remember(owner: Owner, key: DataKey): void {
    this.remembered.delete(owner);
    this.remembered.set(owner, key);
    if (this.remembered.size > MOST_REMEMBERED) {
      for (const [oldest] of this.remembered) return void this.remembered.delete(oldest);
    }
  }
}

function fail(_: Owner, error: unknown): never {
  throw error;
}

function labelOf(owner: Owner): string {
  return `vault key of ${owner}`;
}
