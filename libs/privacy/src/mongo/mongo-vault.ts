import type { Clock, Random } from '@arauto/clock';
import { isDuplicateKey, transact } from '@arauto/mongo';
import {
  Binary,
  type ClientSession,
  type Collection,
  type Db,
  type Filter,
  type MongoClient,
  type WithId,
} from 'mongodb';
import { keyedHash } from '../keyed-hash';
import { matches, searchNeedles, searchText } from '../search-text';
import { SealingKey, SecretError } from '../secrets';
import type { Match, StoredEntry, Vault, VaultEntry } from '../vault';
import { ERASURE_MARKS, type ErasureMark } from './adopt-erasures';
import { type DataKey, DataKeys, type Owner, ownerOf } from './data-keys';
import { assertComplete } from './incomplete';
import { PooledBytes } from './pooled-bytes';
import { rawFields } from './raw-fields';
import { type EntryDocument, keyIdOf, keyOf, open, peek, type PlainEntry, plainEntry, seal } from './sealed-entry';

export interface MongoVaultOptions {
  /** Of `connectMongo`; whoever opened it closes it, after the vault. */
  readonly client: MongoClient;
  /** The name of a database. */
  readonly database: string;
  /** ARAUTO_SECRET */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens it also while an installation is being moved into it: for whoever moves it. */
  readonly evenIncomplete?: boolean;
}

/** What a search looks at of an entry. */
interface Walked {
  readonly ref: string;
  readonly person: string | null;
  readonly owner: Owner;
  readonly sealed: Buffer;
  readonly key: DataKey | undefined;
}

type Write =
  | { readonly type: 'put'; readonly entries: readonly PlainEntry[] }
  | { readonly type: 'erase'; readonly person: string }
  | { readonly type: 'remove'; readonly refs: readonly string[] };

interface QueuedWrite {
  readonly write: Write;
  readonly resolve: (count: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Entries from which on a transaction takes no further put, and characters: the driver sends at most 48 MB at once. */
const GROUP = 2_000;
const GROUP_CHARACTERS = 4_000_000;
/** While the server writes one, the next is encrypted. */
const MOST_IN_FLIGHT = 2;
/** Refs that are looked up at once. */
const REFS = 1_000;
/** Entries that are read at once on the walk through a campaign: this thread decrypts them in 15 ms, and has other things to do. */
const PAGE = 500;
/** Bytes from which on no other entry comes to a page of the walk through all. The server sends 16 MiB at once at most. */
const PAGE_BYTES = 4_000_000;
/** A transaction that removes more than 5,000 documents keeps a small cache of the server busy for seconds. */
const ERASED_AT_ONCE = 2_000;

/**
 * Opens, or makes, a vault in MongoDB. What it writes is encrypted here, since the server keeps what was deleted, in its oplog, journal and
 * freed pages: see the README of this lib for what an erasure leaves.
 * @throws SecretError when the vault was made with another secret; VaultIncomplete; errors of the driver
 */
export async function openMongoVault(options: MongoVaultOptions): Promise<Vault> {
  const { client, database, secret, clock, random, evenIncomplete = false } = options;
  const db = client.db(database);
  if (!evenIncomplete) await assertComplete(db);
  const sealing = new SealingKey(secret);
  const entries = db.collection<EntryDocument>('vault.entries');
  await Promise.all([
    entries.createIndex({ person: 1 }, { name: 'person', sparse: true }),
    entries.createIndex({ campaign: 1, _id: 1 }, { name: 'campaign', partialFilterExpression: { kind: 'contact' } }),
    entries.createIndex({ whole: 1 }, { name: 'whole', sparse: true }),
  ]);
  const searchKey = await keyOfSearches(db, sealing, random);
  const pooled = new PooledBytes(random);
  const erasures = db.collection<ErasureMark>(ERASURE_MARKS);
  return new MongoVault(client, entries, erasures, new DataKeys(db, sealing, pooled), searchKey, clock, pooled);
}

/** Random and not derived from the secret, so that it is still the same when the secret is another. */
async function keyOfSearches(db: Db, sealing: SealingKey, random: Random): Promise<Buffer> {
  const label = 'vault key of searches';
  const settings = db.collection<{ readonly _id: string; readonly sealed: string }>('vault.settings');
  const made = { sealed: sealing.seal(label, random.bytes(32), random) };
  await settings.updateOne({ _id: 'searches' }, { $setOnInsert: made }, { upsert: true });
  const kept = await settings.findOne({ _id: 'searches' });
  return sealing.open(label, kept!.sealed);
}

class MongoVault implements Vault {
  private readonly waiting: QueuedWrite[] = [];
  private readonly inFlight = new Set<Group>();
  private readonly idle: (() => void)[] = [];
  private closed = false;

  constructor(
    private readonly client: MongoClient,
    private readonly stored: Collection<EntryDocument>,
    private readonly marks: Collection<ErasureMark>,
    private readonly keys: DataKeys,
    private readonly searchKey: Buffer,
    private readonly clock: Clock,
    private readonly random: Pick<Random, 'bytes'>,
  ) {}

  async put(entries: readonly VaultEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.enqueue({ type: 'put', entries: entries.map(plainEntry) });
  }

  async erase(person: string): Promise<number> {
    return this.enqueue({ type: 'erase', person });
  }

  async remove(refs: readonly string[]): Promise<void> {
    if (refs.length > 0) await this.enqueue({ type: 'remove', refs });
  }

  async erasures(): Promise<string> {
    this.assertOpen();
    return (await this.marks.findOne({ _id: 'latest' }))?.mark ?? '';
  }

  async getMany(
    refs: readonly string[],
    onDamaged?: (ref: string, error: SecretError) => void,
  ): Promise<(StoredEntry | undefined)[]> {
    this.assertOpen();
    const found = new Map<string, StoredEntry>();
    const wanted = [...new Set(refs)];
    for (let at = 0; at < wanted.length; at += REFS) {
      const page = wanted.slice(at, at + REFS);
      const options = { projection: { whole: 0 }, batchSize: page.length + 1 };
      const documents = await this.stored.find({ _id: { $in: page } }, options).toArray();
      const needed = new Map<Owner, string>();
      for (const document of documents) {
        const { owner, id } = keyOf(document);
        needed.set(owner, id);
      }
      const damaged = new Map<Owner, SecretError>();
      const keys = await this.keys.find(needed, (owner, error) => {
        if (!onDamaged || !isDamage(error)) throw error;
        damaged.set(owner, error);
      });
      for (const document of documents) {
        try {
          const entry = openWith(keys, document, damaged);
          if (entry) found.set(document._id, entry);
        } catch (error) {
          if (!onDamaged || !isDamage(error)) throw error;
          onDamaged(document._id, error);
        }
      }
    }
    return refs.map((ref) => found.get(ref));
  }

  async *entries(): AsyncGenerator<readonly StoredEntry[], void, undefined> {
    let after = '';
    for (;;) {
      this.assertOpen();
      const documents = await this.pageAfter(after);
      if (documents.length === 0) return;
      after = documents.at(-1)!._id;
      const keys = await this.keys.readUnchecked([...new Set(documents.map((document) => keyOf(document).owner))]);
      yield documents.flatMap((document) => openWith(keys, document) ?? []);
    }
  }

  private async pageAfter(ref: string): Promise<WithId<EntryDocument>[]> {
    const options = { projection: { whole: 0 }, sort: { _id: 1 }, limit: PAGE, batchSize: PAGE + 1 } as const;
    const documents: WithId<EntryDocument>[] = [];
    let bytes = 0;
    // Left early, the cursor is closed.
    for await (const document of this.stored.find({ _id: { $gt: ref } }, options)) {
      documents.push(document);
      bytes += document.sealed.length();
      if (bytes >= PAGE_BYTES) break;
    }
    return documents;
  }

  /** Walks through the campaign, or through those with the hash of the whole text, and looks at what was decrypted. */
  async search(campaign: string, text: string, limit: number, match: Match = 'part'): Promise<string[]> {
    this.assertOpen();
    const needles = searchNeedles(text);
    if (needles.text === '') return [];
    const contacts = { kind: 'contact', campaign } as const;
    const among: Filter<EntryDocument> =
      match === 'part'
        ? contacts
        : { ...contacts, whole: { $in: this.hashes(campaign, [needles.text, needles.digits]) } };
    const found: string[] = [];
    for await (const page of this.pages(among)) {
      this.assertOpen();
      for (const { ref, person, sealed, key } of page) {
        // Of an erased person, or put while they were.
        if (key?.id !== keyIdOf(sealed)) continue;
        const peeked = peek(sealed, key);
        const search = peeked && searchText(peeked.name, peeked.phone);
        if (!search || !matches(search, needles, match)) continue;
        const document = { _id: ref, ...contacts, ...(person !== null && { person }), sealed: new Binary(sealed) };
        if (isOpened(document, key)) found.push(ref);
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.inFlight.size > 0 || this.waiting.length > 0)
      await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** In the order of their refs. While one page is looked at, the keys of the next and the page after it are on their way. */
  private async *pages(among: Filter<EntryDocument>): AsyncGenerator<readonly Walked[]> {
    let reading = this.page(among, undefined);
    let ahead: Promise<readonly Walked[]> | undefined;
    for (let isLast = false; !isLast;) {
      const documents = await reading;
      isLast = documents.length < PAGE;
      if (!isLast) reading = handled(this.page(among, documents.at(-1)!.ref));
      const page = handled(this.withKeys(documents));
      if (ahead) yield await ahead;
      ahead = page;
    }
    yield await ahead!;
  }

  private async page(among: Filter<EntryDocument>, after: string | undefined): Promise<Omit<Walked, 'key'>[]> {
    const filter = after === undefined ? among : { ...among, _id: { $gt: after } };
    const options = { sort: { _id: 1 }, limit: PAGE, batchSize: PAGE + 1, raw: true } as const;
    const documents = await this.stored.find(filter, { ...options, projection: { person: 1, sealed: 1 } }).toArray();
    return documents.map((document) => {
      const { _id, person, sealed } = rawFields(document as unknown as Buffer);
      const of = person === undefined ? null : person.toString();
      return { ref: _id!.toString(), person: of, owner: ownerOf(of, among.campaign as string), sealed: sealed! };
    });
  }

  private async withKeys(documents: readonly Omit<Walked, 'key'>[]): Promise<readonly Walked[]> {
    const owners = [...new Set(documents.map(({ owner }) => owner))];
    const keys = await this.keys.readUnchecked(owners, (_, error) => {
      if (!isDamage(error)) throw error;
    });
    return documents.map((document) => ({ ...document, key: keys.get(document.owner) }));
  }

  private async enqueue(write: Write): Promise<number> {
    this.assertOpen();
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject });
      // In a microtask, so that puts of one turn share a transaction from the first on.
      queueMicrotask(() => this.flush());
    });
  }

  /** In the order of the calls, as far as that can be seen. */
  private flush(): void {
    while (this.waiting.length > 0 && this.inFlight.size < MOST_IN_FLIGHT) {
      const group = new Group(this.waiting.slice(0, sizeOfGroup(this.waiting)));
      if ([...this.inFlight].some((other) => other.meets(group))) return;
      this.waiting.splice(0, group.writes.length);
      this.inFlight.add(group);
      void this.write(group).finally(() => {
        this.inFlight.delete(group);
        this.flush();
        if (this.inFlight.size === 0) this.idle.splice(0).forEach((resolve) => resolve());
      });
    }
  }

  private async write({ writes }: Group): Promise<void> {
    try {
      const { write, resolve } = writes[0]!;
      if (write.type === 'erase') resolve(await this.eraseAll(write.person));
      else if (write.type === 'remove') resolve(await this.removeAll(write.refs));
      else {
        await this.putAll(writes.flatMap((item) => (item.write.type === 'put' ? item.write.entries : [])));
        for (const each of writes) each.resolve(0);
      }
    } catch (error) {
      for (const { reject } of writes) reject(error);
    }
  }

  private async putAll(entries: readonly PlainEntry[]): Promise<void> {
    const last = new Map(entries.map((plain) => [plain.entry.ref, plain]));
    const owners = [...new Set([...last.values()].map(({ owner }) => owner))];
    const put = (write: (documents: EntryDocument[], session: ClientSession) => Promise<unknown>) =>
      this.transact(async (session) => {
        const keys = await this.keys.obtain(owners, session);
        await write(
          [...last.values()].map((plain) =>
            seal(plain, keys.get(plain.owner)!, this.wholeOf(plain.entry), this.random),
          ),
          session,
        );
      });
    try {
      // Nearly all entries are new, and inserting takes half the time of replacing.
      await put((documents, session) => this.stored.insertMany(documents, { session }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await put((documents, session) =>
        this.stored.bulkWrite(
          documents.map((document) => ({
            replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
          })),
          { session, ordered: false },
        ),
      );
    }
  }

  /** The key goes with the first entries: from then on all of them are unreadable, and an erasure that breaks off can be repeated. */
  private async eraseAll(person: string): Promise<number> {
    const owner = ownerOf(person, null);
    for (let erased = 0; ;) {
      const count = await this.transact(async (session) => {
        await this.keys.remove(owner, session);
        const options = { projection: { _id: 1 }, limit: ERASED_AT_ONCE, session } as const;
        const found = await this.stored.find({ person }, options).toArray();
        await this.stored.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } }, { session });
        return found.length;
      });
      erased += count;
      if (count === ERASED_AT_ONCE) continue;
      const mark = this.random.bytes(16).toString('hex');
      await this.marks.updateOne({ _id: 'latest' }, { $set: { mark } }, { upsert: true });
      return erased;
    }
  }

  private removeAll(refs: readonly string[]): Promise<number> {
    return this.transact(async (session) => {
      return (await this.stored.deleteMany({ _id: { $in: [...refs] } }, { session })).deletedCount;
    });
  }

  private async transact<T>(body: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.client.startSession();
    try {
      return await transact(session, body, { clock: this.clock });
    } finally {
      await session.endSession();
    }
  }

  private wholeOf({ kind, campaign, name, phone }: VaultEntry): string[] {
    const search = kind === 'contact' && campaign !== null ? searchText(name, phone) : null;
    return search === null ? [] : this.hashes(campaign!, search.split('\n'));
  }

  /** Of each campaign others, so that nobody sees who is in two. 66 bits: what is found is decrypted and looked at anyway. */
  private hashes(campaign: string, texts: readonly string[]): string[] {
    const full = [...new Set(texts)].filter((text) => text !== '');
    return full.map((text) => keyedHash(this.searchKey, `${campaign}\n${text}`).slice(0, 11));
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('The vault is closed.');
  }
}

/**
 * @param damaged why the keys of others cannot be opened
 * @returns undefined for what was erased since, or was put while its person was
 */
function openWith(
  keys: ReadonlyMap<Owner, DataKey>,
  document: EntryDocument,
  damaged?: ReadonlyMap<Owner, SecretError>,
): StoredEntry | undefined {
  const { owner, id } = keyOf(document);
  const damage = damaged?.get(owner);
  if (damage) throw damage;
  const key = keys.get(owner);
  return key?.id === id ? open(document, key) : undefined;
}

function isDamage(error: unknown): error is SecretError {
  return error instanceof SecretError && error.code === 'damaged';
}

/** Whether it is what was put. */
function isOpened(document: EntryDocument, key: DataKey): boolean {
  try {
    open(document, key);
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

/** What is written in one transaction: an erasure, a removal, or puts. */
class Group {
  private readonly refs = new Set<string>();
  private readonly removes: boolean;

  constructor(readonly writes: readonly QueuedWrite[]) {
    this.removes = writes[0]!.write.type !== 'put';
    for (const { write } of writes) {
      if (write.type === 'put') write.entries.forEach(({ entry }) => this.refs.add(entry.ref));
    }
  }

  /** Whether it shows which of both was first. */
  meets(other: Group): boolean {
    return this.removes || other.removes || [...this.refs].some((ref) => other.refs.has(ref));
  }
}

function sizeOfGroup(waiting: readonly QueuedWrite[]): number {
  let entries = 0;
  let characters = 0;
  for (const [index, { write }] of waiting.entries()) {
    if (write.type !== 'put') return Math.max(index, 1);
    entries += write.entries.length;
    for (const { text } of write.entries) characters += text.length;
    if (entries >= GROUP || characters >= GROUP_CHARACTERS) return index + 1;
  }
  return waiting.length;
}

/** Its failure is thrown where it is awaited, and is nobody's before. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
