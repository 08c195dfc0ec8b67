import { personsInView } from '@arauto/dispatch';
import { isSuppressed, stream, type Suppression, suppressionDecider, type SuppressionEvent } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { suppressionsView } from '@arauto/read-models/operational';

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
    const where = [{ field: 'subaccountId', equals: subaccountId }];
    for (const person of await personsInView(this.views, suppressionsView, where, persons)) {
      if (isSuppressed(await this.load(subaccountId, person), templateCategory)) suppressed.add(person);
    }
    return suppressed;
  }

  /** Whether anybody of the subaccount is, or ever was. */
  async any(subaccountId: string): Promise<boolean> {
    const where = [{ field: 'subaccountId', equals: subaccountId }];
    return (await this.views.count(suppressionsView, where, 1)).value > 0;
  }

  private async load(subaccountId: string, person: PersonKey): Promise<Suppression> {
    let suppression = suppressionDecider.initial;
    for await (const event of await this.events.readStream(stream.suppression(subaccountId, person))) {
      suppression = suppressionDecider.evolve(suppression, event as unknown as SuppressionEvent);
    }
    return suppression;
  }
}
