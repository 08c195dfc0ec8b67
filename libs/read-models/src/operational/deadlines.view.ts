/**
 * Which attempts must have had an outcome by now, and which accepted messages a delivery? Asked by the unknown-outcome watch and
 * by expiry, test messages among them; and by the tier ledger, whom a number may have written to without anybody knowing: attempts without outcome (`outcome`),
 * and those that were given up on (`unknown`). Costs two small writes per attempt and two per accepted message.
 */
import type { Change, View } from '../port';
import { contactProjection, type OfContact } from './contact-event';

export const deadlinesView: View = {
  name: 'deadlines',
  version: 2,
  group: 'operational',
  fields: {
    /** `outcome`, `unknown` or `expiry`. */
    kind: 'symbol',
    campaignId: 'symbol',
    contactKey: 'text',
    attempt: 'integer',
    dueAt: 'integer',
    /** These three of attempts only. */
    senderId: 'symbol',
    /** The personKey where the contact's own key is another (test messages), else null. */
    person: 'text',
    attemptedAt: 'integer',
  },
  indexes: [['kind', 'dueAt']],
};

const UNDERWAY: ReadonlySet<string> = new Set(['in_progress', 'sent']);

export const deadlinesProjection = contactProjection(deadlinesView, project, 'everybody');

function project({ event, campaignId, contactKey, id }: OfContact): Change[] {
  const { from, to } = event.data;
  const changes: Change[] = [];
  const { name: view } = deadlinesView;
  if (event.type === 'SendAttempted') {
    const { attempt, senderId, person = null, attemptedAt, outcomeDueAt } = event.data;
    const at = { dueAt: Date.parse(outcomeDueAt), attemptedAt: Date.parse(attemptedAt) };
    const doc = { kind: 'outcome', campaignId, contactKey, attempt, senderId, person, ...at };
    changes.push({ op: 'put', view, id: `${id}:outcome`, doc });
  } else if (event.type === 'SendOutcomeUnknown') {
    changes.push({ op: 'patch', view, id: `${id}:outcome`, doc: { kind: 'unknown' } });
  } else if (
    (from?.open && !to.open) ||
    (from?.needsAttention && !to.needsAttention && event.type !== 'OutcomeAssumed')
  ) {
    // What a person assumes of an attempt is no knowledge of it: its message may be out all the same.
    changes.push({ op: 'remove', view, id: `${id}:outcome` });
  }
  const sent = event.type === 'TemplateSent' || event.type === 'SessionMessageSent';
  if (sent && UNDERWAY.has(to.state)) {
    const { attempt, expiresAt } = event.data;
    const doc = { kind: 'expiry', campaignId, contactKey, attempt, dueAt: Date.parse(expiresAt) };
    changes.push({ op: 'put', view, id: `${id}:expiry`, doc });
  } else if (event.data.acceptedAt !== undefined && from && UNDERWAY.has(from.state) && !UNDERWAY.has(to.state)) {
    // Also when it is to be sent again: nothing of it is on its way until then.
    changes.push({ op: 'remove', view, id: `${id}:expiry` });
  }
  return changes;
}
