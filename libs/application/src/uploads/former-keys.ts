import { stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { identitiesToLookUp, personKey, type PersonKey } from '@arauto/privacy';
import type { JudgedRow } from './contact-rows';

/** Streams that are asked for at once. */
const SLICE = 200;

/** Keys under which an older reading may have filed persons, by the person whom a row means today. Most persons have none. */
export type FormerKeys = ReadonlyMap<PersonKey, readonly PersonKey[]>;

export function formerKeysOf(rows: Iterable<JudgedRow>, identitySecret: Uint8Array): FormerKeys {
  const formerKeys = new Map<PersonKey, readonly PersonKey[]>();
  for (const { person, canonical } of rows) {
    if (person === null || canonical === null) continue;
    const [, ...former] = identitiesToLookUp(canonical);
    if (former.length === 0) continue;
    formerKeys.set(
      person,
      former.map((identity) => personKey(identitySecret, identity)),
    );
  }
  return formerKeys;
}

/** Persons who are in a campaign under a former key. */
export async function contactsOfFormerKeys(
  events: EventReader,
  campaignId: string,
  formerKeys: FormerKeys,
): Promise<ReadonlySet<PersonKey>> {
  const names = [...formerKeys].flatMap(([person, keys]) =>
    keys.map((key) => ({ person, name: stream.contact(campaignId, key) })),
  );
  const persons = new Set<PersonKey>();
  for (let start = 0; start < names.length; start += SLICE) {
    const slice = names.slice(start, start + SLICE);
    const found = await Promise.all(slice.map(({ name }) => events.readStream(name, { limit: 1 })));
    found.forEach(({ exists }, index) => exists && persons.add(slice[index]!.person));
  }
  return persons;
}
