import type { Permission } from '@arauto/access';
import type { Random } from '@arauto/clock';
import { stream, subaccountDecider } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import type { Answer, CommandContext } from '../context';
import { secretLabel, type Secrets } from '../secrets';
import { RANDOM, SECRETS, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { requireEverySubaccount } from '../use-case/scope';

export interface CreateSubaccountInput {
  readonly name: string;
  /** ISO 3166-1 alpha-2: the country of numbers that are written without one. */
  readonly defaultCountry?: string | null | undefined;
  /** IANA name. */
  readonly timeZone?: string | null | undefined;
}

export class CreateSubaccount extends Command<Answer> {
  static readonly permission: Permission = 'subaccount:create';

  constructor(
    readonly context: CommandContext,
    readonly input: CreateSubaccountInput,
  ) {
    super();
  }
}

@CommandHandler(CreateSubaccount)
export class CreateSubaccountHandler implements ICommandHandler<CreateSubaccount> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async execute({ context, input }: CreateSubaccount): Promise<Answer> {
    requireEverySubaccount(context.principal);
    const settings = check(input);
    const id = this.runner.newId(context, 'subaccount');
    const repeated = await this.runner.repeats(context, stream.subaccount(id));
    return this.runner.run(context, async ({ create }) => {
      const identitySecretRef = repeated ? '' : await this.makeIdentitySecret(id);
      const command = { type: 'CreateSubaccount', ...settings, identitySecretRef } as const;
      return answerOf(id, await create(subaccountDecider, stream.subaccount(id), command));
    });
  }

  /** Under a ref of its own each time: a repeat must not overwrite the secret that person keys are already made with. */
  private async makeIdentitySecret(subaccountId: string): Promise<string> {
    const ref = this.random.id();
    const sealed = this.secrets.seal(secretLabel.identity(subaccountId), this.random.bytes(32));
    await this.vault.put([{ ref, kind: 'secret', person: null, campaign: null, data: { sealed } }]);
    return ref;
  }
}

function check({ name, defaultCountry = null, timeZone = null }: CreateSubaccountInput) {
  const problems = new Problems();
  const checked = checkText(problems, 'name', name);
  if (defaultCountry !== null && !isSupportedCountry(defaultCountry)) {
    problems.add('defaultCountry', 'invalid', `defaultCountry must be an ISO 3166-1 code like BR.`);
  }
  if (timeZone !== null && !IANAZone.isValidZone(timeZone)) {
    problems.add('timeZone', 'invalid', 'timeZone must be an IANA name like America/Sao_Paulo.');
  }
  problems.refuse();
  return { name: checked, defaultCountry, timeZone };
}
