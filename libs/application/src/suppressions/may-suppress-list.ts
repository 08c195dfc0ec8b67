import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../context';
import { CommandRunner } from '../use-case/command-runner';
import { subaccountOf } from '../use-case/scope';

/** Of which subaccount is a list of persons? Asked before any of it is sent, in the context of the command that is to take it. */
export class MaySuppressList extends Query<{ readonly subaccountId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly input: { readonly subaccountId: string | undefined },
  ) {
    super();
  }
}

@QueryHandler(MaySuppressList)
export class MaySuppressListHandler implements IQueryHandler<MaySuppressList> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  /** @throws Refusal `not_found`, `validation_failed` when it must be named */
  async execute({ context, input }: MaySuppressList): Promise<{ readonly subaccountId: string }> {
    const { id } = await subaccountOf(this.runner, context.principal, input.subaccountId);
    return { subaccountId: id };
  }
}
