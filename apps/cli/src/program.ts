import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { LANGUAGES, Refused } from './api';
import { addCampaignCommands } from './commands/campaign';
import { addConversationCommands } from './commands/conversations';
import { addDoctorCommand } from './commands/doctor';
import { addEventsCommand } from './commands/events';
import { addExportCommands } from './commands/export';
import { addKeysCommands } from './commands/keys';
import { addMigrateCommand } from './commands/migrate';
import { addReportCommands } from './commands/report/report';
import { addSearchCommands } from './commands/search';
import { addSenderCommands } from './commands/sender';
import { addSuppressionCommands } from './commands/suppressions';
import { addVerifyCommand } from './commands/verify';
import { Failed, type Io, WrongUsage } from './io';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

/** Runs one command line, without the program's own name. Resolves with the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const json = args.includes('--json');
  const say = (text: string, problem: object, code: number) => {
    io.err(json ? `${JSON.stringify(problem)}\n` : `arauto: ${text}\n`);
    return code;
  };
  try {
    await programOf(io, json).parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return DONE;
      if (json) say('', { code: 'wrong_usage', detail: error.message }, WRONG_USAGE);
      return WRONG_USAGE;
    }
    if (error instanceof WrongUsage) {
      return say(error.message, { code: 'wrong_usage', detail: error.message }, WRONG_USAGE);
    }
    if (error instanceof Refused) return say(error.describe(), error.problem, FAILED);
    if (error instanceof Failed) return say(error.message, { code: 'failed', detail: error.message }, FAILED);
    if (io.signal.aborted) return FAILED;
    throw error;
  }
}

/** @param json what commander says of a wrong command line is left to who catches it */
function programOf(io: Io, json: boolean): Command {
  const program = new Command('arauto')
    .description('WhatsApp campaigns from a contact file to a report')
    .option('--url <url>', 'where the engine is (ARAUTO_URL, port ARAUTO_PORT of this machine)')
    .option('--key <key>', 'an API key (ARAUTO_KEY, the key file of the data folder)')
    .addOption(
      new Option('--language <language>', 'in which the engine speaks (ARAUTO_LANGUAGE)').choices([...LANGUAGES]),
    )
    .option('--json', 'answers and errors for programs')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => void (json || io.err(text)) })
    .version(version(), '--version', 'what this is');
  addCampaignCommands(program, io);
  addConversationCommands(program, io);
  addReportCommands(program, io);
  addExportCommands(program, io);
  addSearchCommands(program, io);
  addSenderCommands(program, io);
  addSuppressionCommands(program, io);
  addEventsCommand(program, io);
  addVerifyCommand(program, io);
  addKeysCommands(program, io);
  addDoctorCommand(program, io);
  addMigrateCommand(program, io);
  pointAtHelp(program, 'arauto');
  return program;
}

/** After a wrong command line: at the help of the command that it is about. */
function pointAtHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help shows what is possible)`);
  for (const each of command.commands) pointAtHelp(each, `${name} ${each.name()}`);
}

function version(): string {
  const file = join(__dirname, '../../../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
