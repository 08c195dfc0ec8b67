/**
 * Which attempts must have had an outcome by now, and which accepted messages a delivery? Asked by the unknown-outcome watch and
 * by expiry, test messages among them; and by the tier ledger, whom a number may have written to without anybody knowing: attempts without outcome (`outcome`),
 * and those that were given up on (`unknown`). Costs two small writes per attempt and two per accepted message.
 */
import { type Change, patch, put, remove } from '../change';
import { defineView, integer, symbol, text } from '../view';
import { contactProjection, type OfContact } from './contact-event';

export const deadlinesView = defineView({
  name: 'deadlines',
  version: 2,
  group: 'operational',
  fields: {
    kind: symbol<'outcome' | 'unknown' | 'expiry'>(),
    campaignId: symbol(),
    contactKey: text(),
    attempt: integer(),
    dueAt: integer(),
    /** These three of attempts only. */
    senderId: symbol<string | null>(),
    /** The personKey where the contact's own key is another (test messages), else null. */
    person: text<string | null>(),
    attemptedAt: integer<number | null>(),
  },
  indexes: [['kind', 'dueAt']],
});

const UNDERWAY: ReadonlySet<string> = new Set(['in_progress', 'sent']);

export const deadlinesProjection = contactProjection(deadlinesView, project, 'everybody');

function project({ event, campaignId, contactKey, id }: OfContact): Change[] {
  const { from, to } = event.data;
  const changes: Change[] = [];
  if (event.type === 'SendAttempted') {
    const { attempt, senderId, person = null, attemptedAt, outcomeDueAt } = event.data;
    const at = { dueAt: Date.parse(outcomeDueAt), attemptedAt: Date.parse(attemptedAt) };
    const doc = { kind: 'outcome', campaignId, contactKey, attempt, senderId, person, ...at } as const;
    changes.push(put(deadlinesView, `${id}:outcome`, doc));
  } else if (event.type === 'SendOutcomeUnknown') {
    changes.push(patch(deadlinesView, `${id}:outcome`, { kind: 'unknown' }));
  } else if (
    (from?.open && !to.open) ||
    (from?.needsAttention && !to.needsAttention && event.type !== 'OutcomeAssumed')
  ) {
    // What a person assumes of an attempt is no knowledge of it: its message may be out all the same.
    changes.push(remove(deadlinesView, `${id}:outcome`));
  }
  const sent = event.type === 'TemplateSent' || event.type === 'SessionMessageSent';
  if (sent && UNDERWAY.has(to.state)) {
    const { attempt, expiresAt } = event.data;
    const doc = { kind: 'expiry', campaignId, contactKey, attempt, dueAt: Date.parse(expiresAt) } as const;
    changes.push(put(deadlinesView, `${id}:expiry`, doc));
  } else if (event.data.acceptedAt !== undefined && from && UNDERWAY.has(from.state) && !UNDERWAY.has(to.state)) {
    // Also when it is to be sent again: nothing of it is on its way until then.
    changes.push(remove(deadlinesView, `${id}:expiry`));
  }
  return changes;
}
