import { isObject, type JsonObject } from '../json';
import type { ElementNames, IdentityElement } from '../webhook-element';
import { optionalText, requireInstant } from '../reading';
import { idsAmong } from './people';

/**
 * An element of `value.user_id_update[]`: `{ wa_id?, user_id: { previous, current }, parent_user_id?: { … }, timestamp }`.
 * Source: Meta's page on business-scoped user ids, 2026.
 * @param time of the entry, for one without an instant of its own
 * @throws Malformed
 */
export function readUserIdUpdate(raw: JsonObject, names: ElementNames, time: unknown, path: string): IdentityElement {
  const stamp = raw['timestamp'] ?? time;
  return {
    kind: 'identity',
    at: stamp === undefined ? null : requireInstant(stamp, `${path}.timestamp`),
    names,
    ids: idsAmong(optionalText(raw, 'wa_id'), ...bothOf(raw['user_id']), ...bothOf(raw['parent_user_id'])) ?? [],
  };
}

/**
 * What a system message (`user_changed_number`, `user_changed_user_id`) says that the person is called from now on, or was before.
 * Undefined for any other.
 */
export function changedIds(type: string, content: unknown): readonly string[] | undefined {
  if (type !== 'system' || !/_changed_(number|user_id)$/.test(optionalText(content, 'type') ?? '')) return undefined;
  return idsAmong(
    optionalText(content, 'wa_id'),
    // The name of the same until version 12.
    optionalText(content, 'new_wa_id'),
    optionalText(content, 'user_id'),
    optionalText(content, 'previous_user_id'),
    optionalText(content, 'parent_user_id'),
    optionalText(content, 'previous_parent_user_id'),
  );
}

function bothOf(change: unknown): (string | undefined)[] {
  return isObject(change) ? [optionalText(change, 'previous'), optionalText(change, 'current')] : [];
}
