import { KeyRing, type Principal, sees } from '@arauto/access';
import { type Key, keyAggregate, keyDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

export class RevokeKey extends CommandWith<{ readonly keyId: string }> {
  static readonly facts: UseCaseFacts = { permission: 'key:revoke', problems: ['not_found'] };
}

@CommandHandler(RevokeKey)
export class RevokeKeyHandler implements ICommandHandler<RevokeKey> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  /** Resolves when no request gets in with the key any more. */
  async execute({ context, input: { keyId } }: RevokeKey): Promise<Answer> {
    const name = stream.key(keyId);
    requireReach(context.principal, (await this.runner.load(keyAggregate, keyId)).state);
    const answer = await this.runner.run(context, async ({ main }) =>
      answerOf(keyId, await main(keyDecider, name, { type: 'RevokeKey' })),
    );
    await this.ring.seen(answer.position);
    return answer;
  }
}

/** A key is within reach when it sees nothing that its revoker does not. */
function requireReach(principal: Principal, key: Key): void {
  if (key.status === 'none' || !key.subaccountIds.every((id) => sees(principal, id))) throw notFound('key');
}
