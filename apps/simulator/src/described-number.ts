import { type BusinessNumber } from './business-numbers';
import { tierName } from './messaging-limits';
import { type World } from './world';

/** A number as the control API answers it. */
export function describedNumber(world: World, number: BusinessNumber): object {
  const { gupshupMessagesPerSecond } = world.knobs;
  return {
    id: number.id,
    status: number.status,
    quality: number.quality,
    messagingLimit: tierName(world.known.numbers.limitOf(number.portfolio)),
    throughput:
      number.provider === 'gupshup' ? (number.messagesPerSecond ?? gupshupMessagesPerSecond) : number.throughput,
    restriction: world.known.numbers.restrictionOf(number.account) ?? null,
  };
}
