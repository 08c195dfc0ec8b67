import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { passing } from '../filter';
import type { Filter, Json, JsonObject, RecordedEvent } from '../port';
import { toPosition } from './position';

const NOTHING: JsonObject = {};

/**
 * Under this name the metadata of an event that was copied from another log say when it was recorded there, in milliseconds since the epoch: the
 * server stamps every event with its own time. No other event has it, and nobody above the adapter sees it.
 */
const RECORDED_AT = 'recordedAt';

/** The metadata with which an event of another log is written, so that it is read as it was there. */
export function copiedMetadata({ metadata, at }: RecordedEvent): JsonObject {
  return { ...metadata, [RECORDED_AT]: at };
}

/** The event as the port gives it; undefined for a link to one that is gone. */
export function toRecordedEvent({ event }: ResolvedEvent | AllStreamResolvedEvent): RecordedEvent | undefined {
  if (!event) return undefined;
  const metadata = jsonOr(event.metadata);
  const recordedAt = metadata[RECORDED_AT];
  const isCopied = typeof recordedAt === 'number';
  return {
    stream: event.streamId,
    revision: Number(event.revision),
    position: toPosition(event.position!.commit),
    at: isCopied ? recordedAt : event.created.getTime(),
    id: event.id,
    type: event.type,
    data: jsonOr(event.isJson ? event.data : undefined),
    metadata: isCopied ? withoutTime(metadata) : metadata,
  };
}

function withoutTime(metadata: JsonObject): JsonObject {
  const { [RECORDED_AT]: _, ...others } = metadata;
  return others;
}

/** What others wrote may be no JSON object: it has nothing to say here. */
function jsonOr(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value)
    ? (value as JsonObject)
    : NOTHING;
}

/** Whether an event passes a filter. The server's own never do: of its statistics and settings, of deletions. */
export function passingEvents(filter: Filter | undefined): (event: RecordedEvent) => boolean {
  const passes = passing(filter);
  return ({ stream, type }) => !type.startsWith('$') && passes(stream, type);
}

/** About how much a JSON value holds, in UTF-16 units. */
export function sizeOf(value: Json | undefined): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 0;
  for (const key in value) size += key.length + sizeOf((value as JsonObject)[key]);
  return size;
}
