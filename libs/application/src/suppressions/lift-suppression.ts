import { type Clock, instant } from '@arauto/clock';
import { stream, suppressionDecider } from '@arauto/domain';
import type { EventReader, Position } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { keysOfPhone } from '../identities/keys-of-phone';
import { Identities } from '../identities/identities';
import { CLOCK, EVENT_STORE, VIEWS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { namedPerson, NamedPersonBody } from './named-person';

/** How long a command waits for the views, milliseconds. */
const PATIENCE = 2000;

/** Every category is lifted where none is named. */
export class LiftSuppressionBody extends NamedPersonBody {}

export class LiftSuppression extends CommandWith<LiftSuppressionBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'suppression:write',
    body: LiftSuppressionBody,
    problems: ['not_found'],
  };
}

@CommandHandler(LiftSuppression)
export class LiftSuppressionHandler implements ICommandHandler<LiftSuppression> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EVENT_STORE) private readonly events: EventReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Lifts whatever holds, under every key of the person. Answers the personKey as id. */
  async execute({ context, input }: LiftSuppression): Promise<Answer> {
    const person = await namedPerson(this.runner, this.identities, context.principal, input);
    const { subaccountId, personKey, canonical, category } = person;
    return this.runner.run(context, async ({ main, aside }) => {
      const at = instant(this.clock.now());
      const command = { type: 'LiftSuppression', category, source: 'api', at, evidence: null } as const;
      // What was learned of the person a moment ago counts, too; views that are far behind keep nobody waiting.
      const head = await this.events.head();
      await this.views.reached('operational', head, PATIENCE);
      const [, ...others] = await keysOfPhone(this.views, this.identities, subaccountId, canonical);
      const lifted: Position[] = [];
      for (const key of others) {
        const { position } = await aside(suppressionDecider, stream.suppression(subaccountId, key), command);
        lifted.push(position);
      }
      const own = await main(suppressionDecider, stream.suppression(subaccountId, personKey), command);
      // Whoever reads after this position finds all of it lifted; where there was nothing to lift, as the log is now.
      const position = [own.position, ...lifted].reduce((one, other) => (one > other ? one : other), head);
      return answerOf(personKey, { ...own, position });
    });
  }
}
