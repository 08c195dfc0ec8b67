import type { Command } from 'commander';
import { contextOf, print, printPage } from '../context';
import type { Io } from '../io';
import type { TableColumn } from '../terminal/table';
import { toMinute, toSecond } from '../terminal/times';
import { collect, id as parseId } from './options';

interface Key {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly subaccountIds: readonly string[];
  readonly revoked: boolean;
  readonly createdAt: string;
}

const COLUMNS: readonly TableColumn<Key>[] = [
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'ROLES', value: ({ roles }) => roles.join(' ') },
  { title: 'SUBACCOUNTS', value: ({ subaccountIds }) => subaccountIds.join(' '), leaves: 2 },
  { title: 'STATE', value: ({ revoked }) => (revoked ? 'revoked' : 'active') },
  {
    title: 'CREATED',
    value: ({ createdAt }) => toSecond(createdAt),
    short: ({ createdAt }) => toMinute(createdAt),
    leaves: 1,
  },
];

export function addKeysCommands(program: Command, io: Io): void {
  const keys = program.command('keys').description('API keys');

  keys
    .command('create')
    .description('make a key; its secret is shown this once')
    .requiredOption('--name <name>', 'who or what uses it')
    .requiredOption(
      '--role <role>',
      'admin: everything; operator: campaigns and conversations; auditor: sees all, with phones and texts masked, and changes nothing; reporter: campaigns and reports, with phones as they are (repeatable)',
      collect,
    )
    .option('--subaccount <id>', 'where it holds (repeatable); everywhere by default', collect)
    .action(
      async (
        { name, role, subaccount = ['*'] }: { name: string; role: string[]; subaccount?: string[] },
        command: Command,
      ) => {
        const context = contextOf(command, io);
        const body = { name, roles: role, subaccountIds: subaccount };
        const answer = await context.api.post<{ id: string; secret: string }>('/v1/keys', body);
        print(context, answer, () => `${answer.secret}\n`);
        if (!context.json) io.err(`Key ${answer.id}. The secret is kept nowhere: store it now.\n`);
      },
    );

  keys
    .command('list')
    .description('list keys, without their secrets')
    .action(async (_: object, command: Command) => {
      const context = contextOf(command, io);
      const page = await context.api.get<{ items: Key[]; nextCursor: string | null }>('/v1/keys', { limit: '500' });
      printPage(context, page, COLUMNS, 'No keys. Make one: arauto keys create --name ana --role operator');
    });

  keys
    .command('revoke')
    .description('revoke a key, at once')
    .argument('<id>', 'of the key, as arauto keys list shows it', parseId)
    .action(async (id: string, _: object, command: Command) => {
      const context = contextOf(command, io);
      const answer = await context.api.delete<object>(`/v1/keys/${encodeURIComponent(id)}`);
      print(context, answer, () => 'revoked\n');
    });
}
