import type { Database, SqlValue, Statement } from '@arauto/sqlite';
import type { Merged } from './merge';
import type { Column, Table } from './table';

/** Rows per INSERT: more gain nothing (promises, section 3). */
const ROWS_PER_INSERT = 25;
/** Ids looked up by one statement. */
const IDS_PER_LOOKUP = 50;

/** Writes merged changes to one view's table, inside the writer's transaction. */
export class TableWriter {
  private readonly insertMany: Statement;
  private readonly insertOne: Statement;
  private readonly lookup: Statement;
  private readonly replace: Statement;
  private readonly remove: Statement;
  private readonly updates = new Map<string, Statement>();

  constructor(
    private readonly database: Database,
    private readonly table: Table,
  ) {
    const { name, columns } = table;
    const row = `(${['?', '?', ...columns.map(() => '?')].join(',')})`;
    const insert = `INSERT INTO ${name} (${['_h', '_id', ...columns.map(({ sql }) => sql)].join(',')}) VALUES `;
    this.insertMany = database.prepare(insert + new Array(ROWS_PER_INSERT).fill(row).join(','));
    this.insertOne = database.prepare(insert + row);
    const hashes = new Array(IDS_PER_LOOKUP).fill('?').join(',');
    this.lookup = database.prepare(`SELECT _n, _id FROM ${name} WHERE _h IN (${hashes})`);
    const all = columns.map(({ sql }) => `${sql}=?`).join(',');
    this.replace = database.prepare(`UPDATE ${name} SET ${all || '_h=_h'} WHERE _n=?`);
    this.remove = database.prepare(`DELETE FROM ${name} WHERE _h=? AND _id=?`);
  }

  write(documents: ReadonlyMap<string, Merged>): void {
    const puts: Merged[] = [];
    const inserts: Merged[] = [];
    for (const merged of documents.values()) {
      if (merged.full) puts.push(merged);
      else if (merged.removed) this.remove.run(merged.hash, merged.id);
      else if (!this.update(merged) && merged.missing) inserts.push(merged);
    }
    this.put(puts, documents, inserts);
    this.insert(inserts);
  }

  /** Rewrites the rows that are there; the others go to `inserts`. */
  private put(puts: readonly Merged[], documents: ReadonlyMap<string, Merged>, inserts: Merged[]): void {
    const hashes = new Array<number>(IDS_PER_LOOKUP);
    for (let start = 0; start < puts.length; start += IDS_PER_LOOKUP) {
      const end = Math.min(start + IDS_PER_LOOKUP, puts.length);
      // the last few places repeat a hash, so that one prepared statement serves every length
      for (let i = 0; i < IDS_PER_LOOKUP; i++) hashes[i] = puts[Math.min(start + i, end - 1)]!.hash;
      const found = this.lookup.rows(...hashes);
      const there = new Set<string>();
      for (const [n, id] of found) {
        const merged = documents.get(id as string);
        // a hash may be shared with a document this batch does not put
        if (!merged?.full) continue;
        there.add(merged.id);
        this.replace.run(...merged.missing!, n!);
      }
      for (let i = start; i < end; i++) if (!there.has(puts[i]!.id)) inserts.push(puts[i]!);
    }
  }

  private insert(inserts: readonly Merged[]): void {
    let at = 0;
    for (; at + ROWS_PER_INSERT <= inserts.length; at += ROWS_PER_INSERT) {
      const values: SqlValue[] = [];
      for (let i = at; i < at + ROWS_PER_INSERT; i++) pushRow(values, inserts[i]!);
      this.insertMany.run(...values);
    }
    for (; at < inserts.length; at++) {
      const values: SqlValue[] = [];
      pushRow(values, inserts[at]!);
      this.insertOne.run(...values);
    }
  }

  /** Changes some cells of a row that may be there; says whether it is. */
  private update({ id, hash, set, add }: Merged): boolean {
    let shape = '';
    const values: SqlValue[] = [];
    for (let at = 0; at < set.length; at++) {
      const cell = set[at];
      const amount = cell === undefined ? add?.[at] : undefined;
      if (cell !== undefined) {
        shape += `s${at}`;
        values.push(cell);
      } else if (amount !== undefined) {
        shape += `a${at}`;
        values.push(amount);
      }
    }
    const statement = this.updateOf(shape, set, add);
    values.push(hash, id);
    return statement.run(...values).changes > 0;
  }

  /** One statement per set of cells: projections have few, and SQLite then leaves the other indexes alone. */
  private updateOf(shape: string, set: Merged['set'], add: Merged['add']): Statement {
    const known = this.updates.get(shape);
    if (known) return known;
    const cells = this.table.columns.flatMap((column, at) => assignment(column, set[at], add?.[at]));
    const statement = this.database.prepare(
      `UPDATE ${this.table.name} SET ${cells.join(',') || '_h=_h'} WHERE _h=? AND _id=?`,
    );
    this.updates.set(shape, statement);
    return statement;
  }
}

function assignment({ sql }: Column, cell: SqlValue | undefined, amount: number | undefined): string[] {
  if (cell !== undefined) return [`${sql}=?`];
  return amount === undefined ? [] : [`${sql}=coalesce(${sql},0)+?`];
}

function pushRow(values: SqlValue[], { hash, id, missing }: Merged): void {
  values.push(hash, id);
  for (const cell of missing!) values.push(cell);
}
