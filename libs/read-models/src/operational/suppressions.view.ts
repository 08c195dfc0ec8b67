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
  type SuppressionCategory,
  type SuppressionEvent,
  type SuppressionKind,
} from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { patch, put, remove } from '../change';
import { projection } from '../projection';
import { defineView, type Document, type Draft, integer, json, symbol, text } from '../view';

/** What is held of one kind: JSON of the fields `admin`, `person` and `platform`. */
export interface HeldKind {
  readonly source: PersonSuppressed['data']['source'];
  readonly reason: string;
  readonly evidence: string | null;
  /** When it was said, milliseconds. */
  readonly at: number;
}

export const suppressionsView = defineView({
  name: 'suppressions',
  version: 3,
  group: 'operational',
  fields: {
    subaccountId: symbol(),
    personKey: text(),
    category: symbol<SuppressionCategory>(),
    ref: text<string | null>(),
    /** One field for each kind: null where it does not hold. */
    admin: json<HeldKind | null>(),
    person: json<HeldKind | null>(),
    platform: json<HeldKind | null>(),
    createdAt: integer(),
  },
  // Whose it is stands in the last, too: SQLite would else rather go through all of a subaccount than look up several persons.
  indexes: [['subaccountId', 'createdAt'], ['createdAt'], ['personKey', 'subaccountId']],
});

export type SuppressionDocument = Document<typeof suppressionsView>;

export const suppressionsProjection = projection<SuppressionEvent>(suppressionsView, {
  PersonSuppressed: ({ category, source, reason, evidence, ref, at, from = [] }, event) => {
    const doc: Draft<typeof suppressionsView> = ref === null ? {} : { ref };
    doc[KIND_OF[source]] = { source, reason, evidence, at: at === undefined ? event.at : Date.parse(at) };
    const id = documentId(event, category);
    // Who was suppressed before has a document, and stays where it is in the list.
    if (from.length > 0) return [patch(suppressionsView, id, doc)];
    const { left: subaccountId, right: personKey } = splitPair(event.stream, streamPrefix.suppression);
    return [put(suppressionsView, id, { ...doc, subaccountId, personKey, category, createdAt: event.at })];
  },
  SuppressionLifted: ({ category, to = [] }, event) => {
    const id = documentId(event, category);
    if (to.length === 0) return [remove(suppressionsView, id)];
    return [patch(suppressionsView, id, withoutOthers(to))];
  },
});

function withoutOthers(held: readonly SuppressionKind[]): Draft<typeof suppressionsView> {
  return Object.fromEntries(SUPPRESSION_KINDS.filter((kind) => !held.includes(kind)).map((kind) => [kind, null]));
}

function documentId(event: RecordedEvent, category: string): string {
  return `${event.stream.slice(streamPrefix.suppression.length)}.${category}`;
}
