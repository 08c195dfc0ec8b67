import type { Command } from 'commander';
import { contextOf, print } from '../context';
import { Failed, type Io } from '../io';
import { campaignId } from './options';
import { Progress } from '../terminal/progress';
import { table, type TableColumn } from '../terminal/table';

interface Difference {
  readonly view: string;
  readonly id: string;
  readonly field: string;
  readonly log: unknown;
  readonly shown: unknown;
}

interface Job {
  readonly id: string;
  readonly status: 'running' | 'completed' | 'failed';
  readonly ok: boolean | null;
  readonly events: number | null;
  readonly differences: readonly Difference[];
  readonly error: string | null;
}

const COLUMNS: readonly TableColumn<Difference>[] = [
  { title: 'VIEW', value: ({ view }) => view },
  { title: 'ID', value: ({ id }) => id },
  { title: 'FIELD', value: ({ field }) => field },
  { title: 'LOG', value: ({ log }) => JSON.stringify(log) },
  { title: 'SHOWN', value: ({ shown }) => JSON.stringify(shown) },
];

export function addVerifyCommand(program: Command, io: Io): void {
  program
    .command('verify')
    .description('recount from the log and compare with what the views say')
    .option('--campaign <id>', 'only this one', campaignId)
    .action(async ({ campaign }: { campaign?: string }, command: Command) => {
      const context = contextOf(command, io);
      const progress = new Progress(io);
      let job = await context.api.post<Job>('/v1/verify', { campaign });
      while (job.status === 'running') {
        progress.show(undefined, 'counting the log');
        await io.sleep(250);
        if (io.signal.aborted) break;
        job = await context.api.get<Job>(`/v1/verify/${encodeURIComponent(job.id)}`);
      }
      progress.end();
      const { ok, events, differences } = job;
      if (ok === null) throw new Failed(job.error ?? 'stopped waiting; the recount goes on');
      print(context, { ok, events, differences }, (width) =>
        ok ? `verified: ${events} events of contacts, no differences\n` : table(COLUMNS, differences, width),
      );
      if (!ok) throw new Failed(`${differences.length} differences between the log and the views`);
    });
}
