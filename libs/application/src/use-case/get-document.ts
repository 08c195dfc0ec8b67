import { type Principal, sees } from '@arauto/access';
import type { Document, Field, View } from '@arauto/read-models';
import type { Views } from '../views';
import { notFound } from './problems';

/** One document of an operational view that the principal sees. @throws Refusal `not_found` */
export async function getDocument<V extends View<{ readonly subaccountId: Field<'symbol', string> }>>(
  views: Views,
  view: V,
  id: string,
  principal: Principal,
  what: string,
): Promise<Document<V>> {
  const doc = await views.operational.get(view, id);
  if (!doc || !sees(principal, doc.subaccountId)) throw notFound(what);
  return doc;
}
