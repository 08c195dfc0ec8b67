/**
 * Who must not be messaged? Asked by the suppression list, and for pages of persons by uploads and the
 * dispatcher, which then read the streams of those it names.
 * Costs one small write per opt-out.
 */
import { splitPair, streamPrefix, type SuppressionEvent } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { View } from '../port';
import { projection } from '../projection';

export const suppressionsView: View = {
  name: 'suppressions',
  version: 1,
  group: 'operational',
  fields: {
    subaccountId: 'symbol',
    personKey: 'text',
    category: 'symbol',
    ref: 'text',
    source: 'symbol',
    reason: 'text',
    evidence: 'text',
    createdAt: 'integer',
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['personKey']],
};

export const suppressionsProjection = projection<SuppressionEvent>(suppressionsView, {
  PersonSuppressed: (suppressed, event) => {
    const { left: subaccountId, right: personKey } = splitPair(event.stream, streamPrefix.suppression);
    const doc = { ...suppressed, subaccountId, personKey, createdAt: event.at };
    return [{ op: 'put', view: suppressionsView.name, id: documentId(event, suppressed.category), doc }];
  },
  SuppressionLifted: ({ category }, event) => [
    { op: 'remove', view: suppressionsView.name, id: documentId(event, category) },
  ],
});

function documentId(event: RecordedEvent, category: string): string {
  return `${event.stream.slice(streamPrefix.suppression.length)}.${category}`;
}
