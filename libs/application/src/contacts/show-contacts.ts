import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { type Language, labelsIn } from '@arauto/domain';
import { readContactEntry, type StoredEntry, type Vault } from '@arauto/privacy';
import type { ContactDocument } from '@arauto/read-models/operational';
import { errorWords } from '../use-case/error-words';
import { hydrate, shownParameters, shownPhone, shownText } from '../use-case/personal';
import type { ContactBody } from './contact.body';

/** Contacts with what the vault has of them, in one look-up. */
export async function showContacts(
  vault: Vault,
  principal: Principal,
  contacts: readonly ContactDocument[],
  language: Language | undefined,
): Promise<ContactBody[]> {
  const entries = await hydrate(
    vault,
    contacts.flatMap(({ ref, messageRef }) => [ref, messageRef]),
  );
  return contacts.map((contact) => showContact(contact, entries, principal, language));
}

function showContact(
  contact: ContactDocument,
  entries: ReadonlyMap<string, StoredEntry>,
  principal: Principal,
  language: Language = 'en',
): ContactBody {
  const { state, needsAttention, attempts, nextAttemptAt } = contact;
  const { contactState, needsAttention: unknown } = labelsIn(language);
  const entry = entries.get(contact.ref);
  const personal = entry && readContactEntry(entry);
  return {
    id: contact.contactKey,
    phone: shownPhone(entry, principal),
    name: shownText(personal?.name, principal),
    correlationId: contact.correlationId,
    parameters: personal ? shownParameters(personal.parameters, principal) : null,
    state,
    note: (needsAttention ? unknown : contactState[state]).description,
    needsAttention,
    attempts,
    nextAttemptAt,
    error: errorOf(contact, language),
    messageId: messageIdOf(entries.get(contact.messageRef ?? ''), principal),
    updatedAt: instant(contact.updatedAt),
  };
}

/** A rejected row has no code of the provider's; its first reason is what went wrong. */
function errorOf({ errorCode, reasons }: ContactDocument, language: Language): ContactBody['error'] {
  const [first] = reasons ?? [];
  return errorCode === null
    ? errorWords(first?.code, { why: first?.why, language })
    : errorWords(errorCode, { language });
}

/** A provider's message id contains the phone, so it is as personal as that. */
function messageIdOf(entry: StoredEntry | undefined, principal: Principal): string | null {
  return typeof entry?.data === 'string' ? shownText(entry.data, principal) : null;
}
