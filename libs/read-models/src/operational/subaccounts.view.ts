/**
 * Which tenants are there? Asked by the subaccount list and by everything that needs a tenant's defaults.
 * Costs one small write per subaccount; reserving campaign numbers does not touch it.
 */
import { idOf, streamPrefix, type SubaccountEvent } from '@arauto/domain';
import type { View } from '../port';
import { projection } from '../projection';

export const subaccountsView: View = {
  name: 'subaccounts',
  version: 1,
  group: 'operational',
  fields: {
    name: 'text',
    defaultCountry: 'symbol',
    timeZone: 'text',
    identitySecretRef: 'text',
    createdAt: 'integer',
    revision: 'integer',
  },
  indexes: [['createdAt']],
};

export const subaccountsProjection = projection<SubaccountEvent>(subaccountsView, {
  SubaccountCreated: (created, event) => [
    {
      op: 'put',
      view: subaccountsView.name,
      id: idOf(event.stream, streamPrefix.subaccount),
      doc: { ...created, createdAt: event.at, revision: event.revision },
    },
  ],
});
