import { isSuppressed, stream, type Suppression, suppressionDecider, type SuppressionEvent } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { suppressionsView } from '@arauto/read-models/operational';

/** Persons looked up by one query. */
const SLICE = 500;

/**
 * Who of many persons must not be messaged. The view says whom to ask about and may be behind: the dispatcher looks again
 * before every attempt, so nobody is messaged because of it. Whom the view names is judged by the log.
 */
export class SuppressedPersons {
  constructor(
    private readonly events: EventReader,
    private readonly views: Pick<ViewReader, 'count' | 'find'>,
  ) {}

  /** @param templateCategory of what would be sent; an unknown one counts as marketing */
  async among(
    subaccountId: string,
    persons: readonly PersonKey[],
    templateCategory: string,
  ): Promise<ReadonlySet<PersonKey>> {
    const suppressed = new Set<PersonKey>();
    const { value } = await this.views.count(suppressionsView, [{ field: 'subaccountId', equals: subaccountId }], 1);
    if (value === 0) return suppressed;
    for (let start = 0; start < persons.length; start += SLICE) {
      const slice = persons.slice(start, start + SLICE);
      const found = await this.views.find(suppressionsView, {
        where: [{ field: 'personKey', in: slice }],
        fields: ['personKey'],
        // A person has one document per category.
        limit: 2 * SLICE,
      });
      for (const { doc } of found) {
        const person = String(doc['personKey']);
        if (isSuppressed(await this.load(subaccountId, person), templateCategory)) suppressed.add(person);
      }
    }
    return suppressed;
  }

  private async load(subaccountId: string, person: PersonKey): Promise<Suppression> {
    let suppression = suppressionDecider.initial;
    for await (const event of await this.events.readStream(stream.suppression(subaccountId, person))) {
      suppression = suppressionDecider.evolve(suppression, event as unknown as SuppressionEvent);
    }
    return suppression;
  }
}
