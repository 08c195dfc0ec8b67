import { may, type Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { StoredEntry, Vault } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import type { messagesView } from '@arauto/read-models/reporting';
import type { RecordRow } from '@arauto/reporting';
import { errorInfo } from '@arauto/whatsapp';
import { named, object, orNull, text, time } from '../fields/shapes';
import { hydrate, shownPhone } from '../use-case/personal';

export const recordBody = named(
  'Record',
  object({
    campaignId: text,
    telephone: orNull(text),
    result: orNull(text),
    error: orNull(text),
    date: time,
    lastUpdate: time,
  } satisfies Record<keyof RecordRow, unknown>),
);

/** Rows of the records report, with what the vault has of them. */
export async function showRecords(
  vault: Vault,
  principal: Principal,
  found: readonly Found<typeof messagesView>[],
): Promise<RecordRow[]> {
  const messages = found.map(({ doc }) => doc);
  const entries = await hydrate(
    vault,
    messages.flatMap(({ ref, errorRef }) => [ref, errorRef]),
  );
  return messages.map((message) => ({
    campaignId: message.campaignId,
    telephone: shownPhone(entries.get(message.ref), principal),
    // No word of the page says that nobody knows.
    result: message.result === 'undecided' ? null : message.result,
    error: errorText(message.errorCode, entries.get(message.errorRef ?? ''), principal),
    date: instant(message.sentAt),
    lastUpdate: instant(message.updatedAt),
  }));
}

/** `code title: details`. What a provider said may name the person, so it is as personal as a number. */
function errorText(code: string | null, entry: StoredEntry | undefined, principal: Principal): string | null {
  if (code === null) return null;
  const said = typeof entry?.data === 'string' && may(principal, 'personal:read') ? entry.data.trim() : '';
  return `${code} ${errorInfo(code).title}${said === '' ? '' : `: ${said}`}`;
}
