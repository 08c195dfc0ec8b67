import { Command, CommanderError } from 'commander';
import { Refused } from './api';
import { addCampaignCommands } from './commands/campaign';
import { addDoctorCommand } from './commands/doctor';
import { addEventsCommand } from './commands/events';
import { addKeysCommands } from './commands/keys';
import { addReportCommands } from './commands/report';
import { addVerifyCommand } from './commands/verify';
import { Failed, type Io, WrongUsage } from './io';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

/** Runs one command line, without the program's own name. Resolves with the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    await programOf(io).parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (error instanceof WrongUsage) return say(io, error.message, WRONG_USAGE);
    if (error instanceof Refused) return say(io, error.describe(), FAILED);
    if (error instanceof Failed) return say(io, error.message, FAILED);
    if (io.signal.aborted) return FAILED;
    throw error;
  }
}

function say(io: Io, text: string, code: number): number {
  io.err(`arauto: ${text}\n`);
  return code;
}

function programOf(io: Io): Command {
  const program = new Command('arauto')
    .description('WhatsApp campaigns from a contact file to a report')
    .option('--url <url>', 'where the engine is (ARAUTO_URL, http://127.0.0.1:3000)')
    .option('--key <key>', 'an API key (ARAUTO_KEY, the key file of the data folder)')
    .option('--json', 'answers for programs')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError('(arauto --help shows what is possible)');
  addCampaignCommands(program, io);
  addReportCommands(program, io);
  addEventsCommand(program, io);
  addVerifyCommand(program, io);
  addKeysCommands(program, io);
  addDoctorCommand(program, io);
  return program;
}
