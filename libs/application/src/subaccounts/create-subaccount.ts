import type { Random } from '@arauto/clock';
import { stream, subaccountDecider } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isSupportedCountry } from 'libphonenumber-js/max';
import type { Answer } from '../context';
import { Field, finding, narrowed, nullable, optional, text, timeZone } from '../fields';
import { secretLabel, type Secrets } from '../secrets';
import { RANDOM, SECRETS, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { requireEverySubaccount } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

const COUNTRY = narrowed(
  text({ max: 2, min: 2, pattern: /^[A-Z]{2}$/, of: 'a country like BR', example: 'BR' }),
  (code) => (isSupportedCountry(code) ? [] : finding('invalid', 'must be an ISO 3166-1 code like BR')),
);

export class CreateSubaccountBody {
  @Field(text({ max: 200, example: 'Loja' })) readonly name!: string;
  /** Of numbers that are written without one. */
  @Field(optional(nullable(COUNTRY))) readonly defaultCountry?: string | null;
  @Field(optional(nullable(timeZone))) readonly timeZone?: string | null;
}

export class CreateSubaccount extends CommandWith<CreateSubaccountBody> {
  static readonly facts: UseCaseFacts = { permission: 'subaccount:create', body: CreateSubaccountBody };
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
    const { name, defaultCountry = null, timeZone = null } = input;
    const settings = { name: name.trim(), defaultCountry, timeZone };
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
