import { isObject, type JsonObject } from '../json';
import { Malformed } from '../reading';
import type { WebhookElement } from '../webhook-element';
import { type Dialect, META } from './dialect';
import { readUserIdUpdate } from './identity-change';
import { readInbound } from './inbound';
import { People } from './people';
import { readNumberErrors, readPlatformChange, readPreference } from './platform-change';
import { readBody } from './read-body';
import { readStatus } from './status';

/** Elements that are not as documented are one beyond 100 of a body. @throws WebhookNotJson */
export function parseWebhook(rawBody: Buffer): WebhookElement[] {
  return readMetaBody(readBody(rawBody), META);
}

/** What a body in Meta's words holds, whoever hands it on. */
export function readMetaBody(body: unknown, dialect: Dialect): WebhookElement[] {
  const elements = new Elements();
  if (!isObject(body)) return [malformed('body', 'an object was expected', body)];
  if (body['object'] !== undefined && body['object'] !== 'whatsapp_business_account') {
    return [{ kind: 'ignored', reason: `object ${String(body['object']).slice(0, 80)}` }];
  }
  each(body['entry'], 'entry', elements, (entry, entryPath) =>
    each(entry['changes'], `${entryPath}.changes`, elements, (change, path) =>
      readChange(change, entry, { path, elements, dialect }),
    ),
  );
  return elements.all();
}

/** Malformed elements of a body that are kept one by one: a body of commas and ones must not become a million events. */
const MOST_MALFORMED = 100;

/** What a body holds, in its order; malformed elements above the most are one, at the end. */
class Elements {
  private readonly found: WebhookElement[] = [];
  private readonly rest: unknown[] = [];
  private malformed = 0;

  get length(): number {
    return this.found.length;
  }

  push(element: WebhookElement): void {
    this.found.push(element);
  }

  spoilt(element: Extract<WebhookElement, { kind: 'malformed' }>): void {
    this.malformed += 1;
    if (this.malformed <= MOST_MALFORMED) this.found.push(element);
    else this.rest.push(element.raw);
  }

  all(): WebhookElement[] {
    const { found, rest } = this;
    if (rest.length === 0) return found;
    return [...found, { kind: 'malformed', reason: `${rest.length} more are not as documented`, raw: rest }];
  }
}

function readChange(
  change: JsonObject,
  entry: JsonObject,
  { path, elements, dialect }: { readonly path: string; readonly elements: Elements; readonly dialect: Dialect },
): void {
  const { field, value } = change;
  if (typeof field !== 'string') throw new Malformed(`${path}.field`, 'a text was expected');
  if (!isObject(value)) throw new Malformed(`${path}.value`, 'an object was expected');
  const valuePath = `${path}.value`;
  const names = dialect.namesOf(value, entry);
  const people = new People(value['contacts']);
  if (field === 'user_preferences') {
    each(value['user_preferences'], `${valuePath}.user_preferences`, elements, (raw, rawPath) => {
      elements.push(readPreference(raw, people, names, entry['time'], rawPath));
    });
  } else if (field === 'user_id_update') {
    each(value['user_id_update'], `${valuePath}.user_id_update`, elements, (raw, rawPath) => {
      elements.push(readUserIdUpdate(raw, names, entry['time'], rawPath));
    });
  } else if (field === 'messages') {
    const before = elements.length;
    if (value['statuses'] !== undefined) {
      each(value['statuses'], `${valuePath}.statuses`, elements, (raw, rawPath) => {
        elements.push(readStatus(raw, people, { names, dialect }, rawPath));
      });
    }
    if (value['messages'] !== undefined) {
      each(value['messages'], `${valuePath}.messages`, elements, (raw, rawPath) => {
        elements.push(readInbound(raw, people, { names, dialect }, rawPath));
      });
    }
    if (value['errors'] !== undefined) elements.push(readNumberErrors(value, names));
    if (elements.length === before) elements.push({ kind: 'ignored', reason: 'messages without content' });
  } else {
    elements.push(readPlatformChange(field, value, { names, time: entry['time'] }, valuePath));
  }
}

/** Runs `read` on every object of a list; what fails, or is no object, becomes one malformed element. */
function each(list: unknown, path: string, elements: Elements, read: (item: JsonObject, path: string) => void): void {
  if (!Array.isArray(list)) {
    elements.spoilt(malformed(path, 'a list was expected', list));
    return;
  }
  for (let index = 0; index < list.length; index++) {
    const item: unknown = list[index];
    const itemPath = `${path}[${index}]`;
    if (!isObject(item)) {
      elements.spoilt(malformed(itemPath, 'an object was expected', item));
      continue;
    }
    try {
      read(item, itemPath);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      elements.spoilt({ kind: 'malformed', reason: error.message, raw: item });
    }
  }
}

function malformed(path: string, expected: string, raw: unknown): Extract<WebhookElement, { kind: 'malformed' }> {
  return { kind: 'malformed', reason: new Malformed(path, expected).message, raw };
}
