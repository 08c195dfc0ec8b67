import { type Clock, instant, type Random } from '@arauto/clock';
import { numberAggregate, numberDecider, type PlatformNumber, Refusal, senderAggregate, stream } from '@arauto/domain';
import { duty, type EventStore, execute, metadataOf } from '@arauto/event-store';
import { namesOf, providerKind, type RegisteredNumber } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../tokens';
import { CommandRunner, type Steps } from '../use-case/command-runner';

/** How old the claim of a sender that does not have the number must be to be one that a crash left behind, milliseconds. */
const ABANDONED_AFTER = 60_000;

/** A phone number id is registered with one sender: whose callbacks would it be else? */
@Injectable()
export class NumberClaims {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Before the sender has the number. Of two at once one is refused. @throws Refusal `already_registered` */
  async claim({ aside }: Steps, number: RegisteredNumber, senderId: string): Promise<void> {
    const { phoneNumberId } = namesOf(number);
    const name = stream.number(phoneNumberId);
    const { holder } = (await this.runner.load(numberAggregate, phoneNumberId)).state;
    const insteadOf = (await this.isAbandoned(holder, phoneNumberId)) ? holder?.senderId : undefined;
    const at = instant(this.clock.now());
    const setting = settingOf(number);
    await aside(numberDecider, name, { type: 'ClaimNumber', senderId, at, setting, insteadOf });
  }

  /** After the sender has another. */
  async release({ aside }: Steps, phoneNumberId: string, senderId: string): Promise<void> {
    await aside(numberDecider, stream.number(phoneNumberId), { type: 'ReleaseNumber', senderId });
  }

  /** The process died after the claim and before the sender had the number, or after it had another and before this was released. */
  private async isAbandoned(holder: PlatformNumber['holder'], phoneNumberId: string): Promise<boolean> {
    if (holder === null || this.clock.now() - Date.parse(holder.since) < ABANDONED_AFTER) return false;
    const { state } = await this.runner.load(senderAggregate, holder.senderId);
    return state.status === 'none' || namesOf(state).phoneNumberId !== phoneNumberId;
  }
}

/**
 * Claims the numbers of senders from before there were claims, the older sender first. Of two with one number the younger stays as it is and is
 * told of; it can be given another.
 */
export async function adoptNumbers(
  store: EventStore,
  oldestFirst: readonly { readonly senderId: string; readonly sender: RegisteredNumber }[],
  clock: Clock,
  random: Random,
  onTwice: (senderId: string, phoneNumberId: string) => void,
): Promise<void> {
  const at = instant(clock.now());
  for (const { senderId, sender } of oldestFirst) {
    const { phoneNumberId } = namesOf(sender);
    try {
      const command = { type: 'ClaimNumber', senderId, at, setting: settingOf(sender) } as const;
      await execute(store, numberDecider, stream.number(phoneNumberId), command, {
        eventId: () => random.uuid(),
        metadata: metadataOf({ actor: duty('start'), correlationId: senderId }),
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      onTwice(senderId, phoneNumberId);
    }
  }
}

function settingOf({ provider }: RegisteredNumber): string {
  return providerKind(provider).numberSetting;
}
