import { instant } from '@arauto/clock';
import { stream } from '@arauto/domain';
import type { EventStore, JsonObject } from '@arauto/event-store';
import type { SmallEngine } from '../testing/small-engine';
import { eventsOf } from '../testing/streams';

/** More than a page of any watch, of things that it cannot settle. */
export const STUCK = 1001;

type Said = readonly [type: string, data: JsonObject];

/** Appends events that no decider would: streams of a damaged log, or of a log that an older program wrote. */
export async function append(engine: SmallEngine, streams: readonly (readonly [string, readonly Said[]])[]) {
  const { store, random } = engine;
  const results = await store.appendMany(
    streams.map(([name, said]) => ({
      stream: name,
      events: said.map(([type, data]) => ({ id: random.uuid(), type, data, metadata: {} })),
      expected: 'any' as const,
    })),
  );
  for (const result of results) if ('error' in result) throw result.error;
}

/** A store of which some streams take nothing any more. */
export function refusing(
  store: EventStore,
  refuses: (stream: string) => boolean,
  refused: (stream: string) => void,
): EventStore {
  const refusing: EventStore = Object.create(store) as EventStore;
  refusing.append = (name, events, options) => {
    if (!refuses(name)) return store.append(name, events, options);
    refused(name);
    return Promise.reject(new Error(`${name} takes nothing`));
  };
  return refusing;
}

const INITIAL = { state: 'initial', open: false, needsAttention: false };
const ERROR = { state: 'error', open: false, needsAttention: false };
const OPEN = { state: 'in_progress', open: true, needsAttention: false };
const ACCEPTED = { state: 'in_progress', open: false, needsAttention: false };
const DELIVERED = { state: 'delivered', open: false, needsAttention: false };
const facts = { subaccountId: 'sub', ref: 'up.1' };

export const uploaded = (at: number): Said => [
  'ContactUploaded',
  { from: null, to: INITIAL, ...facts, uploadId: 'up', row: 1, dueAt: instant(at) },
];

export const attempted = (at: number): Said => [
  'SendAttempted',
  {
    ...{ from: INITIAL, to: OPEN, ...facts, attempt: 1, attempts: 1, claim: 'claim', senderId: 'sender' },
    ...{ withSession: false, conversation: { id: 'c', type: 'business_initiated', expiresAt: instant(at) } },
    ...{ attemptedAt: instant(at), outcomeDueAt: instant(at), expiresAfter: 0 },
  },
];

export const sent = (at: number): Said => [
  'TemplateSent',
  {
    ...{ from: OPEN, to: ACCEPTED, attempt: 1, messageHash: `hash-${at}`, messageRef: 'up.1.m1', senderId: 'sender' },
    ...{ as: 'accepted', milestones: ['accepted'], acceptedAt: instant(at), expiresAt: instant(at) },
  },
];

/** It says of itself that it came from elsewhere than where the contact stood, so that no view takes out what it ends. */
export const withdrawnUnseen = (at: number): Said => [
  'SendWithdrawn',
  {
    ...{ from: INITIAL, to: INITIAL, attempt: 1, attempts: 0, claim: 'claim' },
    ...{ reason: 'gate_closed', ref: 'up.1', dueAt: instant(at) },
  },
];
export const deliveredUnseen = (at: number): Said => [
  'Delivered',
  { from: ERROR, to: DELIVERED, attempt: 1, implied: [], statusAt: instant(at), acceptedAt: instant(at) },
];
export const erroredUnseen: Said = [
  'SendErrored',
  { from: ERROR, to: ERROR, ...facts, attempt: 0, error: { code: 'ENG_OPTED_OUT' } },
];
export const removed: Said = [
  'ContactRemoved',
  { from: INITIAL, to: { ...INITIAL, state: 'removed' }, settles: true, cause: 'admin' },
];

/** The events of a campaign again under other ids, each with a name of its own. */
export async function copies(engine: SmallEngine, campaignId: string, ids: readonly string[]): Promise<void> {
  const said = await eventsOf(engine, stream.campaign(campaignId));
  const named = (name: string) =>
    said.map(({ type, data }): Said => [type, type === 'CampaignCreated' ? { ...data, name } : data]);
  await append(
    engine,
    ids.map((id) => [stream.campaign(id), named(id)]),
  );
}
