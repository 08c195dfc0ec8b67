import { type Principal, seesEverything } from '@arauto/access';
import { parsePhone } from '@arauto/privacy';
import { subaccountsView } from '@arauto/read-models/operational';
import { keysOfPhone } from '../identities/keys-of-phone';
import type { Identities } from '../identities/identities';
import type { Views } from '../views';

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
