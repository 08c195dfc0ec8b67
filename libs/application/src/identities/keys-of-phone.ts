import { withLearnedKeys } from '@arauto/dispatch';
import type { PersonKey } from '@arauto/privacy';
import type { Identities } from './identities';
import type { Views } from '../views';

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
