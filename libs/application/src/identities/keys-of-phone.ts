import { type Principal, seesEverything } from '@arauto/access';
import { withLearnedKeys } from '@arauto/dispatch';
import { parsePhone, type PersonKey } from '@arauto/privacy';
import { subaccountsView } from '@arauto/read-models/operational';
import type { Views } from '../views';
import type { Identities } from './identities';

/**
 * Every key under which a person may be known whom somebody names by phone: the phone's own first, what older programs made of it,
 * and what was learned of any of them (a user id, an earlier number).
 */
export async function keysOfPhone(
  views: Pick<Views, 'operational'>,
  identities: Identities,
  subaccountId: string,
  canonical: string,
): Promise<readonly PersonKey[]> {
  const keys = await identities.keysOfNumber(subaccountId, canonical);
  const [all] = await withLearnedKeys(views.operational, [keys]);
  return all!;
}

/**
 * Who a phone is, as the events of each subaccount in reach know the person: under the phone, and under whatever else was learned of
 * it. A text that is no number of a subaccount's country is nobody there.
 */
export async function personKeysOf(
  views: Views,
  identities: Identities,
  principal: Principal,
  subaccount: string | undefined,
  phone: string,
): Promise<string[]> {
  const keys: string[] = [];
  for (const [id, defaultCountry] of await countries(views, principal, subaccount)) {
    const parsed = parsePhone(phone, { defaultCountry });
    if (parsed.ok) keys.push(...(await keysOfPhone(views, identities, id, parsed.canonical)));
  }
  return keys;
}

/** Default countries by subaccount. */
async function countries(
  views: Views,
  principal: Principal,
  subaccount: string | undefined,
): Promise<[string, string | null][]> {
  if (subaccount !== undefined || !seesEverything(principal)) {
    const ids = subaccount === undefined ? principal.subaccountIds : [subaccount];
    const docs = await views.operational.getMany(subaccountsView, ids);
    return ids.flatMap((id, index) => (docs[index] ? [[id, docs[index].defaultCountry]] : []));
  }
  const found: [string, string | null][] = [];
  for await (const rows of views.operational.stream(subaccountsView, { fields: ['defaultCountry'] })) {
    for (const { id, doc } of rows) found.push([id, doc.defaultCountry]);
  }
  return found;
}
