import type { Permission } from '@arauto/access';
import type { Random } from '@arauto/clock';
import { type Connection, senderDecider, stream } from '@arauto/domain';
import { parsePhone, type Vault } from '@arauto/privacy';
import { namesOf, PROVIDER_NAMES, PROVIDERS, type Settings } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { PLATFORM, RANDOM, VAULT } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, checkWord, Problems } from '../use-case/problems';
import { type KnownSubaccount, subaccountOf } from '../use-case/scope';
import { connectSender } from './connect-sender';
import { NumberClaims } from './number-claims';
import type { Platform } from './platform';
import { SenderSecrets } from './sender-secrets';
import { checkPace, checkSettings, tidyConnection } from './sender-settings';

export interface RegisterSenderInput {
  readonly subaccountId?: string | undefined;
  readonly name: string;
  readonly provider: string;
  readonly phone: string;
  readonly portfolioId: string;
  readonly connection: Connection;
  /** Write-only: sealed into the vault, never shown again. */
  readonly credentials: Settings;
  readonly pace?: { readonly messagesPerSecond: number } | null | undefined;
}

export class RegisterSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: RegisterSenderInput,
  ) {
    super();
  }
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
      if (!repeated) await this.numbers.claim(steps, namesOf(settings).phoneNumberId, id);
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

function check(input: RegisterSenderInput, { defaultCountry }: KnownSubaccount, platform: Platform) {
  const problems = new Problems();
  const name = checkText(problems, 'name', input.name);
  const portfolioId = checkText(problems, 'portfolioId', input.portfolioId, 64);
  const { provider, credentials } = input;
  const kind = PROVIDERS.find((each) => each.name === provider);
  if (!kind) checkWord(problems, 'provider', provider, PROVIDER_NAMES);
  const phone = parsePhone(input.phone, { defaultCountry });
  if (!phone.ok) problems.add('phone', phone.code, phone.message);
  if (kind) checkSettings(problems, platform, kind, input);
  const connection = tidyConnection(input.connection);
  const pace = checkPace(problems, input.pace);
  problems.refuse();
  return { name, provider, portfolioId, connection, credentials, pace, phone: phone.ok ? phone.e164 : '' };
}
