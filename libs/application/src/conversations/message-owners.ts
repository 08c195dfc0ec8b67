import { contactOfDocument } from '@arauto/domain';
import type { ViewReader } from '@arauto/read-models';
import { contactsView, laterMessagesView } from '@arauto/read-models/operational';

/** Whose a message of ours is. */
export interface MessageOwner {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly attempt: number;
  readonly senderId: string | null;
}

/** Whose messages these are, by the hashes of their ids; nothing is told of one that is not known. */
export async function messageOwners(
  views: Pick<ViewReader, 'find' | 'getMany'>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, MessageOwner>> {
  const owners = new Map<string, MessageOwner>();
  if (hashes.length === 0) return owners;
  const found = await views.find(contactsView, {
    where: [
      { field: 'messageHash', set: true },
      { field: 'messageHash', in: hashes },
    ],
    fields: ['messageHash', 'messageAttempt', 'messageSender'],
    limit: hashes.length,
  });
  for (const { id, doc } of found) {
    const { messageHash, messageAttempt, messageSender } = doc;
    owners.set(messageHash!, { ...contactOfDocument(id), attempt: messageAttempt ?? 0, senderId: messageSender });
  }
  const others = hashes.filter((hash) => !owners.has(hash));
  const later = others.length === 0 ? [] : await views.getMany(laterMessagesView, others);
  later.forEach((message, index) => {
    if (message) owners.set(others[index]!, message);
  });
  return owners;
}
