import { type KnownSender, type Sender, senderDecider, type SenderFacts, stream } from '@arauto/domain';
import type { Executed } from '@arauto/event-store';
import type { NumberFacts } from '@arauto/whatsapp';
import type { Steps } from '../use-case/command-runner';
import type { Platform } from './platform';

/**
 * Asks the platform about a number and records what it says; a number that cannot be reached stays as it was, and pre-flight
 * says that it is not connected. Undefined when nothing was recorded.
 * @param sender as the command has just left it: whoever follows the log may not have heard of that yet
 */
export async function connectSender(
  platform: Platform,
  { aside }: Steps,
  senderId: string,
  sender: Sender,
): Promise<Executed<Sender, unknown> | undefined> {
  if (sender.status === 'none') return undefined;
  const facts = await platform.inspect(senderId, sender);
  if ('error' in facts || !facts.connected) return undefined;
  const { quality, tier, throughput } = { ...facts, ...heardOf(sender, facts) };
  const done = await aside(senderDecider, stream.sender(senderId), {
    type: 'ConnectSender',
    quality,
    tier,
    throughput,
  });
  return done.events.length > 0 ? done : undefined;
}

/** Of what the platform tells nobody who asks, what it has said before. */
function heardOf({ facts: before }: KnownSender, { untold = [] }: NumberFacts): Partial<SenderFacts> {
  return before === null ? {} : Object.fromEntries(untold.map((name) => [name, before[name]]));
}
