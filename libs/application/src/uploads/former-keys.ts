import { stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';

/** Streams that are asked for at once. */
const SLICE = 200;

/**
 * Under which keys those persons are in a campaign already whose number an older reading could read otherwise. Most have no such key.
 * @param formerKeys of each, in the same order
 */
export async function contactsOfFormerKeys(
  events: EventReader,
  campaignId: string,
  persons: readonly PersonKey[],
  formerKeys: readonly (readonly PersonKey[])[],
): Promise<ReadonlyMap<PersonKey, readonly PersonKey[]>> {
  const names = persons.flatMap((person, index) => {
    const former = formerKeys[index]!;
    const keys = former.length === 0 ? former : [person, ...former];
    return keys.map((key) => ({ person, key, name: stream.contact(campaignId, key) }));
  });
  const known = new Map<PersonKey, readonly PersonKey[]>();
  for (let start = 0; start < names.length; start += SLICE) {
    const slice = names.slice(start, start + SLICE);
    const found = await Promise.all(slice.map(({ name }) => events.readStream(name, { limit: 1 })));
    for (const [index, { person, key }] of slice.entries()) {
      if (found[index]!.exists) known.set(person, [...(known.get(person) ?? []), key]);
    }
  }
  return known;
}
