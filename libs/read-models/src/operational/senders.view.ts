/**
 * Which numbers can be sent from, and how are they? Asked by the sender list, pre-flight and the dispatcher.
 * Costs one small write per sender event.
 */
import { idOf, type SenderEvent, streamPrefix } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { Change, Document, View } from '../port';
import { projection } from '../projection';

export const sendersView: View = {
  name: 'senders',
  version: 2,
  group: 'operational',
  fields: {
    subaccountId: 'symbol',
    name: 'text',
    provider: 'symbol',
    phoneRef: 'text',
    portfolioId: 'symbol',
    connection: 'json',
    credentialsRef: 'text',
    pace: 'json',
    connected: 'boolean',
    /** The set of reasons; in a file of version 1, which is read until this one is filled, the only reason or null. */
    paused: 'json',
    foreign: 'json',
    quality: 'symbol',
    tier: 'integer',
    throughput: 'integer',
    createdAt: 'integer',
    revision: 'integer',
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['portfolioId']],
};

export const sendersProjection = projection<SenderEvent>(sendersView, {
  SenderRegistered: (registered, event) => [
    {
      op: 'put',
      view: sendersView.name,
      id: idOf(event.stream, streamPrefix.sender),
      doc: { ...registered, connected: false, paused: [], foreign: [], createdAt: event.at, revision: event.revision },
    },
  ],
  SenderConnected: (facts, event) => patch(event, { ...facts, connected: true }),
  SenderEdited: (changes, event) => patch(event, changes),
  SenderPaused: ({ by, reason, remedy, reasons }, event) =>
    patch(event, { paused: reasons ?? [{ by, reason, remedy }] }),
  SenderResumed: ({ reasons }, event) => patch(event, { paused: reasons ?? [] }),
  SenderStandingHeard: (_, event) => patch(event, {}),
  SenderQualityChanged: ({ quality }, event) => patch(event, { quality }),
  SenderTierChanged: ({ tier }, event) => patch(event, { tier }),
  SenderThroughputChanged: ({ throughput }, event) => patch(event, { throughput }),
  ForeignCallbacksReceived: ({ all }, event) => patch(event, { foreign: all }),
  ForeignCallbacksExplained: ({ all }, event) => patch(event, { foreign: all }),
});

function patch(event: RecordedEvent, doc: Document): Change[] {
  const id = idOf(event.stream, streamPrefix.sender);
  return [{ op: 'patch', view: sendersView.name, id, doc: { ...doc, revision: event.revision } }];
}
