import type { FieldType, View } from '../port';

export interface Column {
  readonly name: string;
  readonly type: FieldType;
  /** The name as SQL. */
  readonly sql: string;
}

/**
 * How a view lies in SQLite. Measured with random text ids (promises, section 3): a table keyed by small integers, found
 * through a narrow index of a hash of the id, with the id itself kept in the row. Every index ends in the hash: it is the
 * tie-breaker of every order, known from the id alone, so a page can go on after a document that is gone.
 */
export class Table {
  readonly name: string;
  readonly columns: readonly Column[];
  private readonly byName = new Map<string, number>();

  /** @throws TypeError naming what in the definition cannot be kept */
  constructor(readonly view: View) {
    if (!/^[a-z][a-z0-9-]*$/.test(view.name)) {
      throw new TypeError(`view ${JSON.stringify(view.name)}: a name is lower-case letters, digits and dashes`);
    }
    this.name = `"v_${view.name}"`;
    this.columns = Object.entries(view.fields).map(([name, type], at) => {
      if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)) {
        throw new TypeError(`${view.name}: field ${JSON.stringify(name)} is not letters, digits and underscores`);
      }
      this.byName.set(name, at);
      return { name, type, sql: `"${name}"` };
    });
    for (const fields of view.indexes) {
      for (const field of fields) {
        if (this.column(field)?.type === 'json')
          throw new TypeError(`${view.name}: json field ${field} cannot be indexed`);
        if (!this.byName.has(field))
          throw new TypeError(`${view.name}: an index names ${field}, which is no field of it`);
      }
    }
  }

  /** Where a field stands among the columns, or -1. */
  indexOf(field: string): number {
    return this.byName.get(field) ?? -1;
  }

  column(field: string): Column | undefined {
    const at = this.byName.get(field);
    return at === undefined ? undefined : this.columns[at];
  }

  /** The statements that make the table and its indexes. */
  ddl(): string[] {
    const columns = this.columns.map(({ sql, type }) => `, ${sql} ${SQL_TYPES[type]}`).join('');
    const bare = this.name.slice(1, -1);
    return [
      `CREATE TABLE ${this.name} (_n INTEGER PRIMARY KEY, _h INTEGER NOT NULL, _id TEXT NOT NULL${columns})`,
      `CREATE INDEX "${bare}__id" ON ${this.name} (_h)`,
      ...this.view.indexes.map(
        (fields, at) =>
          `CREATE INDEX "${bare}__${at + 1}" ON ${this.name} (${fields.map((field) => `"${field}", `).join('')}_h)`,
      ),
    ];
  }
}

const SQL_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  symbol: 'INTEGER',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  json: 'TEXT',
};
