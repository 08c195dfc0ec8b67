import type { KnownSender } from './sender.state';

/** Messages per second: the less of what the number is set to and the platform allows. */
export function rateOfNumber({ pace, facts }: Pick<KnownSender, 'pace' | 'facts'>): number {
  return Math.min(pace?.messagesPerSecond ?? Infinity, facts?.throughput ?? 80);
}
