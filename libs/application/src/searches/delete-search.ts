import { searchDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { FormerFilters } from './former-filters';
import { loadSearch, requireOwner } from './reach';
import type { OfSearch } from './search-fields';
import { SearchNames } from './search-names';

export class DeleteSearch extends CommandWith<OfSearch> {
  static readonly facts: UseCaseFacts = { permission: 'search:write', problems: ['not_found'] };
}

@CommandHandler(DeleteSearch)
export class DeleteSearchHandler implements ICommandHandler<DeleteSearch> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SearchNames) private readonly names: SearchNames,
    @Inject(FormerFilters) private readonly former: FormerFilters,
  ) {}

  async execute({ context, input: { searchId } }: DeleteSearch): Promise<Answer> {
    const { search } = await loadSearch(this.runner, context.principal, searchId);
    requireOwner(context.principal, search);
    const answer = await this.runner.run(context, async (steps) => {
      const deleted = await steps.main(searchDecider, stream.search(searchId), { type: 'DeleteSearch' });
      await this.names.release(steps, search.owner, search.name, searchId);
      return answerOf(searchId, deleted);
    });
    await this.former.forget(searchId, answer.position);
    return answer;
  }
}
