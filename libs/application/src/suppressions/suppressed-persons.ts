import { personsInView, suppressionOf, withLearnedKeys } from '@arauto/dispatch';
import { isSuppressed } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { suppressionsView } from '@arauto/read-models/operational';
import type { Identities } from '../identities/identities';

/** Somebody whom a row means. */
export interface PersonAndNumber {
  readonly person: PersonKey;
  /** E.164 or canonical; null where nobody knows it any more. */
  readonly canonical: string | null;
}

/**
 * Who of many persons must not be messaged, whatever key it was said under. Views say whom to ask about and may be behind: the
 * dispatcher looks again before every attempt, so nobody is messaged because of it. Whom the view names is judged by the log.
 */
export class SuppressedPersons {
  constructor(
    private readonly events: EventReader,
    private readonly views: Pick<ViewReader, 'count' | 'find'>,
    private readonly identities: Pick<Identities, 'otherReadings'>,
  ) {}

  /** @param templateCategory of what would be sent; undefined where nobody knows */
  async among(
    subaccountId: string,
    persons: readonly PersonAndNumber[],
    templateCategory: string | undefined,
  ): Promise<ReadonlySet<PersonKey>> {
    const suppressed = new Set<PersonKey>();
    const where = [{ field: 'subaccountId', equals: subaccountId }] as const;
    const { value } = await this.views.count(suppressionsView, where, 1);
    if (value === 0) return suppressed;
    const keys = await this.keysOf(subaccountId, persons);
    const named = await personsInView(this.views, suppressionsView, where, [...new Set([...keys.values()].flat())]);
    for (const [person, own] of keys) {
      if (!own.some((key) => named.has(key))) continue;
      if (isSuppressed(await suppressionOf(this.events, subaccountId, own), templateCategory)) suppressed.add(person);
    }
    return suppressed;
  }

  /** Every key of each: what older programs made of the number, and what was learned of any of them. */
  private async keysOf(
    subaccountId: string,
    persons: readonly PersonAndNumber[],
  ): Promise<ReadonlyMap<PersonKey, readonly PersonKey[]>> {
    const numbers = persons.map(({ canonical }) => canonical);
    const read = await this.identities.otherReadings(subaccountId, numbers);
    const byNumber = persons.map(({ person }, index) => [person, ...read[index]!]);
    const all = await withLearnedKeys(this.views, byNumber);
    return new Map(all.map((keys) => [keys[0]!, keys]));
  }
}
