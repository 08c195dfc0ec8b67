/**
 * Which webhook elements wait for what they belong to? Asked by the matcher, oldest first, and by metrics.
 * Costs one small write per such element, and one when it is matched or dropped.
 */
import { streamPrefix, type UnmatchedDropped, type UnmatchedMatched, type UnmatchedReceived } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { put, remove } from '../change';
import { projection } from '../projection';
import { defineView, integer, symbol, text } from '../view';

export const unmatchedView = defineView({
  name: 'unmatched',
  version: 1,
  group: 'operational',
  fields: {
    senderId: symbol(),
    reason: symbol<UnmatchedReceived['data']['reason']>(),
    /** Vault ref of the element. */
    ref: text(),
    receivedAt: integer(),
    /** Of the stream of the element; -1 where it has none of its own yet: earlier versions kept all of a sender in one. */
    revision: integer(),
  },
  indexes: [['receivedAt'], ['senderId']],
});

export const unmatchedProjection = projection<UnmatchedReceived | UnmatchedMatched | UnmatchedDropped>(unmatchedView, {
  UnmatchedReceived: ({ reason, ref, receivedAt }, event) => {
    const id = documentId(event, event.id);
    const senderId = id.slice(0, id.indexOf('.'));
    const revision = isOwn(event) ? event.revision : -1;
    const doc = { senderId, reason, ref, receivedAt: Date.parse(receivedAt), revision };
    return [put(unmatchedView, id, doc)];
  },
  UnmatchedMatched: ({ of }, event) => [remove(unmatchedView, documentId(event, of))],
  UnmatchedDropped: ({ of }, event) => [remove(unmatchedView, documentId(event, of))],
});

/** `{senderId}.{key}`, as the stream is called; in a stream of a whole sender the key is the id of the event. */
function documentId(event: RecordedEvent, received: string): string {
  const name = event.stream.slice(streamPrefix.unmatched.length);
  return isOwn(event) ? name : `${name}.${received}`;
}

function isOwn({ stream }: RecordedEvent): boolean {
  return stream.includes('.', streamPrefix.unmatched.length);
}
