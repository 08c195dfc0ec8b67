import { isObject, type JsonObject } from '../json';
import type { HistoryEntry } from '../provider';
import { field, optionalInstant, optionalText } from '../reading';
import type { ElementNames, StatusElement } from '../webhook-element';
import { graphPage, pageQuery } from './graph-page';

const FIELDS = 'id,message_id,events{id,delivery_status,timestamp,error_description}';

/** What follows `/message_history?`. @param after of the page before, empty for the first */
export function historyQuery(after: string): string {
  return pageQuery(FIELDS, after);
}

/** A page of the history, the newest first, and after what the next one begins: empty at the last. Null for an answer that is none. */
export function historyPage(
  json: unknown,
  names: ElementNames,
): { readonly entries: readonly HistoryEntry[]; readonly after: string } | null {
  const page = graphPage(json);
  return page && { entries: page.data.filter(isObject).flatMap((raw) => entryOf(raw, names) ?? []), after: page.after };
}

/** Undefined for one that has no id, or of which nothing says when it was. */
function entryOf(raw: JsonObject, names: ElementNames): HistoryEntry | undefined {
  const messageId = optionalText(raw, 'message_id');
  const data = field(raw['events'], 'data');
  if (messageId === undefined || !Array.isArray(data)) return undefined;
  const events = data.filter(isObject).flatMap((event) => {
    const at = optionalInstant(event['timestamp']);
    return at === null ? [] : [{ event, at }];
  });
  events.sort((one, other) => one.at - other.at);
  const [first] = events;
  if (!first) return undefined;
  const recipient = recipientIn(messageId);
  const about = { messageId, names, ...(recipient !== null && { recipientId: recipient }) };
  const statuses = events.flatMap(({ event, at }) => statusOf(event, at, about) ?? []);
  return { messageId, at: first.at, recipient, statuses };
}

/** In lower case they are those of webhooks; there are words for what we have no use for. */
function statusOf(
  event: JsonObject,
  at: number,
  about: Pick<StatusElement, 'messageId' | 'names' | 'recipientId'>,
): StatusElement | undefined {
  const status = optionalText(event, 'delivery_status')?.toLowerCase();
  const told = { kind: 'status', ...about, at, freeEntryPoint: false } as const;
  switch (status) {
    case 'sent':
    case 'delivered':
    case 'read':
      return { ...told, status, errors: [] };
    case 'failed': {
      const details = optionalText(event, 'error_description') ?? '';
      // There is no field for the code; texts of the Graph API begin with it.
      const code = /^\(?#?(\d{1,7})\b/.exec(details)?.[1] ?? 'unknown';
      return { ...told, status, errors: [{ code, details }] };
    }
    default:
      return undefined;
  }
}

const HEAD = Buffer.from([0x1c, 0x18]);

/**
 * The digits that an id of a message holds: a frame that begins with them and their length. Ids are opaque, so that one which looks otherwise has none.
 * Source: ids as they stand in Meta's own samples.
 */
export function recipientIn(messageId: string): string | null {
  const frame = Buffer.from(messageId.replace(/^wamid\./, ''), 'base64');
  const length = frame[2] ?? 0;
  const digits = frame.toString('latin1', 3, 3 + length);
  return frame.subarray(0, 2).equals(HEAD) && /^\d{5,20}$/.test(digits) && digits.length === length ? digits : null;
}
