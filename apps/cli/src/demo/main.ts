import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Failed } from '../io';
import { processIo } from '../process-io';
import { DONE, FAILED, WRONG_USAGE } from '../program';
import { demo, type DemoOptions } from './demo';

function count(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 5_000_000) return number;
  throw new InvalidArgumentError('expected a whole number from 1 to 5000000.');
}

const io = processIo();
const program = new Command('demo')
  .exitOverride()
  .description('run a campaign from a contact file to reports, against the simulator, and verify everything')
  .option('--exit', 'end when done; the exit code says whether everything was verified', false)
  .option('--contacts <n>', 'make this many good contacts instead of taking the sample file', count)
  .option('--json', 'print one line of JSON at the end', false)
  .action(async (options: { exit: boolean; contacts?: number; json: boolean }) => {
    const chosen: DemoOptions = { ...options, contacts: options.contacts };
    try {
      process.exitCode = await demo(chosen, io);
    } catch (error) {
      io.err(`${error instanceof Failed ? error.message : (error as Error).stack}\n`);
      process.exitCode = FAILED;
    }
  });

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? DONE : WRONG_USAGE;
});
