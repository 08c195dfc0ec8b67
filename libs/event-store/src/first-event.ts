import type { EventReader } from './port';

/**
 * Which log it is: the one that begins with this event, at this position. Another log in its place is no restore, and one that was moved to another
 * kind of store gives other positions. Undefined while it is empty.
 */
export async function firstEventOf(log: Pick<EventReader, 'readAll'>): Promise<string | undefined> {
  for await (const { id, position } of log.readAll({ limit: 1 })) return `${id}-${Number(position)}`;
  return undefined;
}
