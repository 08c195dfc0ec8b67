import type { ContactEvent } from '@arauto/domain';

/**
 * When what an event tells of happened to the message, milliseconds: by the provider's stamp, if it has one, and not later than our receipt. That is
 * in whole seconds: nothing happened to a message before it was taken.
 * @param at when the event was recorded
 */
export function happenedAt({ data }: ContactEvent, at: number): number {
  const statusAt = 'statusAt' in data && data.statusAt !== undefined ? Date.parse(data.statusAt) : at;
  return Math.max(Math.min(statusAt, at), Date.parse(data.acceptedAt ?? '') || 0);
}
