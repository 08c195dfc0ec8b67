import { type Principal, sees } from '@arauto/access';
import type { Document, View } from '@arauto/read-models';
import type { Views } from '../views';
import { notFound } from './problems';

/** One document of an operational view that the principal sees. @throws Refusal `not_found` */
export async function getDocument(
  views: Views,
  view: View,
  id: string,
  principal: Principal,
  what: string,
): Promise<Document> {
  const doc = await views.operational.get(view, id);
  if (!doc || !sees(principal, String(doc['subaccountId']))) throw notFound(what);
  return doc;
}
