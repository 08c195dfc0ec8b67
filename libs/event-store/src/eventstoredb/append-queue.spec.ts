import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { seededRandom, VirtualClock } from '@arauto/clock';
import {
  AccessDenied,
  AllStreamPosition,
  Timeout,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import type { Appended, AppendFailure, Expected, RecordedEvent } from '../port';
import { AppendQueue } from './append-queue';
import type { BatchAppendCall } from './connection';

/** A call whose other end is the test. */
class FakeCall extends EventEmitter {
  readonly written: BatchAppendReq[] = [];
  cancelled = false;

  write(request: BatchAppendReq): boolean {
    this.written.push(request);
    return true;
  }

  cancel(): void {
    this.cancelled = true;
  }

  /** Answers the append written as number `index`. */
  answer(index: number, { revision, position }: { revision: number; position?: number }): void {
    const success = new BatchAppendResp.Success().setCurrentRevision(String(revision));
    if (position !== undefined) success.setPosition(new AllStreamPosition().setCommitPosition(String(position)));
    this.emit('data', this.responseTo(index).setSuccess(success));
  }

  refuse(index: number, actual: number): void {
    const details = new Any();
    const wrong = new WrongExpectedVersion().setCurrentStreamRevision(String(actual));
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
    this.emit('data', this.responseTo(index).setError(new Status().setDetails(details)));
  }

  timeOut(index: number): void {
    const details = new Any();
    details.pack(new Timeout().serializeBinary(), 'event_store.client.Timeout');
    this.emit('data', this.responseTo(index).setError(new Status().setMessage('Timeout').setDetails(details)));
  }

  deny(index: number): void {
    const details = new Any();
    details.pack(new AccessDenied().serializeBinary(), 'event_store.client.AccessDenied');
    this.emit('data', this.responseTo(index).setError(new Status().setDetails(details)));
  }

  private responseTo(index: number): BatchAppendResp {
    return new BatchAppendResp().setCorrelationId(this.written[index]!.getCorrelationId());
  }
}

describe('the queue of appends', () => {
  let clock: VirtualClock;
  let calls: FakeCall[];
  let stored: Partial<RecordedEvent>[];
  let queue: AppendQueue;
  const outcomes: (Appended | AppendFailure)[] = [];
  const call = () => calls.at(-1)!;

  beforeEach(() => {
    clock = new VirtualClock();
    calls = [];
    stored = [];
    outcomes.length = 0;
    queue = new AppendQueue({
      open: () => {
        const opened = new FakeCall();
        calls.push(opened);
        return Promise.resolve(opened as unknown as BatchAppendCall);
      },
      read: (_, from, limit) => Promise.resolve(stored.slice(from, from + limit) as RecordedEvent[]),
      clock,
      random: seededRandom('queue'),
    });
  });

  async function append(stream = 's', expected: Expected = 'noStream', id: string = randomUUID()): Promise<string> {
    queue.append({ stream, expected, events: [{ id, type: 'T', data: '{}', metadata: '{}' }] }, (outcome) =>
      outcomes.push(outcome),
    );
    await clock.advance(0);
    return id;
  }

  it('sends no deadline, which would be a time of this machine’s clock', async () => {
    await append();
    expect(call().written[0]!.getOptions()!.hasDeadline()).toBe(false);
  });

  it('reads back the position that an answer leaves out', async () => {
    const id = await append();
    stored = [{ id, revision: 0, position: '00000000000000000042' }];
    call().answer(0, { revision: 0 });
    await clock.advance(0);
    expect(outcomes).toEqual([{ revision: 0, position: '00000000000000000042' }]);
  });

  it('believes a refusal after a try without an outcome only when the stream says so', async () => {
    const id = await append();
    call().timeOut(0);
    await clock.advance(200);
    call().refuse(1, 0);
    await clock.advance(0);
    await clock.advance(500);
    // Nothing stands there yet: the first try was still under way.
    expect(outcomes).toEqual([]);
    stored = [{ id, revision: 0, position: '00000000000000000007' }];
    call().refuse(2, 0);
    await clock.advance(0);
    expect(outcomes).toEqual([{ revision: 0, position: '00000000000000000007' }]);
  });

  it('does not say that nothing was written when it is let in no more after a try without an outcome', async () => {
    await append();
    call().timeOut(0);
    await clock.advance(200);
    call().deny(1);
    await clock.advance(0);
    expect(outcomes).toMatchObject([{ name: 'OutcomeUnknown' }]);
  });

  it('takes it for refused when others stand there', async () => {
    await append();
    call().timeOut(0);
    await clock.advance(200);
    stored = [{ id: randomUUID(), revision: 0, position: '00000000000000000007' }];
    call().refuse(1, 0);
    await clock.advance(0);
    expect(outcomes).toMatchObject([{ name: 'WrongExpectedRevision', actual: 0 }]);
  });

  it('ends a call on which an append had no answer in time, and takes no answer that comes later for another', async () => {
    await append('a');
    await clock.advance(5_000);
    await append('b');
    const [first] = calls;
    await clock.advance(2_999);
    expect(first!.cancelled).toBe(false);
    await clock.advance(1);
    expect(first!.cancelled).toBe(true);
    first!.answer(0, { revision: 99, position: 99 });
    expect(outcomes).toEqual([]);
    await clock.advance(500);
    expect(calls).toHaveLength(2);
    expect(call().written).toHaveLength(2);
    call().answer(0, { revision: 0, position: 5 });
    call().answer(1, { revision: 0, position: 6 });
    expect(outcomes.map((outcome) => (outcome as Appended).position)).toEqual([
      '00000000000000000005',
      '00000000000000000006',
    ]);
  });

  it('sends fewer at once when the server has too much to do, once for all in flight, and then more again', async () => {
    for (let n = 0; n < 1_000; n++) void append(`s${n}`);
    await clock.advance(0);
    expect(call().written).toHaveLength(128);
    for (let index = 0; index < 128; index++) call().timeOut(index);
    expect(call().written).toHaveLength(128 + 64);
    const windows: number[] = [];
    let answered = 128;
    for (let round = 0; round < 5; round++) {
      const sent = call().written.length;
      for (; answered < sent; answered++) call().answer(answered, { revision: 0, position: answered });
      windows.push(call().written.length - sent);
    }
    expect(windows).toEqual([65, 66, 67, 68, 69]);
  });

  it('settles what it has before it closes, and takes nothing more', async () => {
    await append('a');
    const closing = queue.close();
    await append('b');
    expect(outcomes).toMatchObject([{ name: 'Unavailable', message: 'the event log is closed' }]);
    call().answer(0, { revision: 0, position: 1 });
    await closing;
    expect(outcomes).toHaveLength(2);
    expect(call().cancelled).toBe(true);
  });
});
