import { ListSuppressions } from '../suppressions/list-suppressions';
import type { SuppressionBody } from '../suppressions/suppression.body';
import { SuppressedPersons } from '../suppressions/suppressed-persons';
import type { Tenant } from './scenario';
import type { SmallEngine } from './small-engine';

/** Whether a message of this category may not be sent to a person. @param canonical digits of a phone, or a user id */
export async function isSuppressed(
  engine: SmallEngine,
  { subaccountId }: Tenant,
  canonical: string,
  category = 'MARKETING',
): Promise<boolean> {
  await engine.views.project();
  const persons = new SuppressedPersons(engine.store, engine.views.operational, engine.identities);
  const person = await engine.identities.personKey(subaccountId, canonical);
  return (await persons.among(subaccountId, [{ person, canonical }], category)).has(person);
}

/** What a tenant is shown of its suppressions. */
export async function suppressionsOf(
  engine: SmallEngine,
  { subaccountId }: Tenant,
  phone?: string,
): Promise<readonly SuppressionBody[]> {
  const query = { subaccount: subaccountId, ...(phone !== undefined && { phone }) };
  return (await engine.ask(new ListSuppressions(engine.query(), query))).items;
}
