import type { Principal } from '@arauto/access';
import type { ExportOrder, JsonValue } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { VAULT, VIEWS } from '../tokens';
import type { Views } from '../views';
import { type GivenFilters, partsOfFilters } from './export-filters';
import { keepPersonalFilters, type PersonalFilter, personalRefOf } from './filters-in-vault';

/** What an export is asked for with, its filters whole. */
export interface AskedExport extends Omit<ExportOrder, 'askedBy' | 'filters' | 'personalRef'> {
  readonly filters: GivenFilters;
}

/** Makes orders of what is asked. */
@Injectable()
export class ExportOrders {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /**
   * The order as it may stand in the log: what names persons is in the vault, durable, when it resolves.
   * @param isThere the export was asked for before. What it names is left as it is: the filters of this one may be others, or those it named be gone
   */
  async take(principal: Principal, exportId: string, asked: AskedExport, isThere = false): Promise<ExportOrder> {
    const { id, name, roles, subaccountIds } = principal;
    const { filters, personal } = partsOfFilters(asked.filters);
    const personalRef = personal ? personalRefOf(exportId) : null;
    if (personal && personalRef !== null && !isThere) {
      const { subaccount } = asked.filters;
      const within = typeof subaccount === 'string' ? subaccount : undefined;
      const named = Object.entries(personal).map(([filter, value]) => this.personsOf(principal, within, filter, value));
      await keepPersonalFilters(this.vault, personalRef, await Promise.all(named));
    }
    return { askedBy: { id, name, roles, subaccountIds }, ...asked, filters, personalRef };
  }

  /** Whom a filter names: a phone may be somebody in each subaccount in reach, and a part of a name is nobody. */
  private async personsOf(
    principal: Principal,
    within: string | undefined,
    name: string,
    value: JsonValue,
  ): Promise<PersonalFilter> {
    const keysOf = (text: string) => personKeysOf(this.views, this.identities, principal, within, text);
    const texts = [value].flat().map(async (each) => {
      const text = String(each);
      return { text, persons: [...new Set(await keysOf(text))] };
    });
    return { name, isList: Array.isArray(value), texts: await Promise.all(texts) };
  }
}
