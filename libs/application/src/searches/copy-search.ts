import { searchDecider, type SearchFacts, stream, subaccountAggregate } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, optional, text } from '../fields';
import { answerOf, CommandRunner, type Steps } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { goneFrom } from './gone-filters';
import { PersonalFilters, questionFilters } from './personal-filters';
import { loadSearch } from './reach';
import type { OfSearch } from './search-fields';
import { SearchNames } from './search-names';

export class CopySearchBody {
  @Field(optional(text({ max: 200 })), 'That of the original by default, with a number where one has it already.')
  readonly name?: string;
}

export class CopySearch extends CommandWith<CopySearchBody & OfSearch> {
  static readonly facts: UseCaseFacts = {
    permission: 'search:write',
    body: CopySearchBody,
    problems: ['not_found', 'already_exists'],
  };
}

@CommandHandler(CopySearch)
export class CopySearchHandler implements ICommandHandler<CopySearch> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SearchNames) private readonly names: SearchNames,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
  ) {}

  /** Answers the id of the copy, which is private to whoever made it, and on no schedule. */
  async execute({ context, input }: CopySearch): Promise<Answer> {
    const { principal } = context;
    const { search } = await loadSearch(this.runner, principal, input.searchId);
    if (search.status === 'deleted') throw notFound('search');
    const id = this.runner.newId(context, 'search');
    const repeats = await this.runner.repeats(context, stream.search(id));
    const { status: _, ...facts } = search;
    return this.runner.run(context, async (steps) => {
      const name = repeats
        ? search.name
        : await this.claimName(steps, principal.id, input.name?.trim(), search.name, id);
      const [whole] = await this.personal.read([search]);
      // Without its name it would find everybody, and nothing would say so any more. What is left of phones finds no other.
      if (!repeats && whole!.erased.includes('name')) throw goneFrom('name');
      const subaccount = await this.subaccountOf(search.subaccountId);
      const newRef = (what: string) => this.runner.newId(context, `search ${what}`);
      const kept = await this.personal.keep(repeats ? {} : questionFilters(whole!), subaccount, newRef);
      const copy: SearchFacts = { ...facts, ...kept, name, owner: principal.id, shared: false };
      return answerOf(
        id,
        await steps.create(searchDecider, stream.search(id), { type: 'SaveSearch', ...copy, planned: null }),
      );
    });
  }

  private async claimName(
    steps: Steps,
    owner: string,
    asked: string | undefined,
    original: string,
    id: string,
  ): Promise<string> {
    if (asked === undefined) return this.names.claimFree(steps, owner, original, id);
    await this.names.claim(steps, owner, asked, id);
    return asked;
  }

  private async subaccountOf(id: string | null) {
    const subaccount = id === null ? null : (await this.runner.load(subaccountAggregate, id)).state;
    return subaccount?.status === 'active' ? { ...subaccount, id: id! } : null;
  }
}
