/**
 * Under which other keys is a person known? Asked for pages of persons by uploads and the dispatcher, and for one by searches and
 * the suppression list. Costs one small write per identity learned: once for each person whom a webhook names by phone and user id.
 */
import { idOf, type PersonEvent, streamPrefix } from '@arauto/domain';
import { put } from '../change';
import { projection } from '../projection';
import { defineView, symbol, text } from '../view';

export const identitiesView = defineView({
  name: 'identities',
  version: 1,
  group: 'operational',
  fields: {
    subaccountId: symbol(),
    /** Either is found by the other: both are keys of one person. */
    personKey: text(),
    identity: text(),
    /** Vault ref of what they were made of. */
    ref: text(),
  },
  indexes: [['personKey'], ['identity']],
});

export const identitiesProjection = projection<PersonEvent>(identitiesView, {
  IdentityLearned: ({ subaccountId, identity, ref }, event) => {
    const personKey = idOf(event.stream, streamPrefix.person);
    const doc = { subaccountId, personKey, identity, ref };
    return [put(identitiesView, `${personKey}.${identity}`, doc)];
  },
});
