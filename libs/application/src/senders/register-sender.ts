import type { Random } from '@arauto/clock';
import { senderDecider, stream } from '@arauto/domain';
import { parsePhone, type Vault } from '@arauto/privacy';
import { PROVIDER_NAMES, providerKind } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, id, nullable, oneOf, optional, part, phone, text } from '../fields';
import { PLATFORM, RANDOM, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { Problems } from '../use-case/problems';
import { type KnownSubaccount, subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { connectSender } from './connect-sender';
import { NumberClaims } from './number-claims';
import type { Platform } from './platform';
import { SenderSecrets } from './sender-secrets';
import { ConnectionBody, CredentialsBody, PaceBody, portfolioId } from './sender-fields';
import { checkSettings, tidyConnection } from './sender-settings';

export class RegisterSenderBody {
  @Field(optional(id)) readonly subaccountId?: string;
  @Field(text({ max: 200, example: 'Vendas' })) readonly name!: string;
  @Field(oneOf(PROVIDER_NAMES)) readonly provider!: string;
  @Field(phone) readonly phone!: string;
  @Field(portfolioId) readonly portfolioId!: string;
  @Field(part(ConnectionBody)) readonly connection!: ConnectionBody;
  @Field(part(CredentialsBody)) readonly credentials!: CredentialsBody;
  /** Null leaves it to what the platform says. */
  @Field(optional(nullable(part(PaceBody)))) readonly pace?: PaceBody | null;
}

export class RegisterSender extends CommandWith<RegisterSenderBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'sender:write',
    body: RegisterSenderBody,
    problems: ['not_found', 'already_registered'],
  };
}

@CommandHandler(RegisterSender)
export class RegisterSenderHandler implements ICommandHandler<RegisterSender> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SenderSecrets) private readonly secrets: SenderSecrets,
    @Inject(NumberClaims) private readonly numbers: NumberClaims,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async execute({ context, input }: RegisterSender): Promise<Answer> {
    const subaccount = await subaccountOf(this.runner, context.principal, input.subaccountId);
    const { credentials, phone, ...settings } = check(input, subaccount, this.platform);
    const id = this.runner.newId(context, 'sender');
    const repeated = await this.runner.repeats(context, stream.sender(id));
    return this.runner.run(context, async (steps) => {
      if (!repeated) await this.numbers.claim(steps, settings, id);
      // A repeat, also one with another body, is answered or refused by what is there, and keeps nothing.
      const phoneRef = repeated ? '' : await this.keepPhone(phone);
      const credentialsRef = repeated ? '' : await this.secrets.keep(id, credentials);
      const owner = { subaccountId: subaccount.id, phoneRef, credentialsRef };
      const registered = await steps.create(senderDecider, stream.sender(id), {
        type: 'RegisterSender',
        ...settings,
        ...owner,
      });
      return answerOf(id, (await connectSender(this.platform, steps, id, registered.state)) ?? registered);
    });
  }

  private async keepPhone(phone: string): Promise<string> {
    const ref = this.random.id();
    await this.vault.put([{ ref, kind: 'sender', person: null, campaign: null, phone, data: null }]);
    return ref;
  }
}

function check(input: RegisterSenderBody, { defaultCountry }: KnownSubaccount, platform: Platform) {
  const { name, provider, portfolioId, connection, credentials, pace = null } = input;
  const problems = new Problems();
  const phone = parsePhone(input.phone, { defaultCountry });
  if (!phone.ok) problems.add('phone', phone.code, phone.message);
  checkSettings(problems, platform, providerKind(provider), input);
  problems.refuse();
  const settings = { name: name.trim(), provider, portfolioId, connection: tidyConnection(connection), pace };
  return { ...settings, credentials, phone: phone.ok ? phone.e164 : '' };
}
