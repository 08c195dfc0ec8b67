import { type Sender, senderDecider, stream } from '@arauto/domain';
import type { Executed } from '@arauto/event-store';
import type { Steps } from '../use-case/command-runner';
import type { Platform } from './platform';

/**
 * Asks the platform about a number and records what it says; a number that cannot be reached stays as it was, and pre-flight
 * says that it is not connected. Undefined when nothing was recorded.
 */
export async function connectSender(
  platform: Platform,
  { aside }: Steps,
  senderId: string,
): Promise<Executed<Sender, unknown> | undefined> {
  const facts = await platform.inspect(senderId);
  if ('error' in facts || !facts.connected) return undefined;
  const { quality, tier, throughput } = facts;
  const done = await aside(senderDecider, stream.sender(senderId), {
    type: 'ConnectSender',
    quality,
    tier,
    throughput,
  });
  return done.events.length > 0 ? done : undefined;
}
