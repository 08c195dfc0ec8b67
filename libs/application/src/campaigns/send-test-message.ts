import type { Permission } from '@arauto/access';
import type { Clock } from '@arauto/clock';
import type { SendingFloor } from '@arauto/dispatch';
import {
  campaignDecider,
  contactDecider,
  type KnownCampaign,
  Refusal,
  stream,
  type Subaccount,
  subaccountDecider,
  templateDecider,
  testContactKey,
} from '@arauto/domain';
import { contactEntry, parsePhone, type Phone, type Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { ConcurrentChange } from '../errors';
import { Identities } from '../sending/identities';
import { CLOCK, FLOOR, VAULT } from '../tokens';
import { requiredColumns } from '../uploads/required-columns';
import { TemplateFit } from '../uploads/template-fit';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { instant } from '../use-case/instant';
import { Problems } from '../use-case/problems';
import { loadCampaign } from './campaign-parts';

export interface SendTestMessageInput {
  readonly campaignId: string;
  readonly phone: string;
  readonly name?: string | undefined;
  readonly parameters?: { readonly [name: string]: string } | undefined;
}

/** `contactId` is that of the test contact, outside audience and counters. */
export type TestMessageAnswer = Answer & { readonly contactId: string };

export class SendTestMessage extends Command<TestMessageAnswer> {
  static readonly permission: Permission = 'campaign:test';

  constructor(
    readonly context: CommandContext,
    readonly input: SendTestMessageInput,
  ) {
    super();
  }
}

@CommandHandler(SendTestMessage)
export class SendTestMessageHandler implements ICommandHandler<SendTestMessage> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(FLOOR) private readonly floor: SendingFloor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: SendTestMessage): Promise<TestMessageAnswer> {
    const { campaignId, name = null, parameters = {} } = input;
    const { state: campaign } = await loadCampaign(this.runner, context.principal, campaignId);
    const phone = await this.check(input, campaign);
    const n = campaign.testsSent + 1;
    return this.runner.run(context, async ({ main, aside }) => {
      const ref = this.runner.newId(context, 'test');
      const person = await this.identities.personKey(campaign.subaccountId, phone.canonical);
      const personal = { phone: phone.e164, name, correlationId: null, parameters };
      await this.vault.put([contactEntry({ ref, person, campaign: campaignId }, personal)]);
      const requested = await main(campaignDecider, stream.campaign(campaignId), {
        type: 'RequestTestMessage',
        n,
        ref,
      }).catch(onRivalTest);
      const asked = requested.events.find((event) => event.type === 'TestMessageRequested')?.data ?? { n, ref };
      const contactId = testContactKey(asked.n);
      const { subaccountId } = campaign;
      const at = instant(this.clock.now());
      const row = { type: 'AcceptRow', uploadId: 'test', row: asked.n, ref: asked.ref, at, suppressed: false } as const;
      await aside(contactDecider, stream.contact(campaignId, contactId), { ...row, subaccountId });
      if (!requested.repeated) await this.floor.sendTest(campaignId, contactId);
      return { ...answerOf(campaignId, requested), contactId };
    });
  }

  private async check(input: SendTestMessageInput, campaign: KnownCampaign): Promise<Phone> {
    const { state } = await this.runner.load(subaccountDecider, stream.subaccount(campaign.subaccountId));
    const { defaultCountry } = state as Exclude<Subaccount, { status: 'none' }>;
    const problems = new Problems();
    const phone = parsePhone(input.phone, { defaultCountry });
    if (!phone.ok) problems.add('phone', phone.code, phone.message);
    for (const source of requiredColumns(campaign.settings)) {
      // A test has no correlation id of its own: it shows as empty.
      if (source === 'correlationId') continue;
      const value = source === 'name' ? input.name : input.parameters?.[source];
      const path = source === 'name' ? 'name' : `parameters.${source}`;
      if (value === undefined || value === '')
        problems.add(path, 'parameter_missing', `${path} is needed and missing.`);
    }
    for (const { code, field, message } of problems.isEmpty ? await this.misfits(input, campaign) : []) {
      problems.add(field === 'name' || field === 'phone' ? field : `parameters.${field}`, code, message);
    }
    problems.refuse();
    return phone as Phone;
  }

  /** What the template cannot take of the values: the same answer as a row of a file would get. */
  private async misfits({ phone, name, parameters = {} }: SendTestMessageInput, { settings }: KnownCampaign) {
    const { templateId, parameterMapping } = settings.content;
    const { state } = await this.runner.load(templateDecider, stream.template(templateId));
    const fit = state.status === 'none' ? null : TemplateFit.read(state, parameterMapping);
    const found = fit?.of({ phone, name: name ?? null, correlationId: null, parameters }) ?? [];
    return found.filter(({ field }) => field !== 'correlationId');
  }
}

/** Another test took the same number at the same moment. */
function onRivalTest(error: unknown): never {
  throw error instanceof Refusal && error.code === 'already_exists' ? new ConcurrentChange() : error;
}
