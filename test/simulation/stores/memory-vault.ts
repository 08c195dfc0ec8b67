import {
  type Match,
  matches,
  searchNeedles,
  searchText,
  type StoredEntry,
  type Vault,
  type VaultEntry,
} from '@arauto/privacy';

/** An entry as it lies there: JSON, as on a disk, so that nothing is shared with who put it. */
interface Kept {
  readonly person: string | null;
  readonly campaign: string | null;
  /** Of a contact: what it is searched by. */
  readonly search: string | null;
  readonly json: string;
}

/** Bytes of entries that are listed together. */
const PAGE = 2_000_000;

/** What vaults of all lives of a world have between them. */
export class MemoryVaultDisk {
  readonly entries = new Map<string, Kept>();
  erased = 0;

  /** Every byte that whoever has the disk can see. */
  *atRest(): Generator<Buffer> {
    for (const [ref, { json }] of this.entries) yield Buffer.from(`${ref} ${json}`);
  }
}

/** One engine's face of the vault. */
export class MemoryVault implements Vault {
  private isClosed = false;

  constructor(private readonly disk: MemoryVaultDisk) {}

  async put(entries: readonly VaultEntry[]): Promise<void> {
    const kept = entries.map((entry) => [entry.ref, keep(entry)] as const);
    this.requireOpen();
    for (const [ref, entry] of kept) this.disk.entries.set(ref, entry);
    return Promise.resolve();
  }

  async getMany(refs: readonly string[]): Promise<(StoredEntry | undefined)[]> {
    this.requireOpen();
    const found = refs.map((ref) => {
      const kept = this.disk.entries.get(ref);
      return kept && (JSON.parse(kept.json) as StoredEntry);
    });
    return Promise.resolve(found);
  }

  async search(campaign: string, text: string, limit: number, match: Match = 'part'): Promise<string[]> {
    this.requireOpen();
    const needles = searchNeedles(text);
    if (needles.text === '') return Promise.resolve([]);
    const found: string[] = [];
    for (const ref of [...this.disk.entries.keys()].sort()) {
      const { campaign: of, search } = this.disk.entries.get(ref)!;
      if (of !== campaign || search === null || !matches(search, needles, match)) continue;
      found.push(ref);
      if (found.length === limit) break;
    }
    return Promise.resolve(found);
  }

  async *entries(): AsyncGenerator<readonly StoredEntry[]> {
    this.requireOpen();
    let page: StoredEntry[] = [];
    let bytes = 0;
    for (const ref of [...this.disk.entries.keys()].sort()) {
      const kept = this.disk.entries.get(ref);
      if (!kept) continue;
      page.push(JSON.parse(kept.json) as StoredEntry);
      bytes += kept.json.length;
      if (bytes < PAGE) continue;
      yield await Promise.resolve(page);
      page = [];
      bytes = 0;
    }
    if (page.length > 0) yield page;
  }

  async erase(person: string): Promise<number> {
    this.requireOpen();
    const refs = [...this.disk.entries].filter(([, kept]) => kept.person === person).map(([ref]) => ref);
    for (const ref of refs) this.disk.entries.delete(ref);
    this.disk.erased += 1;
    return Promise.resolve(refs.length);
  }

  async remove(refs: readonly string[]): Promise<void> {
    this.requireOpen();
    for (const ref of refs) this.disk.entries.delete(ref);
    return Promise.resolve();
  }

  async erasures(): Promise<string> {
    this.requireOpen();
    return Promise.resolve(this.disk.erased === 0 ? '' : String(this.disk.erased));
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  private requireOpen(): void {
    if (this.isClosed) throw new Error('the vault is closed');
  }
}

function keep({ ref, kind, person, campaign, phone = null, name = null, data }: VaultEntry): Kept {
  const search = kind === 'contact' ? searchText(name, phone) : null;
  return { person, campaign, search, json: JSON.stringify({ ref, kind, person, campaign, phone, name, data }) };
}
