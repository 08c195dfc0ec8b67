import { suppressionOf, withLearnedKeys } from '@arauto/dispatch';
import { contactDocumentId, isSuppressed, WAITING_STATES } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { type PersonKey, type Vault, waIdCanonical } from '@arauto/privacy';
import type { Condition, Found } from '@arauto/read-models';
import { type ContactDocument, contactsView, suppressionsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import { EVENT_STORE, VAULT, VIEWS } from '../tokens';
import { SuppressedPersons } from '../suppressions/suppressed-persons';
import { hydrate } from '../use-case/personal';
import type { Views } from '../views';

/** So many contacts are asked about one by one, however few suppressions there are. */
const FEW_CONTACTS = 5000;

type SuppressionCondition = Condition<typeof suppressionsView>;
type Suppressed = Found<typeof suppressionsView, 'personKey' | 'ref'>;

/** Whose suppressions, and of what would be sent. */
interface Asked {
  readonly campaignId: string;
  readonly subaccountId: string;
  /** Of the template as it is now. */
  readonly category: string | undefined;
}

/** How many contacts of a campaign wait in vain, since their person must not be messaged. */
@Injectable()
export class AudienceSuppressions {
  private readonly persons: SuppressedPersons;

  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(EVENT_STORE) private readonly events: EventReader,
    @Inject(Identities) private readonly identities: Identities,
  ) {
    this.persons = new SuppressedPersons(events, views.operational, identities);
  }

  /**
   * Walks whatever is less, the contacts or the suppressions, page by page.
   * @param waiting how many contacts do
   * @param few so many are always looked at themselves
   */
  async amongWaiting(asked: Asked, waiting: number, few = FEW_CONTACTS): Promise<number> {
    if (waiting === 0) return 0;
    const where = [{ field: 'subaccountId', equals: asked.subaccountId }] as const;
    const { value } = await this.views.operational.count(suppressionsView, where, waiting);
    if (value === 0) return 0;
    return waiting <= few || value >= waiting ? this.byContacts(asked) : this.bySuppressions(asked, where);
  }

  private async byContacts({ campaignId, subaccountId, category }: Asked): Promise<number> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', in: WAITING_STATES },
    ] as const;
    let count = 0;
    const query = { where, sort: [{ field: 'ref' }], fields: ['contactKey', 'ref'] } as const;
    for await (const found of this.views.operational.stream(contactsView, query)) {
      const entries = await hydrate(
        this.vault,
        found.map(({ doc }) => doc.ref),
      );
      const persons = found.map(({ doc }) => ({
        person: doc.contactKey as PersonKey,
        canonical: entries.get(doc.ref)?.phone ?? null,
      }));
      count += (await this.persons.among(subaccountId, persons, category)).size;
    }
    return count;
  }

  /** Remembers whom it has counted: fewer than there are suppressions, of which there are fewer than contacts. */
  private async bySuppressions(asked: Asked, where: readonly SuppressionCondition[]): Promise<number> {
    const counted = new Set<string>();
    const query = { where, fields: ['personKey', 'ref'] } as const;
    for await (const found of this.views.operational.stream(suppressionsView, query)) {
      await this.countPage(asked, found, counted);
    }
    return counted.size;
  }

  /** Contacts under any key of those suppressed, most of whom are no contacts of this campaign. */
  private async countPage(
    { campaignId, subaccountId, category }: Asked,
    page: readonly Suppressed[],
    counted: Set<string>,
  ): Promise<void> {
    const persons = await this.keysOf(subaccountId, page);
    const ids = [...new Set(persons.flat())].map((key) => contactDocumentId(campaignId, key));
    const contacts = await this.views.operational.getMany(contactsView, ids);
    const waits = (contact: ContactDocument | undefined) => contact && WAITING_STATES.includes(contact.state);
    const waiting = new Set(ids.filter((_, index) => waits(contacts[index])));
    for (const keys of persons) {
      const own = keys.map((key) => contactDocumentId(campaignId, key)).filter((id) => waiting.has(id));
      if (own.length === 0 || !isSuppressed(await suppressionOf(this.events, subaccountId, keys), category)) continue;
      for (const id of own) counted.add(id);
    }
  }

  /** Every key of each who is suppressed: what the number is read as, and what was learned. */
  private async keysOf(subaccountId: string, page: readonly Suppressed[]): Promise<readonly (readonly string[])[]> {
    const entries = await hydrate(
      this.vault,
      page.map(({ doc }) => doc.ref),
    );
    const own: string[][] = [];
    for (const { doc } of page) {
      const canonical = waIdCanonical(entries.get(doc.ref ?? '')?.phone ?? '');
      const read = canonical === undefined ? [] : await this.identities.keysOfNumber(subaccountId, canonical);
      own.push([...new Set([doc.personKey, ...read])]);
    }
    return withLearnedKeys(this.views.operational, own);
  }
}
