/**
 * Who must not be messaged? Asked by the suppression list, and for pages of persons by uploads and the
 * dispatcher, which then read the streams of those it names.
 * Costs one small write per opt-out.
 */
import {
  KIND_OF,
  type PersonSuppressed,
  splitPair,
  streamPrefix,
  SUPPRESSION_KINDS,
  type SuppressionEvent,
  type SuppressionKind,
} from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { Change, View } from '../port';
import { projection } from '../projection';

/** What is held of one kind: JSON of the fields `admin`, `person` and `platform`. */
export interface HeldKind {
  readonly source: PersonSuppressed['data']['source'];
  readonly reason: string;
  readonly evidence: string | null;
  /** When it was said, milliseconds. */
  readonly at: number;
}

export const suppressionsView: View = {
  name: 'suppressions',
  version: 2,
  group: 'operational',
  fields: {
    subaccountId: 'symbol',
    personKey: 'text',
    category: 'symbol',
    ref: 'text',
    /** One field for each kind: null where it does not hold. */
    admin: 'json',
    person: 'json',
    platform: 'json',
    createdAt: 'integer',
  },
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['personKey']],
};

export const suppressionsProjection = projection<SuppressionEvent>(suppressionsView, {
  PersonSuppressed: ({ category, source, reason, evidence, ref, at, from = [] }, event) => {
    const kind = KIND_OF[source];
    const held: HeldKind = { source, reason, evidence, at: at === undefined ? event.at : Date.parse(at) };
    const id = documentId(event, category);
    // Who was suppressed before has a document, and stays where it is in the list.
    if (from.length > 0) return [patch(id, { [kind]: held, ...(ref !== null && { ref }) })];
    const { left: subaccountId, right: personKey } = splitPair(event.stream, streamPrefix.suppression);
    const doc = { subaccountId, personKey, category, ref, [kind]: held, createdAt: event.at };
    return [{ op: 'put', view: suppressionsView.name, id, doc }];
  },
  SuppressionLifted: ({ category, to = [] }, event) => {
    const id = documentId(event, category);
    if (to.length === 0) return [{ op: 'remove', view: suppressionsView.name, id }];
    return [patch(id, withoutOthers(to))];
  },
});

function patch(id: string, doc: Readonly<Record<string, unknown>>): Change {
  return { op: 'patch', view: suppressionsView.name, id, doc };
}

function withoutOthers(held: readonly SuppressionKind[]): Readonly<Record<string, null>> {
  return Object.fromEntries(SUPPRESSION_KINDS.filter((kind) => !held.includes(kind)).map((kind) => [kind, null]));
}

function documentId(event: RecordedEvent, category: string): string {
  return `${event.stream.slice(streamPrefix.suppression.length)}.${category}`;
}
