import { join } from 'node:path';
import { AskedThread, type Database, openDatabase, type Row, SqliteError, type Statement } from '@arauto/sqlite';
import type { Match, StoredEntry, Vault, VaultEntry } from '../vault';
import { type Request, RequestHandler, type SentFailure, type VaultRole } from './requests';
import { searchText } from '../search-text';
import { entriesIn, type FlatEntries, type Write } from './vault-writer';

interface QueuedWrite {
  readonly write: Write;
  readonly resolve: (count: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Entries read at once on a walk through all, and characters from which on no other comes to them. */
const PAGE = 1_000;
const PAGE_CHARACTERS = 4_000_000;

/**
 * Two transactions on their way: the thread writes one while the other is handed over. Of what comes one by one, only where this many entries
 * wait: a transaction of 128 takes half the processor time an entry that one of 32 does.
 */
const MOST_UNDER_WAY = 2;
const ENOUGH_ENTRIES = 128;

/** Who answers requests: a thread, or nobody but the caller. */
interface Asked {
  ask(request: Request): Promise<unknown>;
  close(last: Request): Promise<void>;
}

export interface SqliteVaultOptions {
  readonly inline?: boolean;
  /** Of a file that is there: what writes is refused. */
  readonly readOnly?: boolean;
}

/**
 * Opens, or makes, the vault file. Writes run in a thread, all that wait in one transaction (`synchronous=FULL`), so that the
 * caller never waits for the disk. Pages are read here, at about 4 µs an entry.
 * @param inline writes and searches in the caller's thread: starts nothing, and is repeatable under a virtual clock
 * @throws SqliteError
 */
export async function openSqliteVault(
  path: string,
  { inline = false, readOnly = false }: SqliteVaultOptions = {},
): Promise<Vault> {
  const asked = inline ? inlineAsked : threadAsked;
  const writer = readOnly ? refusing(path) : asked({ path, role: 'writer' });
  try {
    if (!readOnly) await writer.ask({ type: 'write', writes: [] });
    return new SqliteVault(path, writer, asked({ path, role: 'searcher' }), openDatabase(path, { readOnly: true }));
  } catch (error) {
    await writer.close({ type: 'close' });
    throw error;
  }
}

function refusing(path: string): Asked {
  const refused = new SqliteError('other', path, `The vault ${path} was opened to be read only.`);
  return { ask: () => Promise.reject(refused), close: () => Promise.resolve() };
}

function inlineAsked(role: VaultRole): Asked {
  const handler = new RequestHandler(role);
  const ask = (request: Request) => new Promise((resolve) => resolve(handler.answer(request)));
  return { ask, close: async (last) => void (await ask(last)) };
}

function threadAsked(role: VaultRole): Asked {
  return new AskedThread<Request, unknown, SentFailure>(join(__dirname, 'vault.worker.js'), role, {
    failed: ({ kind, message }) => new SqliteError(kind, role.path, message),
    died: (why) => new SqliteError('other', role.path, `The vault's ${role.role} thread ended: ${why}`),
  });
}

class SqliteVault implements Vault {
  private readonly read: Statement;
  private readonly readPage: Statement;
  private readonly readMark: Statement;
  private waiting: QueuedWrite[] = [];
  private waitingEntries = 0;
  private inFlight = 0;
  private closed = false;
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly path: string,
    private readonly writer: Asked,
    private readonly searcher: Asked,
    private readonly reader: Database,
  ) {
    const columns = 'kind, person, (SELECT name FROM campaign WHERE id = entry.campaign), body';
    this.read = reader.prepare(`SELECT ${columns} FROM entry WHERE ref = ?`);
    this.readMark = reader.prepare('SELECT mark FROM erasure');
    this.readPage = reader.prepare(`SELECT ${columns}, ref FROM entry WHERE ref > ? ORDER BY ref LIMIT ?`);
  }

  async put(entries: readonly VaultEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.enqueue({ type: 'put', entries: flatten(entries) });
  }

  async erase(person: string): Promise<number> {
    return this.enqueue({ type: 'erase', person });
  }

  async remove(refs: readonly string[]): Promise<void> {
    if (refs.length > 0) await this.enqueue({ type: 'remove', refs });
  }

  async erasures(): Promise<string> {
    this.assertOpen();
    return (this.readMark.row()?.[0] ?? '') as string;
  }

  async getMany(refs: readonly string[]): Promise<(StoredEntry | undefined)[]> {
    this.assertOpen();
    if (refs.length === 1) return [this.find(refs[0]!)];
    return this.reader.snapshot(() => refs.map((ref) => this.find(ref)));
  }

  async *entries(): AsyncGenerator<readonly StoredEntry[], void, undefined> {
    let after = '';
    for (;;) {
      this.assertOpen();
      const rows = this.pageAfter(after);
      if (rows.length === 0) return;
      after = rows.at(-1)![4] as string;
      yield rows.map((row) => toEntry(row[4] as string, row));
    }
  }

  private pageAfter(ref: string): Row[] {
    const rows: Row[] = [];
    let characters = 0;
    for (const row of this.readPage.iterate(ref, PAGE)) {
      rows.push(row);
      characters += (row[3] as string).length;
      if (characters >= PAGE_CHARACTERS) break;
    }
    return rows;
  }

  async search(campaign: string, text: string, limit: number, match: Match = 'part'): Promise<string[]> {
    this.assertOpen();
    return (await this.searcher.ask({ type: 'search', campaign, text, limit, match })) as string[];
  }

  /** Waits for what was put before. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.inFlight > 0 || this.waiting.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    this.reader.close();
    await this.searcher.close({ type: 'close' });
    await this.writer.close({ type: 'close' });
  }

  private find(ref: string): StoredEntry | undefined {
    const row = this.read.row(ref);
    return row && toEntry(ref, row);
  }

  private async enqueue(write: Write): Promise<number> {
    this.assertOpen();
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject });
      this.waitingEntries += entriesIn(write);
      // In a microtask, so that puts of one tick share a transaction from the first on.
      queueMicrotask(() => this.flush());
    });
  }

  private flush(): void {
    if (this.waiting.length === 0 || this.inFlight >= MOST_UNDER_WAY) return;
    if (this.inFlight > 0 && this.waitingEntries < ENOUGH_ENTRIES) return;
    const group = this.waiting;
    this.waiting = [];
    this.waitingEntries = 0;
    this.inFlight++;
    this.writer
      .ask({ type: 'write', writes: group.map((item) => item.write) })
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

function toEntry(ref: string, row: Row): StoredEntry {
  const [kind, person, campaign, body] = row as [StoredEntry['kind'], string | null, string | null, string];
  const [phone, name, data] = JSON.parse(body) as [string | null, string | null, unknown];
  return { ref, kind, person, campaign, phone, name, data };
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
