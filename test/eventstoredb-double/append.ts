import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleUnaryCall,
  type sendUnaryData,
  type ServerDuplexStream,
  status,
} from '@grpc/grpc-js';
import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AllStreamPosition,
  BadRequest,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  type UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import {
  type AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty as NoValue } from 'google-protobuf/google/protobuf/empty_pb';
import { type DoubleFaults } from './faults';
import { ANY, type DoubleLog, NO_STREAM, type Outcome, STREAM_EXISTS } from './log';
import * as wire from './wire';

const MAX_APPEND_BYTES = 1024 * 1024;
/** `WriteTimeoutMs` of the server. */
const WRITE_TIMEOUT_MS = 2_000;

/** What writes to the log: `Append`, `BatchAppend`, `Delete` and `Tombstone` of the streams service. */
export function appending(log: DoubleLog, faults: DoubleFaults, now: () => number) {
  const append: handleClientStreamingCall<AppendReq, AppendResp> = (call, answer) => {
    let options: AppendReq.Options | undefined;
    let bytes = 0;
    let refused = false;
    const events: wire.ProposedEvent[] = [];
    const refuse = (why: Parameters<typeof answer>[0]) => {
      if (!refused) answer(why);
      refused = true;
    };
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (refused || message === undefined) return;
      bytes += message.getData_asU8().length;
      const event = wire.proposedEvent(message);
      if (bytes > MAX_APPEND_BYTES) refuse(appendTooLarge());
      else if (event === undefined) refuse(wire.handlerThrew());
      else events.push(event);
    });
    call.on('end', () => {
      const stream = wire.nameOf(options?.getStreamIdentifier());
      if (options === undefined || stream === '') refuse(wire.handlerThrew());
      if (refused) return;
      const expected = expectedBy(options!);
      const fault = faults.nextAppend(stream);
      if (fault === undefined) return answerUnary(answer, stream, expected, log.append(stream, expected, events));
      if (fault.answer === 'busy') return answer(wire.tooBusy());
      if (fault.committed) log.append(stream, expected, events);
      if (fault.answer === 'timedOut') answer(wire.timedOut('Commit phase timeout.'));
      if (fault.answer === 'unavailable') answer(wire.connectionLost());
      if (fault.answer === 'halfClosed') answer(null, new AppendResp());
    });
  };

  const batchAppend: handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> = (call) => {
    const pending = new Map<string, PendingAppend>();
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      if (call.writableEnded) return;
      const key = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      if (options !== undefined) {
        const left = Math.min(timeLeft(options, now()), WRITE_TIMEOUT_MS);
        if (left <= 0) return send(call, request.getCorrelationId(), optionsTo(options), timedOut());
        if (!pending.has(key)) pending.set(key, { options: optionsTo(options), events: [], bytes: 0 });
        // Also for one that is refused below, as the real server: the client trips over the second answer.
        if (!request.getIsFinal() || hasBadEvent(request)) expire(call, pending, key, request.getCorrelationId(), left);
      }
      const append = pending.get(key);
      if (append === undefined) return;
      for (const message of request.getProposedMessagesList()) {
        const event = wire.proposedEvent(message);
        if (event === undefined) return send(call, request.getCorrelationId(), append.options, badRequest('Bad event'));
        append.bytes += event.data.length;
        append.events.push(event);
      }
      if (append.bytes > MAX_APPEND_BYTES) {
        pending.delete(key);
        return send(call, request.getCorrelationId(), append.options, tooLarge());
      }
      if (!request.getIsFinal()) return;
      pending.delete(key);
      commit(call, request.getCorrelationId(), append);
    });
  };

  function commit(call: BatchCall, id: UUID | undefined, { options, events }: PendingAppend): void {
    const { stream, expected } = options;
    if (stream === '') return send(call, id, options, badRequest('Empty stream name'));
    const fault = faults.nextAppend(stream);
    if (fault === undefined) return send(call, id, options, log.append(stream, expected, events));
    if (fault.answer === 'busy') return send(call, id, options, busy());
    if (fault.committed) log.append(stream, expected, events);
    if (fault.answer === 'timedOut') send(call, id, options, timedOut());
    if (fault.answer === 'unavailable') call.emit('error', wire.connectionLost());
    if (fault.answer === 'halfClosed') call.end();
  }

  const remove: handleUnaryCall<DeleteReq, DeleteResp> = ({ request }, answer) => {
    const stream = wire.nameOf(request.getOptions()?.getStreamIdentifier());
    const expected = expectedBy(request.getOptions()!);
    const outcome = log.delete(stream, expected);
    if (outcome.kind !== 'ok') return answer(notDeleted(stream, expected, outcome));
    const position = new DeleteResp.Position().setCommitPosition(String(outcome.position));
    answer(null, new DeleteResp().setPosition(position.setPreparePosition(String(outcome.position))));
  };

  const tombstone: handleUnaryCall<TombstoneReq, TombstoneResp> = ({ request }, answer) => {
    const stream = wire.nameOf(request.getOptions()?.getStreamIdentifier());
    const expected = expectedBy(request.getOptions()!);
    const outcome = log.tombstone(stream, expected);
    if (outcome.kind !== 'ok') return answer(notDeleted(stream, expected, outcome));
    const position = new TombstoneResp.Position().setCommitPosition(String(outcome.position));
    answer(null, new TombstoneResp().setPosition(position.setPreparePosition(String(outcome.position))));
  };

  return { append, batchAppend, delete: remove, tombstone };
}

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Where an append of a batch goes, and the expectation as the answer has to repeat it. */
interface AppendOptions {
  readonly stream: string;
  readonly expected: number;
}

interface PendingAppend {
  readonly options: AppendOptions;
  readonly events: wire.ProposedEvent[];
  bytes: number;
}

function optionsTo(options: BatchAppendReq.Options): AppendOptions {
  const stream = wire.nameOf(options.getStreamIdentifier());
  if (options.hasAny()) return { stream, expected: ANY };
  if (options.hasNoStream()) return { stream, expected: NO_STREAM };
  if (options.hasStreamExists()) return { stream, expected: STREAM_EXISTS };
  return { stream, expected: Number(options.getStreamPosition()) };
}

function expectedBy(options: AppendReq.Options | DeleteReq.Options | TombstoneReq.Options): number {
  if (options.hasAny()) return ANY;
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  return Number(options.getRevision());
}

/** The deadline of a batch is a time of the client's clock. */
function timeLeft(options: BatchAppendReq.Options, now: number): number {
  const deadline = options.getDeadline();
  return deadline === undefined ? WRITE_TIMEOUT_MS : deadline.toDate().getTime() - now;
}

function hasBadEvent(request: BatchAppendReq): boolean {
  return request.getProposedMessagesList().some((message) => wire.proposedEvent(message) === undefined);
}

/** An append whose last part does not come in time is answered as one that timed out. */
function expire(call: BatchCall, pending: Map<string, PendingAppend>, key: string, id: UUID | undefined, ms: number) {
  const timer = setTimeout(() => {
    const append = pending.get(key);
    if (!pending.delete(key) || append === undefined || call.cancelled || call.writableEnded) return;
    send(call, id, append.options, timedOut());
  }, ms);
  timer.unref();
}

function send(call: BatchCall, id: UUID | undefined, { stream, expected }: AppendOptions, what: Outcome | Status) {
  const response = new BatchAppendResp().setCorrelationId(id).setStreamIdentifier(wire.identifierOf(stream));
  if (what instanceof Status) response.setError(what);
  else if (what.kind === 'ok') response.setSuccess(batchSuccess(what));
  else response.setError(what.kind === 'deleted' ? deleted(stream) : wrongVersion(expected, what.current));
  call.write(response);
}

function batchSuccess({ revision, position }: Outcome & { kind: 'ok' }): BatchAppendResp.Success {
  const success = new BatchAppendResp.Success();
  if (revision < 0) success.setNoStream(new NoValue());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) return success.setNoPosition(new NoValue());
  return success.setPosition(
    new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
}

function answerUnary(answer: sendUnaryData<AppendResp>, stream: string, expected: number, outcome: Outcome): void {
  if (outcome.kind === 'deleted') return answer(wire.streamDeleted(stream));
  if (outcome.kind === 'ok') return answer(null, new AppendResp().setSuccess(unarySuccess(outcome)));
  const wrong = new AppendResp.WrongExpectedVersion();
  if (expected === ANY) wrong.setExpectedAny(new Empty());
  else if (expected === NO_STREAM) wrong.setExpectedNoStream(new Empty());
  else if (expected === STREAM_EXISTS) wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedRevision(String(expected));
  if (outcome.current < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(outcome.current));
  answer(null, new AppendResp().setWrongExpectedVersion(wrong));
}

function unarySuccess({ revision, position }: Outcome & { kind: 'ok' }): AppendResp.Success {
  const success = new AppendResp.Success();
  if (revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) return success.setNoPosition(new Empty());
  return success.setPosition(
    new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
}

function notDeleted(stream: string, expected: number, outcome: Exclude<Outcome, { kind: 'ok' }>) {
  if (outcome.kind === 'deleted') return wire.streamDeleted(stream);
  const versions = `Expected version: ${expected}, Actual version: ${outcome.current}`;
  return wire.failure(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, ${versions}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(outcome.current),
    },
  );
}

const appendTooLarge = () =>
  wire.failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAX_APPEND_BYTES),
  });

function wrongVersion(expected: number, current: number): Status {
  const details = new WrongExpectedVersion();
  if (expected === ANY) details.setExpectedAny(new NoValue());
  else if (expected === NO_STREAM) details.setExpectedNoStream(new NoValue());
  else if (expected === STREAM_EXISTS) details.setExpectedStreamExists(new NoValue());
  else details.setExpectedStreamPosition(String(expected));
  if (current < 0) details.setCurrentNoStream(new NoValue());
  else details.setCurrentStreamRevision(String(current));
  return statusOf(Code.ALREADY_EXISTS, 'WrongExpectedVersion', details);
}

const deleted = (stream: string) =>
  statusOf(Code.NOT_FOUND, 'StreamDeleted', new StreamDeleted().setStreamIdentifier(wire.identifierOf(stream)));
const timedOut = () => statusOf(Code.DEADLINE_EXCEEDED, 'Timeout', new Timeout());
const badRequest = (why: string) =>
  statusOf(Code.INVALID_ARGUMENT, 'BadRequest', new BadRequest().setMessage(why), 'BadRequest');
const tooLarge = () =>
  statusOf(
    Code.INVALID_ARGUMENT,
    'MaximumAppendSizeExceeded',
    new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
  );
const busy = () => statusOf(Code.OK, 'Server Is Busy', new Empty(), 'Empty');

function statusOf(code: Code, message: string, details: { serializeBinary(): Uint8Array }, type = message): Status {
  const packed = new Any();
  packed.pack(details.serializeBinary(), `event_store.client.${type}`);
  const result = new Status().setMessage(message).setDetails(packed);
  result.setCode(code);
  return result;
}
