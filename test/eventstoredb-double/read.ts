import { type handleServerStreamingCall, status } from '@grpc/grpc-js';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { type DoubleFaults, type ReadFault } from './faults';
import { filterOf } from './filter';
import { type DoubleLog, type StoredEvent } from './log';
import { type ReadCall, send, strike } from './read-call';
import { allFrom, type DoubleSubscriptions, streamFrom } from './subscribe';
import * as wire from './wire';

/** `Read` of the streams service: reads and subscriptions, of a stream and of `$all`. */
export function reading(log: DoubleLog, faults: DoubleFaults, subscriptions: DoubleSubscriptions) {
  const read: handleServerStreamingCall<ReadReq, Buffer> = (call) => {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) {
      const source = nameless(options) ?? sourceOf(log, options);
      if (source instanceof Error) call.emit('error', source);
      else subscriptions.open(call, source, faults.nextRead('subscriptions'));
    } else if (options.hasAll() && Number(options.getCount()) === 0) {
      // The server goes on looking for a page that is not empty.
      return;
    } else {
      const events = nameless(options) ?? eventsOf(log, options);
      if (events instanceof Error) call.emit('error', events);
      else void answer(call, events, faults.nextRead('reads'));
    }
  };
  return { read };
}

function nameless(options: ReadReq.Options): Error | undefined {
  const isNameless = options.hasStream() && wire.nameOf(options.getStream()?.getStreamIdentifier()) === '';
  return isNameless ? wire.handlerThrew() : undefined;
}

async function answer(call: ReadCall, events: Iterable<Buffer>, fault: ReadFault | undefined): Promise<void> {
  let left = fault?.afterEvents ?? Infinity;
  for (const message of events) {
    if (call.cancelled || left === 0) break;
    left -= 1;
    await send(call, message);
  }
  if (call.cancelled) return;
  if (fault === undefined) call.end();
  else strike(call, fault);
}

function eventsOf(log: DoubleLog, options: ReadReq.Options): Iterable<Buffer> | Error {
  if (options.hasFilter()) return wire.unimplemented('filtered read: the client sends none');
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  return options.hasAll()
    ? allOf(log, options.getAll()!, backwards, count)
    : streamOf(log, options.getStream()!, backwards, count);
}

/** Forwards from the position on, backwards from before it. */
function allOf(log: DoubleLog, all: ReadReq.Options.AllOptions, backwards: boolean, count: number) {
  const position = all.getPosition();
  let from = all.hasEnd() ? log.events.length : 0;
  if (position !== undefined) {
    const [commit, prepare] = [Number(position.getCommitPosition()), Number(position.getPreparePosition())];
    if (prepare > commit) return wire.handlerThrew();
    const isKnown = backwards ? log.isPlace(commit) : log.isPosition(commit);
    if (!isKnown) return wire.failure(status.UNKNOWN, 'Unexpected ReadAllResult: Error');
    from = log.indexFrom(commit, prepare);
    // Backwards the server compares with where the event before it ends, which is this commit position as prepare too.
    if (backwards && prepare < commit) from -= 1;
  }
  return backwards ? downFrom(log.events, from - 1, 0, count) : upFrom(log.events, from, count);
}

function streamOf(log: DoubleLog, stream: ReadReq.Options.StreamOptions, backwards: boolean, count: number) {
  const name = wire.nameOf(stream.getStreamIdentifier());
  if (count === 0 || (stream.hasEnd() && !backwards)) {
    return wire.failure(status.UNKNOWN, 'Unexpected ReadStreamResult: Error');
  }
  const content = log.content(name);
  if (content.kind === 'missing') return [wire.streamNotFound(name)];
  if (content.kind === 'deleted') return wire.streamDeleted(name);
  const last = content.events.length - 1;
  const revision = stream.hasStart() ? 0 : stream.hasEnd() ? Infinity : Number(stream.getRevision());
  return backwards
    ? downFrom(content.events, Math.min(revision, last), content.first, count)
    : upFrom(content.events, Math.max(revision, content.first), count);
}

/** Up to the end there is when it begins. */
function* upFrom(events: readonly StoredEvent[], from: number, count: number): Iterable<Buffer> {
  const end = Math.min(events.length, from + count);
  for (let i = from; i < end; i++) yield events[i]!.message;
}

function* downFrom(events: readonly StoredEvent[], from: number, first: number, count: number): Iterable<Buffer> {
  const end = Math.max(first, from - count + 1);
  for (let i = from; i >= end; i--) yield events[i]!.message;
}

/** What a subscription begins with: after the position or revision it names, or after everything there is. */
function sourceOf(log: DoubleLog, options: ReadReq.Options) {
  const stream = options.getStream();
  if (stream !== undefined) {
    const name = wire.nameOf(stream.getStreamIdentifier());
    if (stream.hasEnd()) return streamFrom(log, name, 'end');
    return streamFrom(log, name, stream.hasStart() ? 0 : Number(stream.getRevision()) + 1);
  }
  const filter = options.hasFilter() ? filterOf(options.getFilter()!) : undefined;
  if (filter instanceof Error) return filter;
  const all = options.getAll()!;
  if (all.hasEnd()) return allFrom(log, 'end', filter);
  const position = all.getPosition();
  if (position === undefined) return allFrom(log, 0, filter);
  const [commit, prepare] = [Number(position.getCommitPosition()), Number(position.getPreparePosition())];
  if (prepare > commit || !log.isPosition(commit)) return wire.handlerThrew();
  const at = log.indexFrom(commit, prepare);
  // Exclusive also of an event at a checkpoint's position: it was looked at before the checkpoint was sent.
  return allFrom(log, commit === 0 ? 0 : Math.min(at + 1, log.events.length), filter);
}
