import { Metadata, type ServerErrorResponse, status } from '@grpc/grpc-js';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

/** Messages as they go over the wire, in both directions. */

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

const TICKS_A_MILLISECOND = 10_000n;
const TOMBSTONE_REVISION = '9223372036854775807';

export function readEvent(
  event: ProposedEvent,
  recorded: { readonly stream: string; readonly revision: number; readonly position: number; readonly at: number },
): Buffer {
  const record = new ReadResp.ReadEvent.RecordedEvent();
  record.setId(new UUID().setString(event.id));
  record.setStreamIdentifier(identifierOf(recorded.stream));
  record.setStreamRevision(recorded.revision === Infinity ? TOMBSTONE_REVISION : String(recorded.revision));
  record.setCommitPosition(String(recorded.position));
  record.setPreparePosition(String(recorded.position));
  record.getMetadataMap().set('type', event.type);
  record.getMetadataMap().set('created', String(BigInt(recorded.at) * TICKS_A_MILLISECOND));
  record.getMetadataMap().set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  record.setData(event.data);
  record.setCustomMetadata(event.metadata);
  return bytesOf(
    new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(record).setCommitPosition(String(recorded.position))),
  );
}

export function confirmation(id: string): Buffer {
  return bytesOf(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)));
}

export function caughtUp(): Buffer {
  return bytesOf(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
}

export function checkpoint(commit: number, prepare: number): Buffer {
  const message = new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return bytesOf(new ReadResp().setCheckpoint(message));
}

export function streamNotFound(stream: string): Buffer {
  const message = new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
  return bytesOf(new ReadResp().setStreamNotFound(message));
}

export function identifierOf(stream: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
}

export function nameOf(identifier: StreamIdentifier | undefined): string {
  return identifier === undefined ? '' : Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
}

const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in lower case, as it comes back; undefined for what is none. */
export function uuidOf(uuid: UUID | undefined): string | undefined {
  const text = uuid?.getString() ?? '';
  return UUID_FORM.test(text) ? text.toLowerCase() : undefined;
}

interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

/** Undefined for what the server does not take: no UUID, no type. */
export function proposedEvent(message: ProposedMessage): ProposedEvent | undefined {
  const id = uuidOf(message.getId());
  const type = message.getMetadataMap().get('type') ?? '';
  if (id === undefined || type === '') return undefined;
  return {
    id,
    type,
    isJson: message.getMetadataMap().get('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function failure(
  code: status,
  details: string,
  headers: Readonly<Record<string, string>> = {},
): ServerErrorResponse {
  const metadata = new Metadata();
  // Headers are ASCII. The server fails over the name of a stream that is not.
  if (Object.values(headers).some((value) => /[^ -~]/.test(value))) {
    return failure(status.UNKNOWN, 'Received HTTP status code 500');
  }
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const streamDeleted = (stream: string) =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });
export const handlerThrew = () => failure(status.UNKNOWN, 'Exception was thrown by handler.');
export const tooBusy = () => failure(status.UNAVAILABLE, 'Server Is Too Busy');
export const timedOut = (what: string) => failure(status.ABORTED, `Operation timed out: ${what}`);
export const connectionLost = () => failure(status.UNAVAILABLE, 'Connection dropped');
export const unimplemented = (what: string) => failure(status.UNIMPLEMENTED, `The double has no ${what}.`);

function bytesOf(message: { serializeBinary(): Uint8Array }): Buffer {
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
