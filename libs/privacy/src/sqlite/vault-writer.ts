import type { Database, Statement } from '@arauto/sqlite';
import { schema } from './schema';

/** Entries as a flat list, six values each (ref, kind, person, campaign, search, body): cheap to hand to a thread. */
export type FlatEntries = readonly (string | null)[];

const entryWidth = 6;

export type Write =
  | { readonly type: 'put'; readonly entries: FlatEntries }
  | { readonly type: 'erase'; readonly person: string }
  | { readonly type: 'remove'; readonly refs: readonly string[] };

/** How many entries a write puts; 1 where it puts none. */
export function entriesIn(write: Write): number {
  return write.type === 'put' ? write.entries.length / entryWidth : 1;
}

/** Puts, erases and removes, a transaction at a time. */
export class VaultWriter {
  private readonly insert: Statement;
  private readonly eraseAll: Statement;
  private readonly removeOne: Statement;
  private readonly markErasure: Statement;
  private readonly addCampaign: Statement;
  private readonly findCampaign: Statement;
  private readonly campaigns = new Map<string, number>();

  constructor(private readonly database: Database) {
    database.exec(schema);
    this.insert = database.prepare(
      `INSERT INTO entry (ref, kind, person, campaign, search, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (ref) DO UPDATE SET kind = excluded.kind, person = excluded.person, campaign = excluded.campaign,
         search = excluded.search, body = excluded.body`,
    );
    this.eraseAll = database.prepare('DELETE FROM entry WHERE substr(person, 1, 8) = substr(?1, 1, 8) AND person = ?1');
    this.removeOne = database.prepare('DELETE FROM entry WHERE ref = ?');
    this.markErasure = database.prepare('INSERT OR REPLACE INTO erasure (id, mark) VALUES (1, hex(randomblob(16)))');
    this.addCampaign = database.prepare('INSERT INTO campaign (name) VALUES (?)');
    this.findCampaign = database.prepare('SELECT id FROM campaign WHERE name = ?');
  }

  /** One transaction. Answers a number for each write: how many entries it put, erased or removed. */
  write(writes: readonly Write[]): number[] {
    try {
      const counts = this.database.transaction(() => writes.map((write) => this.apply(write)));
      if (writes.some((write) => write.type !== 'put')) this.emptyLog();
      return counts;
    } catch (error) {
      this.campaigns.clear();
      throw error;
    }
  }

  private apply(write: Write): number {
    if (write.type === 'put') return this.put(write.entries);
    if (write.type === 'remove') return write.refs.reduce((sum, ref) => sum + this.removeOne.run(ref).changes, 0);
    this.markErasure.run();
    return this.eraseAll.run(write.person).changes;
  }

  private put(entries: FlatEntries): number {
    for (let at = 0; at < entries.length; at += entryWidth) {
      const campaign = entries[at + 3] as string | null;
      this.insert.run(
        entries[at] as string,
        entries[at + 1] as string,
        entries[at + 2] as string | null,
        campaign === null ? null : this.campaignId(campaign),
        entries[at + 4] as string | null,
        entries[at + 5] as string,
      );
    }
    return entries.length / entryWidth;
  }

  private campaignId(name: string): number {
    const known = this.campaigns.get(name);
    if (known !== undefined) return known;
    const id = (this.findCampaign.row(name)?.[0] ?? this.addCampaign.run(name).lastInsertRowid) as number;
    this.campaigns.set(name, id);
    return id;
  }

  /** The write-ahead log still holds pages from before: copies them home and cuts it to nothing. */
  private emptyLog(): void {
    const busy = this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').row()?.[0];
    if (busy !== 0) throw new Error('The write-ahead log of the vault is being read; repeat the erasure to finish it.');
  }
}
