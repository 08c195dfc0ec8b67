import { type Clock, instant } from '@arauto/clock';
import { senderAggregate, senderDecider, stream, warmUpCurve } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, list, nullable, optional, part, whole } from '../fields';
import { CLOCK } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

/** Beyond it a number is new no more. */
const MOST_DAYS = 90;
/** The most that the platform names as a limit. */
const MOST_PEOPLE = 100_000;

export class WarmUpCurveBody {
  @Field(whole(1, MOST_PEOPLE), 'People on the first day.') readonly from!: number;
  @Field(whole(1, MOST_PEOPLE), 'People on the last.') readonly to!: number;
  @Field(whole(1, MOST_DAYS)) readonly days!: number;
}

export class PlanWarmUpBody {
  @Field(
    optional(nullable(list(whole(1, MOST_PEOPLE), { min: 1, max: MOST_DAYS }))),
    'Different people in 24 hours, day by day from now on; null ends the plan.',
  )
  readonly limits?: readonly number[] | null;
  @Field(optional(part(WarmUpCurveBody)), 'In their place: limits that grow by the same factor every day.')
  readonly curve?: WarmUpCurveBody;
}

export class PlanWarmUp extends CommandWith<PlanWarmUpBody & { readonly senderId: string }> {
  static readonly facts: UseCaseFacts = { permission: 'sender:write', body: PlanWarmUpBody, problems: ['not_found'] };
}

@CommandHandler(PlanWarmUp)
export class PlanWarmUpHandler implements ICommandHandler<PlanWarmUp> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: PlanWarmUp): Promise<Answer> {
    const { senderId, limits, curve } = input;
    owned(context.principal, (await this.runner.load(senderAggregate, senderId)).state, 'sender');
    if ((limits === undefined) === (curve === undefined)) {
      throw invalid('limits', 'ambiguous', 'Either limits or curve must be given.');
    }
    const planned = curve ? warmUpCurve(curve.from, curve.to, curve.days) : (limits ?? null);
    const startsAt = instant(this.clock.now());
    const command =
      planned === null
        ? ({ type: 'EndWarmUp' } as const)
        : ({ type: 'PlanWarmUp', startsAt, limits: planned } as const);
    return this.runner.run(context, async ({ main }) =>
      answerOf(senderId, await main(senderDecider, stream.sender(senderId), command)),
    );
  }
}
