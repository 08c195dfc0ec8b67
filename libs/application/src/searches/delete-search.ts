import { searchDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadSearch, requireOwner } from './reach';
import type { OfSearch } from './search-fields';

export class DeleteSearch extends CommandWith<OfSearch> {
  static readonly facts: UseCaseFacts = { permission: 'search:write', problems: ['not_found'] };
}

@CommandHandler(DeleteSearch)
export class DeleteSearchHandler implements ICommandHandler<DeleteSearch> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { searchId } }: DeleteSearch): Promise<Answer> {
    const { search } = await loadSearch(this.runner, context.principal, searchId);
    requireOwner(context.principal, search);
    return this.runner.run(context, async ({ main }) =>
      answerOf(searchId, await main(searchDecider, stream.search(searchId), { type: 'DeleteSearch' })),
    );
  }
}
