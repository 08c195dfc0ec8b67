import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Context, contextOf, print, printPage } from '../context';
import { Failed, type Io } from '../io';
import { Progress } from '../terminal/progress';
import type { TableColumn } from '../terminal/table';
import { number } from './options';
import { writePrivate } from './private-file';

/** What a file is asked for with. */
export interface ExportRequest {
  readonly report: string;
  readonly filters: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly format: 'csv' | 'xlsx' | 'pdf';
  readonly language?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly delimiter?: ',' | ';' | undefined;
}

export interface Export {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'completed' | 'failed' | 'canceled' | 'expired';
  readonly report: string;
  readonly format: string;
  readonly requestedAt: string;
  readonly rows: number | null;
  readonly progress: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly fileName: string | null;
  readonly expiresAt: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const COLUMNS: readonly TableColumn<Export>[] = [
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'ASKED', value: ({ requestedAt }) => requestedAt },
  { title: 'REPORT', value: ({ report }) => report },
  { title: 'FORMAT', value: ({ format }) => format },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'ROWS', value: ({ rows }) => rows, right: true },
  { title: 'FILE', value: ({ fileName }) => fileName },
  { title: 'UNTIL', value: ({ expiresAt }) => expiresAt },
];

export function addExportCommands(program: Command, io: Io): void {
  const group = program.command('export').description('files of reports');

  group
    .command('list')
    .description('what was asked for, the newest first')
    .option('--search <id>', 'those that the schedule of a saved search made')
    .option('--limit <number>', 'rows of the table', number)
    .action(async ({ limit, search }: { limit?: number; search?: string }, command: Command) => {
      const context = contextOf(command, io);
      const page = await context.api.get<{ items: Export[]; nextCursor: string | null }>('/v1/exports', {
        search,
        limit: limit?.toString(),
      });
      printPage(context, page, COLUMNS, 'No exports yet: arauto report detailed --xlsx makes one.');
    });

  group
    .command('fetch <id>')
    .description('wait until a file is there, and write it')
    .option('--output <file>', 'where it goes; its own name by default')
    .action(async (id: string, { output }: { output?: string }, command: Command) => {
      await fetchTo(contextOf(command, io), id, output);
    });

  group
    .command('cancel <id>')
    .description('cancel one that is being made, or delete its file')
    .action(async (id: string, _: unknown, command: Command) => {
      const context = contextOf(command, io);
      print(context, await context.api.delete<object>(pathOf(id)), () => 'canceled\n');
    });
}

/** Asks for a file, waits for it with a bar, and writes it. */
export async function exportTo(context: Context, request: ExportRequest, output: string | undefined): Promise<void> {
  await fetchTo(context, await askForExport(context, request), output);
}

/** Answers its id. */
export async function askForExport({ api }: Context, request: ExportRequest): Promise<string> {
  return (await api.post<{ id: string }>('/v1/exports', request)).id;
}

/**
 * Waits until the file is there.
 * @param onLook told how far it is, as long as it is not
 * @throws Failed with why there is none
 */
export async function exportMade(
  { io, api }: Context,
  id: string,
  onLook: (found: Export) => void = () => undefined,
): Promise<Export> {
  for (;;) {
    const found = await api.get<Export>(pathOf(id));
    if (found.status === 'completed') return found;
    if (found.status !== 'queued' && found.status !== 'running')
      throw new Failed(found.error?.message ?? `the export is ${found.status}: there is no file`);
    onLook(found);
    await io.sleep(250);
    if (io.signal.aborted)
      throw new Failed(`stopped waiting; the file is made all the same: arauto export fetch ${id}`);
  }
}

/** Writes the file to a path, for nobody else to read. @throws Failed */
export async function writeExport({ api }: Context, id: string, path: string): Promise<void> {
  try {
    const body = await api.stream(`${pathOf(id)}/file`, {});
    await writePrivate(body, path);
  } catch (error) {
    if (error instanceof Failed) throw error;
    throw new Failed(`the file broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function fetchTo(context: Context, id: string, output: string | undefined): Promise<void> {
  const { io } = context;
  const progress = new Progress(io);
  const show = ({ status, rows, progress: done }: Export) => {
    const many = rows === null ? '' : `: ${rows} rows`;
    progress.show(done ?? undefined, `${status === 'queued' ? 'waiting' : 'making the file'}${many}`);
  };
  const { fileName } = await exportMade(context, id, show).finally(() => progress.end());
  const name = output ?? fileName ?? id;
  await writeExport(context, id, resolve(io.cwd, name));
  io.err(`written: ${name}\n`);
}

function pathOf(id: string): string {
  return `/v1/exports/${encodeURIComponent(id)}`;
}
