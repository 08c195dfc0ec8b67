import { exportAggregate, exportDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { requireOwn } from './export-access';
import type { OfExport } from './get-export';

/** Cancels an export, or takes its file away. */
export class DiscardExport extends CommandWith<OfExport> {
  static readonly facts: UseCaseFacts = { permission: 'report:export', problems: ['not_found'] };
}

@CommandHandler(DiscardExport)
export class DiscardExportHandler implements ICommandHandler<DiscardExport> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  /** The file itself goes soon after: nobody gets it any more. */
  async execute({ context, input: { exportId } }: DiscardExport): Promise<Answer> {
    const { state } = await this.runner.load(exportAggregate, exportId);
    if (state.status === 'none') throw notFound('export');
    requireOwn(context.principal, state);
    return this.runner.run(context, async ({ main }) =>
      answerOf(exportId, await main(exportDecider, stream.export(exportId), { type: 'DiscardExport' })),
    );
  }
}
