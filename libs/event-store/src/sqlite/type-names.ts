import type { Database, Statement } from '@arauto/sqlite';
import { decodeName, encodeName } from './names';

/** Event types as small integers: a few dozen names, kept whole in memory. */
export class TypeNames {
  private readonly ids = new Map<string, number>();
  private readonly names = new Map<number, string>();
  private readonly select: Statement;

  constructor(private readonly database: Database) {
    this.select = database.prepare('SELECT id, name FROM types WHERE id > ? ORDER BY id');
  }

  name(id: number): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    this.load();
    return this.names.get(id)!;
  }

  /** The ids of those that occur in the log. */
  known(names: readonly string[]): number[] {
    if (names.some((name) => !this.ids.has(name))) this.load();
    return names.flatMap((name) => this.ids.get(name) ?? []);
  }

  /** The type's id, made inside the caller's write transaction when it is new. */
  intern(name: string): number {
    const known = this.ids.get(name) ?? this.known([name])[0];
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.database.prepare('INSERT INTO types (name) VALUES (?)').run(encodeName(name));
    this.remember(lastInsertRowid, name);
    return lastInsertRowid;
  }

  /** Forgets what a rolled-back transaction may have made. */
  forget(): void {
    this.ids.clear();
    this.names.clear();
  }

  private load(): void {
    for (const [id, name] of this.select.rows(this.names.size === 0 ? 0 : Math.max(...this.names.keys()))) {
      this.remember(id as number, decodeName(name as string));
    }
  }

  private remember(id: number, name: string): void {
    this.ids.set(name, id);
    this.names.set(id, name);
  }
}
