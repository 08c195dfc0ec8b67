import { isObject, type JsonObject } from '../json';
import { optionalText } from '../reading';

/**
 * The `contacts[]` beside messages, statuses and preferences. A batch carries contacts of several people; the one that an element
 * means is found by id, never by place. Searched once, whatever a batch's size.
 */
export class People {
  private byId: Map<string, JsonObject> | undefined;

  constructor(private readonly contacts: unknown) {}

  /** The contact with one of these ids. */
  of(waId: string | undefined, userId: string | undefined): JsonObject | undefined {
    if (!Array.isArray(this.contacts) || this.contacts.length === 0) return undefined;
    const people = (this.byId ??= indexed(this.contacts));
    return (waId && people.get(waId)) || (userId && people.get(userId)) || undefined;
  }

  /** The contact of an element without ids, where there is no other it could be. */
  get only(): JsonObject | undefined {
    if (!Array.isArray(this.contacts) || this.contacts.length !== 1) return undefined;
    const [only] = this.contacts as readonly unknown[];
    return isObject(only) ? only : undefined;
  }
}

function indexed(contacts: readonly unknown[]): Map<string, JsonObject> {
  const people = new Map<string, JsonObject>();
  for (const contact of contacts) {
    if (!isObject(contact)) continue;
    for (const name of ['wa_id', 'user_id']) {
      const id = optionalText(contact, name);
      if (id !== undefined && !people.has(id)) people.set(id, contact);
    }
  }
  return people;
}

/** Ids of a list of places that may hold one each, without those that are not there; undefined for none. */
export function idsAmong(...found: readonly (string | undefined)[]): readonly string[] | undefined {
  const ids = found.filter((id) => id !== undefined);
  return ids.length === 0 ? undefined : ids;
}
