import { type Clock, instant } from '@arauto/clock';
import { stream, suppressionDecider } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, optional, text } from '../fields';
import { Identities } from '../identities/identities';
import { CLOCK, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { namedPerson, NamedPersonBody } from './named-person';

export class SuppressPersonBody extends NamedPersonBody {
  @Field(optional(text({ max: 200 }))) readonly reason?: string;
}

export class SuppressPerson extends CommandWith<SuppressPersonBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'suppression:write',
    body: SuppressPersonBody,
    problems: ['not_found'],
  };
}

@CommandHandler(SuppressPerson)
export class SuppressPersonHandler implements ICommandHandler<SuppressPerson> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Answers the personKey as id. */
  async execute({ context, input }: SuppressPerson): Promise<Answer> {
    const person = await namedPerson(this.runner, this.identities, context.principal, input);
    const reason = input.reason?.trim() ?? 'by_request';
    const { subaccountId, personKey, e164 } = person;
    const category = person.category ?? 'all';
    return this.runner.run(context, async ({ main }) => {
      const ref = this.runner.newId(context, 'suppression');
      const entry = { ref, kind: 'text', person: personKey, campaign: null, phone: e164, data: null } as const;
      await this.vault.put([entry]);
      const said = { source: 'api', reason, evidence: null, at: instant(this.clock.now()) } as const;
      const command = { type: 'SuppressPerson', category, ref, ...said } as const;
      return answerOf(personKey, await main(suppressionDecider, stream.suppression(subaccountId, personKey), command));
    });
  }
}
