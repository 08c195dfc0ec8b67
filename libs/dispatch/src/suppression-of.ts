import { mergeSuppressions, stream, type Suppression, suppressionDecider, type SuppressionEvent } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';

/** What holds of a person, whatever key it was said under: the newest word of all of them. */
export async function suppressionOf(
  reader: Pick<EventReader, 'readStream'>,
  subaccountId: string,
  keys: readonly string[],
): Promise<Suppression> {
  const suppressions = await Promise.all(keys.map((key) => under(reader, subaccountId, key)));
  return mergeSuppressions(suppressions);
}

async function under(reader: Pick<EventReader, 'readStream'>, subaccountId: string, key: string): Promise<Suppression> {
  let suppression = suppressionDecider.initial;
  for await (const event of await reader.readStream(stream.suppression(subaccountId, key))) {
    suppression = suppressionDecider.evolve(suppression, event as unknown as SuppressionEvent);
  }
  return suppression;
}
