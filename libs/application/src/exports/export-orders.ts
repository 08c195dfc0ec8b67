import type { Principal } from '@arauto/access';
import type { ExportOrder } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { VAULT, VIEWS } from '../tokens';
import type { Views } from '../views';
import { type GivenFilters, partsOfFilters } from './export-filters';
import { keepPersonalFilters, personalRefOf } from './personal-filters';

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

  /** The order as it may stand in the log: what names persons is in the vault, durable, when it resolves. */
  async take(principal: Principal, exportId: string, asked: AskedExport): Promise<ExportOrder> {
    const { id, name, roles, subaccountIds } = principal;
    const { filters, personal } = partsOfFilters(asked.filters);
    const personalRef = personal ? personalRefOf(exportId) : null;
    if (personal && personalRef !== null) {
      await keepPersonalFilters(this.vault, personalRef, personal, await this.personIn(principal, asked.filters));
    }
    return { askedBy: { id, name, roles, subaccountIds }, ...asked, filters, personalRef };
  }

  /** Who the filters name, if it is one person: with whom they are erased, too. */
  private async personIn(principal: Principal, { phone, q, subaccount }: GivenFilters): Promise<string | null> {
    const named = [phone ?? [], q ?? []].flat().filter((each) => typeof each === 'string');
    const [only, ...others] = named;
    if (only === undefined || others.length > 0) return null;
    const within = typeof subaccount === 'string' ? subaccount : undefined;
    return (await personKeysOf(this.views, this.identities, principal, within, only))[0] ?? null;
  }
}
