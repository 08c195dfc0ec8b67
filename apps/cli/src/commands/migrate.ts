import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Failed, type Io, WrongUsage } from '../io';
import { facts } from '../terminal/table';
import { Progress } from '../terminal/progress';

/** The program that does it: it works on the stores themselves, as an engine does. */
const PROGRAM = join(__dirname, '../../../engine/src/migrate/main.js');

interface Reached {
  readonly step: keyof typeof STEPS;
  readonly done: number;
  readonly of?: number;
  readonly perSecond: number;
  readonly trouble?: string;
}

interface Moved {
  readonly events: number;
  readonly eventsDigest: string;
  readonly entries: number;
  readonly entriesDigest: string;
  readonly files: number;
  readonly exportFiles: number;
  readonly campaigns: number;
  readonly contacts: number;
  /** Where the secret is that was used; null where the environment named it. */
  readonly secretFile: string | null;
}

interface Options {
  readonly from: string;
  readonly to?: string;
  readonly vault?: string;
  readonly views?: string;
  readonly files?: string;
}

const STEPS = {
  compare: 'looking at what is there',
  vault: 'entries of the vault',
  files: 'contact files',
  exports: 'files of exports',
  log: 'events',
  verify: 'events read again on both sides',
} as const;

export function addMigrateCommand(program: Command, io: Io): void {
  program
    .command('migrate')
    .description(
      'move the installation of a data folder to EventStoreDB and MongoDB; run again, it goes on where it ended',
    )
    .requiredOption('--from <sqlite:folder>', 'the data folder; no engine may run on it')
    .option('--to <esdb://…>', 'the log, which must be empty (ARAUTO_EVENT_STORE)')
    .option('--vault <mongodb://…>', 'the database of the vault (ARAUTO_VAULT)')
    .option(
      '--views <mongodb://…>',
      'the database of the views, which are made there at the first start (ARAUTO_VIEW_STORE)',
    )
    .option(
      '--files <mongodb://…>',
      'the database of contact files and exports, where it is not that of the vault (ARAUTO_FILES)',
    )
    .action(async (options: Options, command: Command) => {
      const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
      const moved = await move(options, io);
      io.out(json ? `${JSON.stringify(moved)}\n` : describe(moved, io.width));
    });
}

/** The servers are handed on by the environment, as an engine is told of them: arguments can be seen by everybody. */
function environmentOf({ to, vault, views, files }: Options, io: Io): NodeJS.ProcessEnv {
  const named = { ARAUTO_EVENT_STORE: to, ARAUTO_VAULT: vault, ARAUTO_VIEW_STORE: views, ARAUTO_FILES: files };
  return { ...io.env, ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) };
}

async function move(options: Options, io: Io): Promise<Moved> {
  const [kind, folder] = [options.from.slice(0, 7), options.from.slice(7)];
  if (kind !== 'sqlite:' || folder === '') throw new WrongUsage('--from must be sqlite: and a data folder');
  const child = fork(PROGRAM, [resolve(io.cwd, folder)], {
    cwd: io.cwd,
    env: environmentOf(options, io),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const end = () => void child.kill('SIGTERM');
  io.signal.addEventListener('abort', end);
  const progress = new Progress(io);
  let said = '';
  let moved: Moved | undefined;
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.on('message', (message: { progress?: Reached; moved?: Moved }) => {
    moved = message.moved ?? moved;
    if (message.progress) show(progress, message.progress);
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  io.signal.removeEventListener('abort', end);
  progress.end();
  if (!moved) throw new Failed(said.trim() || 'the migration was killed: run it again, and it goes on');
  return moved;
}

function show(progress: Progress, { step, done, of, perSecond, trouble }: Reached): void {
  const fraction = of === undefined || of === 0 ? undefined : Math.min(1, done / of);
  const left = of !== undefined && perSecond > 0 ? `, ${duration((of - done) / perSecond)} left` : '';
  progress.show(fraction, trouble ?? `${count(done)} ${STEPS[step]}, ${count(perSecond)}/s${left}`);
}

function describe(moved: Moved, width: number): string {
  const { events, eventsDigest, entries, entriesDigest, files, exportFiles, campaigns, contacts, secretFile } = moved;
  const what = facts(
    [
      ['Events', count(events)],
      ['SHA-256', eventsDigest],
      ['Vault entries', count(entries)],
      ['SHA-256', entriesDigest],
      ['Contact files', count(files)],
      ['Files of exports', count(exportFiles)],
      ['Contacts', `${count(contacts)} in ${count(campaigns)} campaigns`],
    ],
    width,
  );
  const secret = secretFile === null ? '' : ` ARAUTO_SECRET must be what is in ${secretFile}.`;
  return `${what}Moved: the same on both sides, in the same order, and adding up to the same counters. No engine starts on the folder any more; start it on the servers.${secret} API keys are the same as before.\n`;
}

function count(number: number): string {
  return Math.max(0, number).toLocaleString('en-US');
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
