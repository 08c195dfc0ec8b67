import type { Clock, Random } from '@arauto/clock';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import type { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type Expected, type Position, StreamDeleted, TooLarge, Unavailable, WrongExpectedRevision } from '../port';
import type { SerialisedEvent } from '../serialise';
import type { BatchAppendCall } from './connection';
import { toPosition } from './position';

/** An append as it goes to the server, any number of times. */
export interface PendingAppend {
  readonly stream: string;
  readonly events: readonly SerialisedEvent[];
  readonly expected: Expected;
}

/** What became of one try. */
export type Answer =
  | { readonly kind: 'placed'; readonly revision: number; readonly position: Position | undefined }
  | { readonly kind: 'refused'; readonly error: WrongExpectedRevision | StreamDeleted | TooLarge | Unavailable }
  /** Nothing was written, and it may be tried again. */
  | { readonly kind: 'busy'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

interface Sent {
  readonly id: string;
  readonly append: PendingAppend;
  readonly at: number;
  readonly answer: (answer: Answer) => void;
}

/** How long one append may be without an answer, milliseconds. The server gives up its own writes after 2,000. */
const ANSWERED_WITHIN = 8_000;

/**
 * Appends over one call, each answered by itself. When the call ends, however it does, all that wait are answered `unknown`; when one has no
 * answer in time, the call is taken for dead and ended.
 */
export class BatchCall {
  private readonly pending = new Map<string, Sent>();
  private ended = false;
  private unwatch: (() => void) | undefined;

  constructor(
    private readonly call: BatchAppendCall,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    call
      .on('data', (response: BatchAppendResp) => this.receive(response))
      .on('error', (error: Error) => this.end(error.message))
      // The server may end a call as if all was well, with appends unanswered.
      .on('end', () => this.end('the server ended the call'));
  }

  get isOpen(): boolean {
    return !this.ended;
  }

  send(append: PendingAppend, answer: (answer: Answer) => void): void {
    if (this.ended) return answer({ kind: 'busy', reason: 'the call has ended' });
    const id = this.random.uuid();
    this.pending.set(id, { id, append, at: this.clock.monotonic(), answer });
    this.call.write(toRequest(id, append));
    this.watch();
  }

  end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.stopWatching();
    this.call.cancel();
    for (const { answer } of this.pending.values()) answer({ kind: 'unknown', reason });
    this.pending.clear();
  }

  private receive(response: BatchAppendResp): void {
    const id = response.getCorrelationId()?.getString() ?? '';
    const sent = this.pending.get(id);
    if (!sent) return;
    this.pending.delete(id);
    if (this.pending.size === 0) this.stopWatching();
    sent.answer(toAnswer(response, sent.append));
  }

  private stopWatching(): void {
    this.unwatch?.();
    this.unwatch = undefined;
  }

  /** Looks, when it is time, at the append that has waited longest. */
  private watch(): void {
    if (this.unwatch) return;
    const [oldest] = this.pending.values();
    if (!oldest) return;
    const wait = oldest.at + ANSWERED_WITHIN - this.clock.monotonic();
    this.unwatch = this.clock.after(Math.max(0, wait), () => {
      this.unwatch = undefined;
      // After a long tick timers come first: what has arrived by then is looked at before it is missed.
      void this.clock.endOfTick().then(() => {
        if (this.pending.has(oldest.id)) this.end(`no answer within ${ANSWERED_WITHIN} ms`);
        else this.watch();
      });
    });
  }
}

/**
 * No deadline is sent: it would be a time of our clock, and a clock that is ahead would time out every write. The server has its own of
 * two seconds.
 */
function toRequest(id: string, { stream, events, expected }: PendingAppend): BatchAppendReq {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(utf8(stream)));
  if (expected === 'noStream') options.setNoStream(new shared.Empty() as never);
  else if (expected === 'any') options.setAny(new shared.Empty() as never);
  else options.setStreamPosition(String(expected));
  const request = new BatchAppendReq().setCorrelationId(uuid(id)).setOptions(options).setIsFinal(true);
  for (const event of events) {
    const message = request.addProposedMessages();
    message.setId(uuid(event.id)).setData(utf8(event.data)).setCustomMetadata(utf8(event.metadata));
    message.getMetadataMap().set('type', event.type).set('content-type', 'application/json');
  }
  return request;
}

function uuid(id: string): shared.UUID {
  return new shared.UUID().setString(id);
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

function toAnswer(response: BatchAppendResp, append: PendingAppend): Answer {
  const error = response.getError();
  if (error) return toFailure(error, append);
  const success = response.getSuccess();
  if (!success) return { kind: 'unknown', reason: 'the server answered nothing' };
  const position = success.getPosition();
  return {
    kind: 'placed',
    revision: Number(success.getCurrentRevision()),
    position: position && toPosition(BigInt(position.getCommitPosition())),
  };
}

function toFailure(error: Status, { stream, events, expected }: PendingAppend): Answer {
  const details = error.getDetails();
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const wrong = shared.WrongExpectedVersion.deserializeBinary(details.getValue_asU8());
      const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : 'noStream';
      return { kind: 'refused', error: new WrongExpectedRevision(stream, expected, actual) };
    }
    case 'event_store.client.StreamDeleted':
      return { kind: 'refused', error: new StreamDeleted(stream) };
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const limit = shared.MaximumAppendSizeExceeded.deserializeBinary(details.getValue_asU8()).getMaxappendsize();
      const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
      return { kind: 'refused', error: new TooLarge(stream, bytes, limit) };
    }
    case 'event_store.client.AccessDenied':
      return { kind: 'refused', error: new Unavailable('EventStoreDB denies access: nothing was written') };
    default: {
      const reason = error.getMessage();
      // Not even given to the part that writes: `Streams.BatchAppend.cs` of EventStoreDB 23.10.
      const kind = reason === 'Server Is Busy' || reason === 'Server Is Not Ready' ? 'busy' : 'unknown';
      return { kind, reason: reason || 'an unknown error' };
    }
  }
}
