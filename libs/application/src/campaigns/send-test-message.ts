import { type Clock, instant } from '@arauto/clock';
import type { SendingFloor } from '@arauto/dispatch';
import {
  campaignDecider,
  contactDecider,
  type KnownCampaign,
  Refusal,
  stream,
  testContactKey,
  type TestMessageRequested,
} from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered } from '../context';
import { Field, optional, phone, record, shapes, type Shown, text } from '../fields';
import { TestContacts, testRow } from '../sending/test-contacts';
import { CLOCK, FLOOR } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { requireRevision } from '../use-case/require-revision';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { Preflight } from './preflight';

export class TestMessageBody {
  @Field(phone) readonly phone!: string;
  @Field(optional(text({ max: 200 }))) readonly name?: string;
  /** `name` and `correlation_id` may stand among them, as in a contact file. */
  @Field(optional(record(text({ max: 1024, min: 0, lines: true }), { max: 50 })))
  readonly parameters?: { readonly [name: string]: string };
}

/** `contactId` is that of the test contact, outside audience and counters: it and its history say what became of the test. */
export const testMessage = shapes.named('TestMessage', shapes.object({ ...answered, contactId: shapes.text }));
export type TestMessage = Shown<typeof testMessage>;

export class SendTestMessage extends CommandWith<TestMessageBody & OfCampaign, TestMessage> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:test',
    body: TestMessageBody,
    answers: testMessage,
    problems: ['not_found', 'wrong_status', 'preflight_failed'],
  };
}

/** Milliseconds that the answer waits for what comes of the call: most callers look at it next. */
const WAIT_FOR_THE_CALL = 3000;

@CommandHandler(SendTestMessage)
export class SendTestMessageHandler implements ICommandHandler<SendTestMessage> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Preflight) private readonly preflight: Preflight,
    @Inject(TestContacts) private readonly contacts: TestContacts,
    @Inject(FLOOR) private readonly floor: SendingFloor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: SendTestMessage): Promise<TestMessage> {
    const { campaignId } = input;
    const { state: campaign, revision } = await loadCampaign(this.runner, context.principal, campaignId);
    const name = stream.campaign(campaignId);
    const repeated = await this.runner.repeats(context, name);
    return this.runner.run(context, async ({ main, aside }) => {
      // A repeat is answered by what it did the first time, whatever would be said to it now.
      if (!repeated) {
        requireRevision(context, revision);
        await this.check(campaign);
      }
      const asked = repeated ? NOBODY : await this.contacts.keep(campaignId, campaign, input);
      const requested = await main(campaignDecider, name, { type: 'RequestTestMessage', ...asked });
      const { data } = requested.events.find(isRequest)!;
      const contactId = testContactKey(data.n);
      const row = testRow(campaign.subaccountId, data, instant(this.clock.now()));
      await aside(contactDecider, stream.contact(campaignId, contactId), row);
      if (!requested.repeated) await this.untilCalled(this.floor.sendTest(campaignId, contactId));
      const position = await this.contacts.madeAt(campaignId, contactId);
      return { id: campaignId, revision: requested.revision, position, contactId };
    });
  }

  /** Asked before anything is stored. A number that the platform has not confirmed yet may be tried: that is what tests are for. */
  private async check(campaign: KnownCampaign): Promise<void> {
    campaignDecider.decide({ type: 'RequestTestMessage', ...NOBODY }, campaign);
    const { problems } = await this.preflight.check(campaign);
    const errors = problems.filter(({ code }) => code !== 'sender_not_connected');
    if (errors.length > 0) {
      throw new Refusal('preflight_failed', errors.map(({ message }) => message).join(' '), { errors });
    }
  }

  private async untilCalled(called: Promise<void>): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([called, this.clock.sleep(WAIT_FOR_THE_CALL, waiting.signal)]);
    waiting.abort();
  }
}

/** Stands for the person of a test that is not asked for in earnest. */
const NOBODY = { ref: '', person: '' } as const;

function isRequest(event: { readonly type: string }): event is TestMessageRequested {
  return event.type === 'TestMessageRequested';
}
