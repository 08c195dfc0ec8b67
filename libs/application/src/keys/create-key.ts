import { hashSecret, KeyRing, keySecret, type Principal, sees } from '@arauto/access';
import type { Random } from '@arauto/clock';
import { keyDecider, type Role, ROLES, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered, type CommandContext } from '../context';
import { Field, finding, id, list, narrowed, oneOf, shapes, type Shown, text } from '../fields';
import { Forbidden } from '../errors';
import type { Secrets } from '../secrets';
import { RANDOM, SECRETS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

const SUBACCOUNTS = narrowed(list(id, { min: 1, max: 1000 }), (ids) =>
  ids.includes('*') && new Set(ids).size > 1 ? finding('invalid', 'is either * alone or a list of ids') : [],
);

export class CreateKeyBody {
  @Field(text({ max: 100, example: 'ana' })) readonly name!: string;
  @Field(list(oneOf(ROLES), { min: 1, max: ROLES.length })) readonly roles!: readonly Role[];
  @Field(SUBACCOUNTS, 'Ids, or ["*"] for every subaccount there is and will be.')
  readonly subaccountIds!: readonly string[];
}

/** `secret` is shown this once and kept nowhere. */
export const keyCreated = shapes.named('KeyCreated', shapes.object({ ...answered, secret: shapes.text }));

export class CreateKey extends CommandWith<CreateKeyBody, Shown<typeof keyCreated>> {
  static readonly facts: UseCaseFacts = {
    permission: 'key:create',
    body: CreateKeyBody,
    answers: keyCreated,
    problems: ['not_found'],
  };
}

@CommandHandler(CreateKey)
export class CreateKeyHandler implements ICommandHandler<CreateKey> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  async execute({ context, input }: CreateKey): Promise<Shown<typeof keyCreated>> {
    const roles = [...new Set(input.roles)];
    const subaccountIds = [...new Set(input.subaccountIds)];
    requireOwn(context.principal, roles);
    await this.requireSubaccounts(context.principal, subaccountIds);
    const secret = keySecret(this.secretBytes(context));
    const answer = await this.runner.run(context, async ({ create }) => {
      const id = this.runner.newId(context, 'key');
      const facts = { name: input.name.trim(), roles, subaccountIds, secretHash: hashSecret(secret) };
      return answerOf(id, await create(keyDecider, stream.key(id), { type: 'CreateKey', ...facts }));
    });
    await this.ring.seen(answer.position);
    return { ...answer, secret };
  }

  /** Kept nowhere, and yet the same for a repeat: it follows from the command id and what only this engine knows. */
  private secretBytes({ idempotency }: CommandContext): Buffer {
    return idempotency ? this.secrets.derive(`key ${idempotency.commandId}`) : this.random.bytes(32);
  }

  private async requireSubaccounts(principal: Principal, subaccountIds: readonly string[]): Promise<void> {
    for (const id of subaccountIds) {
      if (id !== '*') await subaccountOf(this.runner, principal, id);
      else if (!sees(principal, '*')) throw notFound('subaccount');
    }
  }
}

/** Nobody hands out more than they have. */
function requireOwn(principal: Principal, roles: readonly Role[]): void {
  const missing = roles.filter((role) => !principal.roles.includes(role) && !principal.roles.includes('admin'));
  if (missing.length > 0) throw new Forbidden(`A key cannot give the role ${missing.join(', ')}: it does not have it.`);
}
