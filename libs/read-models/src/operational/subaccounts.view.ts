/**
 * Which tenants are there? Asked by the subaccount list and by everything that needs a tenant's defaults.
 * Costs one small write per subaccount; reserving campaign numbers does not touch it.
 */
import { idOf, streamPrefix, type SubaccountEvent } from '@arauto/domain';
import { put } from '../change';
import { projection } from '../projection';
import { defineView, integer, symbol, text } from '../view';

export const subaccountsView = defineView({
  name: 'subaccounts',
  version: 1,
  group: 'operational',
  fields: {
    name: text(),
    defaultCountry: symbol<string | null>(),
    timeZone: text<string | null>(),
    identitySecretRef: text(),
    createdAt: integer(),
    revision: integer(),
  },
  indexes: [['createdAt']],
});

export const subaccountsProjection = projection<SubaccountEvent>(subaccountsView, {
  SubaccountCreated: (created, event) => [
    put(subaccountsView, idOf(event.stream, streamPrefix.subaccount), {
      ...created,
      createdAt: event.at,
      revision: event.revision,
    }),
  ],
});
