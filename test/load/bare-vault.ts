import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { type VaultEntry, SealingKey } from '@arauto/privacy';
import { Binary, type Collection, type Db, type MongoClient } from 'mongodb';
import { transactBare } from './bare-transaction';
import { GroupWrite } from './group-write';

interface Entry {
  readonly _id: string;
  readonly kind: string;
  readonly person?: string | null;
  readonly campaign?: string | null;
  readonly whole?: readonly string[];
  readonly sealed: Binary;
}

interface Key {
  readonly _id: string;
  readonly id: string;
  readonly sealed: string;
}

/** Entries that are written in one transaction. */
const TOGETHER = 2000;

/**
 * The same entries under the same keys as the engine's vault writes, in the same collections, of which each side can read what the other wrote: a key a
 * person, sealed under the secret, and an entry sealed under that; in transactions of what waits, two at once. No erasures, no repeats of an entry,
 * nothing checked, no keys remembered.
 */
export class BareVault {
  private readonly entries: Collection<Entry>;
  private readonly keys: Collection<Key>;
  private readonly sealing: SealingKey;
  private readonly searchKey = randomBytes(32);
  private readonly writes = new GroupWrite<VaultEntry>((entries) => this.write(entries), TOGETHER, 2);

  constructor(
    private readonly client: MongoClient,
    database: Db,
    secret: string,
  ) {
    this.entries = database.collection('vault.entries');
    this.keys = database.collection('vault.keys');
    this.sealing = new SealingKey(secret);
  }

  put(entry: VaultEntry): Promise<void> {
    return this.writes.add(entry);
  }

  /** Phone and name of contacts, by ref. */
  async contacts(refs: readonly string[]): Promise<Map<string, { readonly phone: string; readonly name: string }>> {
    const entries = await this.entries
      .find({ _id: { $in: [...refs] } }, { projection: { whole: 0 }, batchSize: refs.length + 1 })
      .toArray();
    const keys = await this.keysOf(entries.map(({ person, campaign }) => ownerOf(person, campaign)));
    return new Map(
      entries.map(({ _id: ref, kind, person, campaign, sealed }) => {
        const key = keys.get(ownerOf(person, campaign))!;
        const bytes = sealed.buffer.subarray(0, sealed.position);
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(8, 20));
        decipher.setAAD(Buffer.from(JSON.stringify([ref, kind, person, campaign]))).setAuthTag(bytes.subarray(-16));
        const text = decipher.update(bytes.subarray(20, -16), undefined, 'utf8') + decipher.final('utf8');
        const [phone, name] = JSON.parse(text) as [string, string];
        return [ref, { phone, name }];
      }),
    );
  }

  private write(entries: readonly VaultEntry[]): Promise<void> {
    return transactBare(this.client, async (session) => {
      const owners = [...new Set(entries.map(({ person, campaign }) => ownerOf(person, campaign)))];
      const keys = await this.keysOf(owners, session);
      const made: Key[] = [];
      for (const owner of owners) {
        if (keys.has(owner)) continue;
        const key = { id: randomBytes(8).toString('base64url'), bytes: randomBytes(32) };
        keys.set(owner, key);
        made.push({
          _id: owner,
          id: key.id,
          sealed: this.sealing.seal(labelOf(owner), key.bytes, { bytes: randomBytes }),
        });
      }
      if (made.length > 0) await this.keys.insertMany(made, { session });
      await this.entries.insertMany(
        entries.map((entry) => this.seal(entry, keys.get(ownerOf(entry.person, entry.campaign))!)),
        { session },
      );
    });
  }

  private seal({ ref, kind, person, campaign, phone = null, name = null, data }: VaultEntry, key: DataKey): Entry {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
    cipher.setAAD(Buffer.from(JSON.stringify([ref, kind, person, campaign])));
    const text = cipher.update(JSON.stringify([phone, name, data]), 'utf8');
    const sealed = Buffer.concat([Buffer.from(key.id, 'base64url'), nonce, text, cipher.final(), cipher.getAuthTag()]);
    const whole = kind === 'contact' ? { whole: this.hashes(campaign!, phone, name) } : {};
    return { _id: ref, kind, ...(person !== null && { person }), campaign, ...whole, sealed: new Binary(sealed) };
  }

  /** What a contact is found by as a whole: name, phone and its digits. */
  private hashes(campaign: string, phone: string | null, name: string | null): string[] {
    const texts = [(name ?? '').toLowerCase(), phone ?? '', (phone ?? '').replace(/\D/g, '')];
    return texts.map((text) =>
      createHmac('sha256', this.searchKey).update(`${campaign}\n${text}`).digest('base64url').slice(0, 11),
    );
  }

  private async keysOf(owners: readonly string[], session?: Session): Promise<Map<string, DataKey>> {
    const options = { batchSize: owners.length + 1, ...(session && { session }) };
    const found = await this.keys.find({ _id: { $in: [...owners] } }, options).toArray();
    return new Map(found.map(({ _id, id, sealed }) => [_id, { id, bytes: this.sealing.open(labelOf(_id), sealed) }]));
  }
}

type Session = Parameters<Parameters<typeof transactBare>[1]>[0];

interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

function ownerOf(person: string | null = null, campaign: string | null = null): string {
  return person === null ? `campaign/${campaign}` : `person/${person}`;
}

function labelOf(owner: string): string {
  return `vault key of ${owner}`;
}
