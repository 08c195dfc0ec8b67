import { type Database, openDatabase, SqliteError, type Statement } from '@arauto/sqlite';
import type { Match, StoredEntry, Vault, VaultEntry } from '../vault';
import type { FlatEntries, Write } from './messages';
import { searchText } from './search-text';
import { VaultThread } from './vault-thread';

interface Waiting {
  readonly write: Write;
  readonly resolve: (count: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Two transactions on their way: the thread writes one while the other is handed over. */
const inFlightLimit = 2;

/**
 * Opens, or makes, the vault file. Writes run in a thread, all that wait in one transaction (`synchronous=FULL`), so that the
 * caller never waits for the disk. Pages are read here, at about 4 µs an entry.
 * @throws SqliteError
 */
export async function openSqliteVault(path: string): Promise<Vault> {
  const writer = new VaultThread({ path, role: 'writer' });
  await writer.open();
  return new SqliteVault(path, writer, openDatabase(path, { readOnly: true }));
}

class SqliteVault implements Vault {
  private readonly searcher: VaultThread;
  private readonly read: Statement;
  private waiting: Waiting[] = [];
  private inFlight = 0;
  private closed = false;
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly path: string,
    private readonly writer: VaultThread,
    private readonly reader: Database,
  ) {
    this.searcher = new VaultThread({ path, role: 'searcher' });
    this.read = reader.prepare(
      `SELECT kind, person, (SELECT name FROM campaign WHERE id = entry.campaign), body FROM entry WHERE ref = ?`,
    );
  }

  async put(entries: readonly VaultEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.enqueue({ type: 'put', entries: flatten(entries) });
  }

  async erase(person: string): Promise<number> {
    return this.enqueue({ type: 'erase', person });
  }

  async getMany(refs: readonly string[]): Promise<(StoredEntry | undefined)[]> {
    this.assertOpen();
    if (refs.length === 1) return [this.find(refs[0]!)];
    return this.reader.snapshot(() => refs.map((ref) => this.find(ref)));
  }

  async search(campaign: string, text: string, limit: number, match: Match = 'part'): Promise<string[]> {
    this.assertOpen();
    return (await this.searcher.call({ type: 'search', campaign, text, limit, match })) as string[];
  }

  /** Waits for what was put before. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.inFlight > 0 || this.waiting.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    this.reader.close();
    await this.searcher.close();
    await this.writer.close();
  }

  private find(ref: string): StoredEntry | undefined {
    const row = this.read.row(ref);
    if (!row) return undefined;
    const [kind, person, campaign, body] = row as [StoredEntry['kind'], string | null, string | null, string];
    const [phone, name, data] = JSON.parse(body) as [string | null, string | null, unknown];
    return { ref, kind, person, campaign, phone, name, data };
  }

  private async enqueue(write: Write): Promise<number> {
    this.assertOpen();
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject });
      // In a microtask, so that puts of one turn share a transaction from the first on.
      queueMicrotask(() => this.flush());
    });
  }

  private flush(): void {
    if (this.waiting.length === 0 || this.inFlight >= inFlightLimit) return;
    const group = this.waiting;
    this.waiting = [];
    this.inFlight++;
    this.writer
      .call({ type: 'write', writes: group.map((item) => item.write) })
      .then(
        (counts) => group.forEach((item, index) => item.resolve((counts as number[])[index]!)),
        (error: unknown) => group.forEach((item) => item.reject(error)),
      )
      .finally(() => {
        this.inFlight--;
        this.flush();
        if (this.inFlight === 0 && this.waiting.length === 0) this.idle.splice(0).forEach((resolve) => resolve());
      });
  }

  private assertOpen(): void {
    if (this.closed) throw new SqliteError('closed', this.path, `The vault ${this.path} is closed.`);
  }
}

function flatten(entries: readonly VaultEntry[]): FlatEntries {
  const flat: (string | null)[] = [];
  for (const entry of entries) {
    const { ref, kind, person, campaign, phone = null, name = null, data } = entry;
    if (`${ref}${person ?? ''}${campaign ?? ''}`.includes('\0')) {
      throw new TypeError('A ref, a person key or a campaign id of the vault contains a NUL character.');
    }
    const search = kind === 'contact' ? searchText(name, phone) : null;
    flat.push(ref, kind, person, campaign, search, JSON.stringify([phone, name, data ?? null]));
  }
  return flat;
}
