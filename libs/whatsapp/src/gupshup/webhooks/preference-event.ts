import { isObject } from '../../json';
import { People } from '../../meta-webhooks/people';
import { readPreference } from '../../meta-webhooks/platform-change';
import { Malformed } from '../../reading';
import type { EventReader } from './envelope';

const NOBODY = new People(undefined);

/** A person stopped or resumed marketing messages: Meta's own words, in an envelope. Source: Gupshup's partner documentation, *Events*. */
export const readPreferenceEvent: EventReader = (payload, { names, timestamp }) => {
  const { user_preferences: told } = isObject(payload['payload']) ? payload['payload'] : payload;
  if (!Array.isArray(told)) throw new Malformed('payload.user_preferences', 'a list was expected');
  return told.map((each: unknown, index) => {
    const path = `payload.user_preferences[${index}]`;
    if (!isObject(each)) throw new Malformed(path, 'an object was expected');
    return readPreference(each, NOBODY, names, timestamp, path);
  });
};
