import { searchDecider, type SearchFacts, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { PersonalFilters } from './personal-filters';
import { SaveSearchBody } from './search-fields';
import { SearchNames } from './search-names';
import { scheduleOf } from './search-schedule';
import { SearchTermsCheck } from './search-terms';

export class SaveSearch extends CommandWith<SaveSearchBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'search:write',
    body: SaveSearchBody,
    problems: ['not_found', 'already_exists'],
  };
}

@CommandHandler(SaveSearch)
export class SaveSearchHandler implements ICommandHandler<SaveSearch> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SearchTermsCheck) private readonly terms: SearchTermsCheck,
    @Inject(SearchNames) private readonly names: SearchNames,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
  ) {}

  async execute({ context, input }: SaveSearch): Promise<Answer> {
    const { principal } = context;
    const { report, filters = {}, period = null, columns = null, format = 'csv' } = input;
    const { language = 'en', timeZone = 'UTC', shared = false } = input;
    const schedule = input.schedule ? scheduleOf(input.schedule, principal, report) : null;
    const subaccount = await this.terms.subaccountOf(principal, input.subaccountId, filters);
    const subaccountId = subaccount?.id ?? null;
    const asked = { report, filters, period, columns, language, timeZone };
    await this.terms.check(principal, asked, { subaccountId, shared }, [format, schedule?.format]);
    const id = this.runner.newId(context, 'search');
    const name = input.name.trim();
    const repeats = await this.runner.repeats(context, stream.search(id));
    const planned = schedule && { schedule, nextAt: this.terms.nextDue()(schedule, timeZone) };
    return this.runner.run(context, async (steps) => {
      if (!repeats) await this.names.claim(steps, principal.id, name, id);
      const newRef = (what: string) => this.runner.newId(context, `search ${what}`);
      const kept = await this.personal.keep(repeats ? {} : filters, subaccount, newRef);
      const facts: SearchFacts = { ...asked, ...kept, name, format, shared, subaccountId, owner: principal.id };
      const command = { type: 'SaveSearch', ...facts, planned } as const;
      return answerOf(id, await steps.create(searchDecider, stream.search(id), command));
    });
  }
}
