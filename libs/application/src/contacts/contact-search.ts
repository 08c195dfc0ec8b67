import type { Principal } from '@arauto/access';
import { contactDocumentId } from '@arauto/domain';
import { parsePhone, type Vault } from '@arauto/privacy';
import type { ConditionOn } from '@arauto/read-models';
import { contactsView, subaccountsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import { VAULT, VIEWS } from '../tokens';
import { seesPersonal } from '../use-case/personal';
import type { Views } from '../views';

/** A search that finds more than this is no help to anybody: it must be narrowed. */
const MOST_FOUND = 1000;

/** Finds contacts of a campaign by what people know of them. */
@Injectable()
export class ContactSearch {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /**
   * Contacts whose number or name holds the text, whose number it is in any notation, or whose correlation id begins with it;
   * at most 1,000 of each. For whom they are masked, number or name must be the text: digit by digit one would find out the rest.
   */
  async refs(
    principal: Principal,
    campaignId: string,
    subaccountId: string,
    text: string,
  ): Promise<ConditionOn<'ref', string>> {
    const match = seesPersonal(principal) ? 'part' : 'whole';
    const [inVault, byCorrelation, byNumber] = await Promise.all([
      this.vault.search(campaignId, text, MOST_FOUND, match),
      this.byCorrelation(campaignId, text.trim()),
      this.byNumber(campaignId, subaccountId, text),
    ]);
    return { field: 'ref', in: [...new Set([...inVault, ...byCorrelation, ...byNumber])] };
  }

  private async byCorrelation(campaignId: string, prefix: string): Promise<string[]> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'correlationId', set: true },
      { field: 'correlationId', prefix },
    ] as const;
    const query = { where, sort: [{ field: 'correlationId' }], limit: MOST_FOUND, fields: ['ref'] } as const;
    const found = await this.views.operational.find(contactsView, query);
    return found.map(({ doc }) => doc.ref);
  }

  /** A number in another notation than the one it is stored in, such as a Brazilian one without its ninth digit. */
  private async byNumber(campaignId: string, subaccountId: string, text: string): Promise<string[]> {
    const subaccount = await this.views.operational.get(subaccountsView, subaccountId);
    const phone = parsePhone(text, { defaultCountry: subaccount?.defaultCountry ?? null });
    if (!phone.ok) return [];
    const persons = await this.identities.keysOfNumber(subaccountId, phone.canonical);
    const ids = persons.map((person) => contactDocumentId(campaignId, person));
    const docs = await this.views.operational.getMany(contactsView, ids);
    return docs.flatMap((doc) => doc?.ref ?? []);
  }
}
