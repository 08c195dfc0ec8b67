import type { Clock } from '@arauto/clock';
import { type ByteRange, FileMissing, type KeptFiles } from '@arauto/contact-files';
import { type ExpiryCause, type Export, exportAggregate, exportDecider, searchAggregate, stream } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CLOCK, EXPORT_FILES, VAULT } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { requireAsMuch, requireVisible } from './export-access';
import { exportFile } from './export-writer';
import type { OfExport } from './get-export';
import { whyGone } from './why-gone';

/** A file that may be read, from where and as far as one likes. */
export interface FetchedFile {
  readonly fileName: string;
  readonly format: 'csv' | 'xlsx' | 'pdf' | 'ndjson';
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** Opened by the first pull. */
  open(range?: ByteRange): AsyncIterable<Uint8Array>;
}

type Completed = Extract<Export, { readonly status: 'completed' }>;

interface Fetch extends OfExport {
  /** Only what it is like is asked: nobody gets anything of it. */
  readonly justLooks: boolean;
}

/** Gives the file of an export. Who fetched it is in the log. */
export class FetchExport extends CommandWith<Fetch, FetchedFile> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    problems: ['not_found', 'wrong_status', 'export_expired', 'export_file_missing'],
  };
}

@CommandHandler(FetchExport)
export class FetchExportHandler implements ICommandHandler<FetchExport> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EXPORT_FILES) private readonly files: KeptFiles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input: { exportId, justLooks } }: FetchExport): Promise<FetchedFile> {
    const name = stream.export(exportId);
    const { state } = await this.runner.load(exportAggregate, exportId);
    if (state.status === 'none') throw notFound('export');
    await requireVisible(context.principal, state, async (id) => {
      const { state: search } = await this.runner.load(searchAggregate, id);
      return search.status === 'kept' ? search : undefined;
    });
    requireAsMuch(context.principal, state.askedBy, state.report);
    const current = await this.expire(context, exportId, state);
    exportDecider.decide({ type: 'FetchExport' }, current);
    if (current.status !== 'completed') throw new Error(`an export that is ${current.status} was let through`);
    if (!justLooks) {
      await this.runner.run(context, async ({ main }) => {
        const { revision, position } = await main(exportDecider, name, { type: 'FetchExport' });
        return { id: exportId, revision, position };
      });
    }
    const { run, fileName, format, bytes, sha256 } = current;
    const file = exportFile(exportId, run);
    return { fileName, format, bytes, sha256, open: (range) => this.files.open(file, range) };
  }

  /** Whoever sweeps may be late: nobody is given what should not be there any more. */
  private async expire(context: FetchExport['context'], exportId: string, state: Export): Promise<Export> {
    if (state.status !== 'completed') return state;
    const why = await this.whyExpired(exportId, state);
    if (why === undefined) return state;
    let expired: Export = state;
    await this.runner.run(context, async ({ aside }) => {
      const done = await aside(exportDecider, stream.export(exportId), { type: 'ExpireExport', why });
      expired = done.state;
      return { id: exportId, revision: done.revision, position: done.position };
    });
    return expired;
  }

  private async whyExpired(exportId: string, completed: Completed): Promise<ExpiryCause | undefined> {
    const kept = { erasures: completed.erasures, expiresAt: Date.parse(completed.expiresAt) };
    const why = whyGone(kept, this.clock.now(), await this.vault.erasures());
    if (why !== undefined) return why;
    return (await this.isThere(exportFile(exportId, completed.run))) ? undefined : 'missing';
  }

  /** @throws errors of the disk: what cannot be reached may be there */
  private async isThere(file: string): Promise<boolean> {
    try {
      for await (const _ of this.files.open(file, { from: 0, to: 1 })) return true;
      return true;
    } catch (error) {
      if (error instanceof FileMissing) return false;
      throw error;
    }
  }
}
