import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { contextOf, print } from '../context';
import type { Io } from '../io';
import { Progress } from '../terminal/progress';
import { facts } from '../terminal/table';
import { type FileFields, fileToSend } from './file-to-send';
import { id as parseId } from './options';

interface Suppressed {
  readonly rows: number;
  readonly suppressed: number;
  readonly unchanged: number;
  readonly invalid: number;
  readonly verdicts: readonly Verdict[] | null;
}

interface Verdict {
  readonly row: number;
  readonly verdict: 'suppressed' | 'unchanged' | 'invalid';
  readonly reasons: readonly { readonly message: string }[];
}

/** As many bad rows fit a screen; whoever needs them all asks for `--json`. */
const SHOWN = 10;

export function addSuppressionCommands(program: Command, io: Io): void {
  const suppressions = program.command('suppressions').description('persons who must not be messaged');

  suppressions
    .command('upload')
    .description(
      'suppress everybody whose number is in a CSV file or a workbook (.xlsx); the same file again changes nothing',
    )
    .argument('<file>')
    .option('--subaccount <id>', 'whose persons they are; may be left out by a key of one subaccount', parseId)
    .addOption(
      new Option('--category <category>', 'of which messages; all by default').choices(['all', 'marketing'] as const),
    )
    .option('--reason <text>', 'why, for whoever wonders later')
    .option('--mapping <json>', 'which column is what, like {"phone":"Celular"}')
    .option('--sheet <name>', 'of a workbook; the first that can be seen by default')
    .action(async (file: string, { mapping, sheet, ...query }: UploadOptions, command: Command) => {
      const context = contextOf(command, io);
      const progress = new Progress(io);
      try {
        const fields = { ...(mapping !== undefined && { mapping }), ...(sheet !== undefined && { sheet }) };
        const body = await fileToSend(io, file, fields, (share) => progress.show(share, `sending ${basename(file)}`));
        const answer = await context.api.send<Suppressed>('/v1/suppressions/upload', body, { ...query });
        progress.end();
        print(context, answer, (width) => describe(answer, width));
        if (!context.json) io.err(badRows(answer));
      } finally {
        progress.end();
      }
    });
}

interface UploadOptions extends FileFields {
  readonly subaccount?: string;
  readonly category?: string;
  readonly reason?: string;
}

function describe({ rows, suppressed, unchanged, invalid }: Suppressed, width: number): string {
  return facts(
    [
      ['Rows', rows],
      ['Suppressed', suppressed],
      ['Unchanged', unchanged],
      ['Invalid', invalid],
    ],
    width,
  );
}

function badRows({ verdicts, invalid }: Suppressed): string {
  const bad = (verdicts ?? []).filter(({ verdict }) => verdict === 'invalid').slice(0, SHOWN);
  const lines = bad.map(({ row, reasons }) => `Row ${row}: ${reasons.map(({ message }) => message).join(' ')}\n`);
  const more = invalid - bad.length;
  return lines.join('') + (bad.length > 0 && more > 0 ? `and ${more} more, with --json\n` : '');
}
