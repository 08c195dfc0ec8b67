import { instant, instantOrNull } from '@arauto/clock';
import { type ConversationType, windowEnd } from '@arauto/domain';
import type { Condition, Found, ViewReader } from '@arauto/read-models';
import { repliesView } from '@arauto/read-models/reporting';

/** A message that a person wrote. */
export type Reply = Found<typeof repliesView>;

/** What of a conversation is the same in all of its messages. Instants are milliseconds. */
export interface SessionFacts {
  readonly subaccountId: string;
  readonly senderId: string;
  readonly personKey: string;
  readonly type: ConversationType;
  readonly openedAt: number;
  readonly expiresAt: number;
}

/** @param doc of a message that has its place */
export function sessionFacts({ doc }: Reply): SessionFacts {
  return {
    subaccountId: doc.subaccountId ?? '',
    senderId: doc.senderId,
    personKey: doc.personKey,
    type: doc.conversationType!,
    openedAt: doc.conversationOpenedAt!,
    expiresAt: doc.conversationExpiresAt!,
  };
}

/** The same as it is shown. @param wroteAt when the person last wrote in it, milliseconds */
export function shownSession(
  { subaccountId, senderId, type, openedAt, expiresAt }: SessionFacts,
  wroteAt: number | null,
) {
  return {
    ...{ subaccountId, senderId, type },
    openedAt: instant(openedAt),
    expiresAt: instant(expiresAt),
    sessionOpenUntil: instantOrNull(windowEnd({ wroteAt })),
  };
}

/** Of messages that stand in these conversations. */
export function inConversations(ids: readonly string[]): readonly Condition<typeof repliesView>[] {
  return [
    { field: 'conversationId', set: true },
    ids.length === 1 ? { field: 'conversationId', equals: ids[0]! } : { field: 'conversationId', in: ids },
  ];
}

/** Messages of one second that are put in order by when they came: an album is some. */
const TIES = 50;

/** What a person wrote in a conversation, the newest first; of one second, which is all that stamps tell, in the order in which they came. */
export async function newestIn(
  views: Pick<ViewReader, 'find'>,
  conversationId: string,
  limit: number,
): Promise<Reply[]> {
  const sort = [{ field: 'answeredAt', descending: true }] as const;
  const found = await views.find(repliesView, { where: inConversations([conversationId]), sort, limit: limit + TIES });
  return found
    .sort(({ doc: one }, { doc: other }) => other.answeredAt - one.answeredAt || other.arrived - one.arrived)
    .slice(0, limit);
}
