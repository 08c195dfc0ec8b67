import { hashSecret, KeyRing, keySecret, type Permission, type Principal, sees } from '@arauto/access';
import type { Random } from '@arauto/clock';
import { keyDecider, type Role, ROLES, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { Forbidden } from '../errors';
import type { Secrets } from '../secrets';
import { RANDOM, SECRETS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, checkWords, notFound, Problems } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';

export interface CreateKeyInput {
  readonly name: string;
  /** admin, operator, auditor, reporter. */
  readonly roles: readonly string[];
  /** Ids, or `['*']`. */
  readonly subaccountIds: readonly string[];
}

/** `secret` is shown this once and kept nowhere. */
export type KeyCreatedAnswer = Answer & { readonly secret: string };

export class CreateKey extends Command<KeyCreatedAnswer> {
  static readonly permission: Permission = 'key:create';

  constructor(
    readonly context: CommandContext,
    readonly input: CreateKeyInput,
  ) {
    super();
  }
}

@CommandHandler(CreateKey)
export class CreateKeyHandler implements ICommandHandler<CreateKey> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  async execute({ context, input }: CreateKey): Promise<KeyCreatedAnswer> {
    const facts = check(input);
    requireOwn(context.principal, facts.roles);
    await this.requireSubaccounts(context.principal, facts.subaccountIds);
    const secret = keySecret(this.secretBytes(context));
    const answer = await this.runner.run(context, async ({ create }) => {
      const id = this.runner.newId(context, 'key');
      const command = { type: 'CreateKey', ...facts, secretHash: hashSecret(secret) } as const;
      return answerOf(id, await create(keyDecider, stream.key(id), command));
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

function check(input: CreateKeyInput) {
  const problems = new Problems();
  const name = checkText(problems, 'name', input.name);
  const roles = [...new Set(checkWords(problems, 'roles', input.roles, ROLES))];
  const subaccountIds = [...new Set(input.subaccountIds)];
  if (input.roles.length === 0) problems.add('roles', 'required', 'roles must name at least one role.');
  if (subaccountIds.length === 0) problems.add('subaccountIds', 'required', 'subaccountIds must name at least one.');
  if (subaccountIds.includes('*') && subaccountIds.length > 1) {
    problems.add('subaccountIds', 'invalid', 'subaccountIds is either * alone or a list of ids.');
  }
  problems.refuse();
  return { name, roles, subaccountIds };
}

/** Nobody hands out more than they have. */
function requireOwn(principal: Principal, roles: readonly Role[]): void {
  const missing = roles.filter((role) => !principal.roles.includes(role) && !principal.roles.includes('admin'));
  if (missing.length > 0) throw new Forbidden(`A key cannot give the role ${missing.join(', ')}: it does not have it.`);
}
