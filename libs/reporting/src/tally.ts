import type { Language } from '@arauto/domain';
import { aboutWords } from './export-words';
import type { Counted, Report } from './report';

/** Adds up the rows of a report as they pass, so that what a file says in the end is of the very rows that are in it. */
export class Tally<Row> {
  private readonly counted: Counted<Row> | undefined;
  private readonly counts = new Map<string, number>();
  private rows = 0;

  constructor({ counted }: Report<Row>) {
    this.counted = counted;
  }

  add(rows: readonly Row[]): void {
    this.rows += rows.length;
    if (!this.counted) return;
    for (const row of rows) {
      const found = this.counted.of(row);
      if (found === null) continue;
      if (typeof found === 'string') this.count(found, 1);
      else for (const word in found) this.count(word, found[word]!);
    }
  }

  /** How many rows there were, and of each word that occurred how often, in the language of the file. */
  facts(language: Language): (readonly [label: string, value: string])[] {
    const facts: (readonly [string, string])[] = [[aboutWords(language).rows, String(this.rows)]];
    const labels = this.counted?.labels(language) ?? {};
    for (const word of this.counted?.words ?? []) {
      const count = this.counts.get(word) ?? 0;
      const label = labels[word] ?? word;
      if (count > 0) facts.push([typeof label === 'string' ? label : label.label, String(count)]);
    }
    return facts;
  }

  private count(word: string, many: number): void {
    this.counts.set(word, (this.counts.get(word) ?? 0) + many);
  }
}
