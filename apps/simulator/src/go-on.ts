import { Draws } from './draws';
import { OutboundMessage } from './outbound-message';
import { type World } from './world';
import { type WorldState } from './world-state';

/** Lets everything happen that was under way when an earlier simulator ended, late as it may be by now. */
export function goOn(world: World, { messages, updates }: NonNullable<WorldState['underway']>): void {
  const { numbers } = world.known;
  for (const [id, waiting] of updates) {
    const number = numbers.get(id);
    if (number) for (const update of waiting) world.outboxOf(number).put(update);
  }
  for (const { message, fate, drawsKey, steps, priced } of messages) {
    const number = numbers.get(message.number);
    if (number) new OutboundMessage(world, { ...message, number }, fate, new Draws(drawsKey), steps, priced).run();
  }
}
