import type { Command } from 'commander';
import { contextOf, type Page, print } from '../../context';
import type { Io } from '../../io';
import { table, type TableColumn } from '../../terminal/table';

interface Event {
  readonly at: string;
  readonly type: string;
  readonly actor: { readonly name: string };
  readonly text: string;
}

const COLUMNS: readonly TableColumn<Event>[] = [
  { title: 'AT', value: ({ at }) => at },
  { title: 'EVENT', value: ({ type }) => type },
  { title: 'BY', value: ({ actor }) => actor.name },
  { title: 'WHAT', value: ({ text }) => text },
];

export function addExplain(report: Command, io: Io): void {
  report
    .command('explain')
    .argument('<row>', 'id of a row of the detailed report')
    .description('the events that a row was made from')
    .action(async (row: string, _options: unknown, command: Command) => {
      const context = contextOf(command, io);
      const events: Event[] = [];
      let cursor: string | undefined;
      do {
        const path = `/v1/reports/detailed/${encodeURIComponent(row)}/explain`;
        const page = await context.api.get<Page<Event>>(path, { limit: '500', cursor });
        events.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      print(context, events, (width) => table(COLUMNS, events, width));
    });
}
