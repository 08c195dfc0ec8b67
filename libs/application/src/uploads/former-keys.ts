import { stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';

/** Streams that are asked for at once. */
const SLICE = 200;

/**
 * Persons who are in a campaign under a key that an older reading of their number made. Most have no such key.
 * @param formerKeys of each, in the same order
 */
export async function contactsOfFormerKeys(
  events: EventReader,
  campaignId: string,
  persons: readonly PersonKey[],
  formerKeys: readonly (readonly PersonKey[])[],
): Promise<ReadonlySet<PersonKey>> {
  const names = persons.flatMap((person, index) =>
    formerKeys[index]!.map((key) => ({ person, name: stream.contact(campaignId, key) })),
  );
  const known = new Set<PersonKey>();
  for (let start = 0; start < names.length; start += SLICE) {
    const slice = names.slice(start, start + SLICE);
    const found = await Promise.all(slice.map(({ name }) => events.readStream(name, { limit: 1 })));
    found.forEach(({ exists }, index) => exists && known.add(slice[index]!.person));
  }
  return known;
}
