/**
 * Which API keys are there? Asked by the key list. (Who a request is from is answered by the key ring in memory.)
 * Costs one small write per key event.
 */
import { idOf, type KeyEvent, type KeyFacts, streamPrefix } from '@arauto/domain';
import { patch, put } from '../change';
import { projection } from '../projection';
import { boolean, defineView, integer, json, text } from '../view';

export const keysView = defineView({
  name: 'keys',
  version: 1,
  group: 'operational',
  fields: {
    name: text(),
    roles: json<KeyFacts['roles']>(),
    subaccountIds: json<KeyFacts['subaccountIds']>(),
    revoked: boolean(),
    createdAt: integer(),
    revision: integer(),
  },
  indexes: [['createdAt']],
});

export const keysProjection = projection<KeyEvent>(keysView, {
  KeyCreated: ({ name, roles, subaccountIds }, event) => [
    put(keysView, idOf(event.stream, streamPrefix.key), {
      ...{ name, roles, subaccountIds, revoked: false, createdAt: event.at, revision: event.revision },
    }),
  ],
  KeyRevoked: (_, event) => [
    patch(keysView, idOf(event.stream, streamPrefix.key), { revoked: true, revision: event.revision }),
  ],
});
