import { mergeSuppressions, type Suppression, suppressionAggregate } from '@arauto/domain';
import { type EventReader, load } from '@arauto/event-store';

/** What holds of a person, whatever key it was said under: the newest word of all of them. */
export async function suppressionOf(
  reader: Pick<EventReader, 'readStream'>,
  subaccountId: string,
  keys: readonly string[],
): Promise<Suppression> {
  const under = (key: string) => load(reader, suppressionAggregate, subaccountId, key);
  const loaded = await Promise.all(keys.map(under));
  return mergeSuppressions(loaded.map(({ state }) => state));
}
