import { jsonText } from './json-text';

/** As much of a number as webhooks name. */
export interface NamedNumber {
  readonly id: string;
  readonly digits: string;
  readonly account: string;
}

/** News of an account, its numbers or templates. */
export interface AccountChange {
  readonly field: string;
  readonly value: string;
}

/** One thing a webhook of the Cloud API tells, already as JSON text. */
export type CloudUpdate =
  | { readonly list: 'statuses' | 'messages'; readonly json: string; readonly contact?: string | undefined }
  | AccountChange;

/** Changes per entry; small, so that receivers meet several entries as well as several changes. */
const CHANGES_PER_ENTRY = 2;

/**
 * The body of one webhook POST. Neighbouring statuses (or messages) share a change of at most a quarter of the batch size,
 * so that a large batch comes as several entries of several changes of several elements.
 */
export function webhookBody(
  number: NamedNumber,
  updates: readonly CloudUpdate[],
  batchSize: number,
  now: number,
): string {
  const changes = changesOf(number, updates, Math.max(1, Math.ceil(batchSize / 4)));
  const entries: string[] = [];
  for (let index = 0; index < changes.length; index += CHANGES_PER_ENTRY) {
    const some = changes.slice(index, index + CHANGES_PER_ENTRY);
    const time = some.some(({ timed }) => timed) ? `"time":${Math.floor(now / 1000)},` : '';
    entries.push(`{"id":${jsonText(number.account)},${time}"changes":[${some.map(({ json }) => json).join(',')}]}`);
  }
  return `{"object":"whatsapp_business_account","entry":[${entries.join(',')}]}`;
}

interface Change {
  readonly json: string;
  /** Account-level changes carry a `time` on their entry. */
  readonly timed: boolean;
}

function changesOf(number: NamedNumber, updates: readonly CloudUpdate[], changeSize: number): Change[] {
  const metadata =
    `"messaging_product":"whatsapp","metadata":{"display_phone_number":${jsonText(number.digits)},` +
    `"phone_number_id":${jsonText(number.id)}}`;
  const changes: Change[] = [];
  for (let index = 0; index < updates.length;) {
    const first = updates[index]!;
    if ('field' in first) {
      changes.push({ json: `{"field":${jsonText(first.field)},"value":${first.value}}`, timed: true });
      index++;
      continue;
    }
    const elements: string[] = [];
    const contacts = new Set<string>();
    for (; index < updates.length && elements.length < changeSize; index++) {
      const update = updates[index]!;
      if ('field' in update || update.list !== first.list) break;
      elements.push(update.json);
      if (update.contact !== undefined) contacts.add(update.contact);
    }
    const people = contacts.size > 0 ? `,"contacts":[${[...contacts].join(',')}]` : '';
    const value = `{${metadata}${people},"${first.list}":[${elements.join(',')}]}`;
    changes.push({ json: `{"field":"messages","value":${value}}`, timed: false });
  }
  return changes;
}
