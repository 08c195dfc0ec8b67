/**
 * Which numbers can be sent from, and how are they? Asked by the sender list, pre-flight and the dispatcher.
 * Costs one small write per sender event.
 */
import {
  type Connection,
  type ForeignName,
  idOf,
  type Quality,
  type SenderEvent,
  type SenderPauseReason,
  type SenderSettings,
  streamPrefix,
  type WarmUp,
} from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { type Change, patch, put } from '../change';
import { projection } from '../projection';
import { boolean, defineView, type Document, type Draft, integer, json, symbol, text } from '../view';

export const sendersView = defineView({
  name: 'senders',
  version: 3,
  group: 'operational',
  fields: {
    subaccountId: symbol(),
    name: text(),
    provider: symbol(),
    phoneRef: text(),
    portfolioId: symbol(),
    connection: json<Connection>(),
    credentialsRef: text(),
    pace: json<SenderSettings['pace']>(),
    connected: boolean(),
    /** The set of reasons; in a file of version 1, which is read until this one is filled, the only reason or null. */
    paused: json<readonly SenderPauseReason[] | SenderPauseReason | null>(),
    /** Null in such a file. */
    foreign: json<readonly ForeignName[] | null>(),
    quality: symbol<Quality | null>(),
    tier: integer<number | null>(),
    throughput: integer<number | null>(),
    warmUp: json<WarmUp | null>(),
    createdAt: integer(),
    revision: integer(),
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['portfolioId']],
});

export type SenderDocument = Document<typeof sendersView>;

export const sendersProjection = projection<SenderEvent>(sendersView, {
  SenderRegistered: (registered, event) => [
    put(sendersView, idOf(event.stream, streamPrefix.sender), {
      ...registered,
      ...{ connected: false, paused: [], foreign: [], createdAt: event.at, revision: event.revision },
    }),
  ],
  SenderConnected: (facts, event) => changed(event, { ...facts, connected: true }),
  SenderEdited: (changes, event) => changed(event, changes),
  SenderPaused: ({ by, reason, remedy, reasons }, event) =>
    changed(event, { paused: reasons ?? [{ by, reason, remedy }] }),
  SenderResumed: ({ reasons }, event) => changed(event, { paused: reasons ?? [] }),
  SenderStandingHeard: (_, event) => changed(event, {}),
  SenderQualityChanged: ({ quality }, event) => changed(event, { quality }),
  SenderTierChanged: ({ tier }, event) => changed(event, { tier }),
  SenderThroughputChanged: ({ throughput }, event) => changed(event, { throughput }),
  WarmUpPlanned: (warmUp, event) => changed(event, { warmUp }),
  WarmUpEnded: (_, event) => changed(event, { warmUp: null }),
  ForeignCallbacksReceived: ({ all }, event) => changed(event, { foreign: all }),
  ForeignCallbacksExplained: ({ all }, event) => changed(event, { foreign: all }),
});

function changed(event: RecordedEvent, doc: Draft<typeof sendersView>): Change[] {
  const id = idOf(event.stream, streamPrefix.sender);
  return [patch(sendersView, id, { ...doc, revision: event.revision })];
}
