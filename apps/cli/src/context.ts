import type { Command } from 'commander';
import { Api, keyOf, languageOf, urlOf } from './api';
import type { Io } from './io';
import { type TableColumn, table } from './terminal/table';

/** What a command works with. */
export interface Context {
  readonly io: Io;
  readonly api: Api;
  readonly json: boolean;
  /** Of what the engine says, and of reports; undefined where nobody says. */
  readonly language: string | undefined;
}

interface Globals {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
  readonly language?: string;
}

export function contextOf(command: Command, io: Io): Context {
  const { url, key, json = false, language } = command.optsWithGlobals<Globals>();
  const spoken = languageOf(language, io);
  return { io, json, language: spoken, api: new Api(urlOf(url, io), () => keyOf(key, io), io.signal, spoken) };
}

/** One value: JSON for programs, or text for people. */
export function print({ io, json }: Context, value: unknown, text: (width: number) => string): void {
  io.out(json ? `${JSON.stringify(value)}\n` : text(io.width));
}

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly total?: { readonly value: number; readonly relation: 'exact' | 'atLeast' };
}

/** A page of rows; `empty` says what to do when there are none. */
export function printPage<Row>(
  context: Context,
  page: Page<Row>,
  columns: readonly TableColumn<Row>[],
  empty: string,
): void {
  print(context, page, (width) => (page.items.length === 0 ? `${empty}\n` : table(columns, page.items, width)));
  if (context.json || page.items.length === 0) return;
  if (page.total) {
    const { value, relation } = page.total;
    context.io.err(`${page.items.length} of ${relation === 'atLeast' ? 'at least ' : ''}${value}\n`);
  } else if (page.nextCursor !== null) {
    context.io.err(`the first ${page.items.length}: --limit shows more\n`);
  }
}
