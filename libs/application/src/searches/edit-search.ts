import { sameJson, searchDecider, type SearchTerms, stream, subaccountAggregate } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import type { Filters } from '../reports/given-filters';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { requireRevision } from '../use-case/require-revision';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { FormerFilters } from './former-filters';
import { PersonalFilters, questionFilters } from './personal-filters';
import { type KnownSearch, loadSearch, requireOwner } from './reach';
import { EditSearchBody, type OfSearch } from './search-fields';
import { SearchNames } from './search-names';
import { scheduleOf } from './search-schedule';
import { SearchTermsCheck } from './search-terms';

export class EditSearch extends CommandWith<EditSearchBody & OfSearch> {
  static readonly facts: UseCaseFacts = {
    permission: 'search:write',
    body: EditSearchBody,
    problems: ['not_found', 'already_exists'],
  };
}

@CommandHandler(EditSearch)
export class EditSearchHandler implements ICommandHandler<EditSearch> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SearchTermsCheck) private readonly terms: SearchTermsCheck,
    @Inject(SearchNames) private readonly names: SearchNames,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
    @Inject(FormerFilters) private readonly former: FormerFilters,
  ) {}

  async execute({ context, input }: EditSearch): Promise<Answer> {
    const { principal } = context;
    const { searchId, name: newName, filters, schedule: asked, ...others } = input;
    const { search, revision } = await loadSearch(this.runner, principal, searchId);
    if (search.status === 'deleted') throw notFound('search');
    requireOwner(principal, search);
    requireRevision(context, revision);
    const schedule = asked && scheduleOf(asked, principal, search.report);
    const nextDue = this.terms.nextDue();
    const name = newName?.trim();
    const [whole] = await this.personal.read([search]);
    const before = questionFilters(whole!);
    const edited = { ...search, ...others, filters: filters ?? before };
    const planned = schedule === undefined ? search.planned?.schedule : schedule;
    await this.terms.check(principal, edited, edited, [edited.format, planned?.format]);
    const repeats = await this.runner.repeats(context, stream.search(searchId));
    const answer = await this.runner.run(context, async (steps) => {
      if (name !== undefined && !repeats) await this.names.claim(steps, search.owner, name, searchId);
      const kept = filters && !sameJson(filters, before) ? await this.keep(context, search, filters) : {};
      const changes: Partial<SearchTerms> = { ...others, ...kept, ...(name !== undefined && { name }) };
      const command = { type: 'EditSearch', changes, schedule, nextDue } as const;
      const edited = await steps.main(searchDecider, stream.search(searchId), command);
      const isNamed = name !== undefined && name !== search.name && !repeats;
      if (isNamed) await this.names.release(steps, search.owner, search.name, searchId);
      return answerOf(searchId, edited);
    });
    if (filters) await this.former.forget(searchId, answer.position);
    return answer;
  }

  private async keep(context: CommandContext, { subaccountId }: KnownSearch, filters: Filters) {
    const subaccount = subaccountId === null ? null : (await this.runner.load(subaccountAggregate, subaccountId)).state;
    const known = subaccount?.status === 'active' ? { ...subaccount, id: subaccountId! } : null;
    return this.personal.keep(filters, known, (what) => this.runner.newId(context, `search ${what}`));
  }
}
