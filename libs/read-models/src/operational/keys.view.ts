/**
 * Which API keys are there? Asked by the key list. (Who a request is from is answered by the key ring in memory.)
 * Costs one small write per key event.
 */
import { idOf, type KeyEvent, streamPrefix } from '@arauto/domain';
import type { View } from '../port';
import { projection } from '../projection';

export const keysView: View = {
  name: 'keys',
  version: 1,
  group: 'operational',
  fields: {
    name: 'text',
    roles: 'json',
    subaccountIds: 'json',
    revoked: 'boolean',
    createdAt: 'integer',
    revision: 'integer',
  },
  indexes: [['createdAt']],
};

export const keysProjection = projection<KeyEvent>(keysView, {
  KeyCreated: ({ name, roles, subaccountIds }, event) => [
    {
      op: 'put',
      view: keysView.name,
      id: idOf(event.stream, streamPrefix.key),
      doc: { name, roles, subaccountIds, revoked: false, createdAt: event.at, revision: event.revision },
    },
  ],
  KeyRevoked: (_, event) => [
    {
      op: 'patch',
      view: keysView.name,
      id: idOf(event.stream, streamPrefix.key),
      doc: { revoked: true, revision: event.revision },
    },
  ],
});
