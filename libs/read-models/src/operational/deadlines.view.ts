/**
 * Which attempts must have had an outcome by now, and which accepted messages a delivery? Asked by the unknown-outcome watch and
 * by expiry; test messages are among them. Costs two small writes per attempt and two per accepted message.
 */
import type { Change, View } from '../port';
import { contactProjection, type OfContact } from './contact-event';

export const deadlinesView: View = {
  name: 'deadlines',
  version: 2,
  group: 'operational',
  fields: {
    kind: 'symbol',
    campaignId: 'symbol',
    contactKey: 'text',
    attempt: 'integer',
    dueAt: 'integer',
  },
  indexes: [['kind', 'dueAt']],
};

const UNDERWAY: ReadonlySet<string> = new Set(['in_progress', 'sent', 'retry_scheduled']);

export const deadlinesProjection = contactProjection(deadlinesView, project, 'everybody');

function project({ event, campaignId, contactKey, id }: OfContact): Change[] {
  const { from, to } = event.data;
  const changes: Change[] = [];
  const put = (kind: 'outcome' | 'expiry', attempt: number, dueAt: string) =>
    changes.push({
      op: 'put',
      view: deadlinesView.name,
      id: `${id}:${kind}`,
      doc: { kind, campaignId, contactKey, attempt, dueAt: Date.parse(dueAt) },
    });
  const remove = (kind: 'outcome' | 'expiry') =>
    changes.push({ op: 'remove', view: deadlinesView.name, id: `${id}:${kind}` });
  if (event.type === 'SendAttempted') put('outcome', event.data.attempt, event.data.outcomeDueAt);
  else if (from?.open && !to.open) remove('outcome');
  const sent = event.type === 'TemplateSent' || event.type === 'SessionMessageSent';
  if (sent && UNDERWAY.has(to.state)) put('expiry', event.data.attempt, event.data.expiresAt);
  else if (event.data.acceptedAt !== undefined && from && UNDERWAY.has(from.state) && !UNDERWAY.has(to.state)) {
    remove('expiry');
  }
  return changes;
}
