import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Query } from '../../api';
import { collect } from '../options';

/** What the detailed and the consolidated report are filtered by, as commander has it. */
export interface FilterOptions {
  readonly type?: string;
  readonly timeZone?: string;
  readonly withSession?: 'yes' | 'no';
  readonly optOut?: 'yes' | 'no';
  readonly [filter: string]: string | readonly string[] | undefined;
}

/** Every filter that there is, all combinable. */
export function withFilters(command: Command): Command {
  return (
    command
      .requiredOption('--from <time>', 'inclusive: 2026-03-01T00:00:00Z, or a day of the zone: 2026-03-01')
      .requiredOption('--to <time>', 'exclusive')
      .option('--time-zone <zone>', 'in which days begin and times are shown, like America/Sao_Paulo; UTC by default')
      .addOption(new Option('--type <type>', 'what was sent, or what people wrote').choices(['MT', 'MO']).default('MT'))
      .option('--subaccount <id>')
      .option('--user <name>', 'who started the campaign')
      .option('--campaign <id>')
      .option('--content-type <type>', 'template, text, image, … (see arauto report vocabulary)')
      .addOption(new Option('--with-session <yes|no>', 'the window was open (MT)').choices(['yes', 'no']))
      .option('--correlation-id <text>')
      .option('--correlation-id-prefix <text>', 'its beginning (MT)')
      .option('--status <status>', 'only these (repeatable; MT)', collect)
      .option('--phone <phone>', 'in any notation (repeatable)', collect)
      .option('--contact <id>')
      .option('--name <text>', 'a part of it, with --campaign (MT)')
      .option('--conversation-id <id>')
      .option('--conversation-type <type>', 'business_initiated, user_initiated or free_entry_point')
      .option('--error-code <code>', '(MT)')
      .option('--sender <id>')
      .option('--template <id>', '(MT)')
      .option('--button <text>', 'what stands on the quick reply that was tapped (MO)')
      .addOption(new Option('--opt-out <yes|no>', 'the message asks for no more (MO)').choices(['yes', 'no']))
      // The program takes it, wherever it stands; here it is for the help.
      .option('--language <language>', 'en, pt-BR or es')
  );
}

/** As the API takes them. */
export function queryOf({ withSession, optOut, ...filters }: FilterOptions): Query {
  return { ...filters, ...flag('withSession', withSession), ...flag('optOut', optOut) };
}

function flag(name: string, given: 'yes' | 'no' | undefined): Query {
  return given === undefined ? {} : { [name]: String(given === 'yes') };
}

/** `day,status` */
export function listed(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('It must be names with commas between them.');
  return names;
}
