import type { Database, Statement } from '@arauto/sqlite';

/**
 * The file's dictionary of symbols: text of few distinct values, kept as a small integer in rows and indexes.
 * Every symbol ever seen is held in memory on both sides: that is what *few* is for.
 */
export class Symbols {
  static readonly ddl = 'CREATE TABLE symbols (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)';

  private readonly numbers = new Map<string, number>();
  private readonly texts: (string | undefined)[] = [];
  private readonly select: Statement;
  private insert: Statement | undefined;
  private known = 0;
  /** The last of those that are in the file. */
  private stored = 0;

  constructor(private readonly database: Database) {
    this.select = database.prepare('SELECT n, text FROM symbols WHERE n > ? ORDER BY n');
    this.read();
  }

  /** The number of a text that is in the file, or undefined. */
  numberOf(text: string): number | undefined {
    const number = this.numbers.get(text);
    if (number !== undefined) return number;
    this.read();
    return this.numbers.get(text);
  }

  /** The number of a text, made if there is none. It is in the file once the writer has called `store`. */
  intern(text: string): number {
    const number = this.numbers.get(text);
    if (number !== undefined) return number;
    this.remember(this.known + 1, text);
    return this.known;
  }

  /** Writes what was interned, inside the writer's transaction. */
  store(): void {
    if (this.stored === this.known) return;
    this.insert ??= this.database.prepare('INSERT INTO symbols (n, text) VALUES (?, ?)');
    while (this.stored < this.known) this.insert.run(++this.stored, this.texts[this.stored]!);
  }

  textOf(number: number): string {
    const text = this.texts[number];
    if (text !== undefined) return text;
    this.read();
    const late = this.texts[number];
    if (late === undefined) throw new Error(`${this.database.path}: symbol ${number} is missing`);
    return late;
  }

  /** After a rollback, or when the writer begins anew: what was interned since is not in the file. */
  forget(): void {
    this.numbers.clear();
    this.texts.length = 0;
    this.known = 0;
    this.read();
  }

  private read(): void {
    for (const [number, text] of this.select.rows(this.known)) this.remember(number as number, text as string);
    this.stored = this.known;
  }

  private remember(number: number, text: string): void {
    this.numbers.set(text, number);
    this.texts[number] = text;
    this.known = number;
  }
}
