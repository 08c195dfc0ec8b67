import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  DeadlineExceededError,
  END,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { all, event, events } from './asker';
import { EventStoreDBDouble } from './server';
import { identifierOf } from './wire';

const UNARY = { credentials: { username: 'admin', password: 'changeit' } };
const NEW = { expectedRevision: NO_STREAM } as const;

describe('the EventStoreDB double', () => {
  let double: EventStoreDBDouble;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    double = await EventStoreDBDouble.start();
    client = connected();
  });
  afterEach(async () => {
    // Nobody waits for `dispose`: after a half-close it never resolves.
    void client.dispose();
    await double.stop();
  });

  const connected = (settings = '') => EventStoreDBClient.connectionString(double.connectionString + settings);
  const revisions = async (stream: string) =>
    (await all(client.readStream(stream))).map((read) => Number(read.event?.revision));

  /** A live subscription to everything, and how it ends. */
  const live = async (from = client) => {
    const subscription = from.subscribeToAll({ fromPosition: END });
    const ended = endOf(subscription);
    await once(subscription, 'caughtUp');
    return { subscription, ended };
  };

  describe('double: an append', () => {
    const struck = async (fault: Parameters<EventStoreDBDouble['faults']['failAppends']>[0], options = {}) => {
      const strike = double.faults.failAppends(fault);
      const outcome = client
        .appendToStream('contact-1', events(2), { ...NEW, ...options })
        .catch((error: unknown) => error);
      await strike;
      return outcome;
    };

    it('double: is in the log or not, as asked, when it times out', async () => {
      expect(await struck({ answer: 'timedOut', committed: false })).toBeInstanceOf(DeadlineExceededError);
      await expect(revisions('contact-1')).rejects.toBeInstanceOf(StreamNotFoundError);
      expect(await struck({ answer: 'timedOut', committed: true })).toBeInstanceOf(DeadlineExceededError);
      expect(await revisions('contact-1')).toEqual([0, 1]);
    });

    it('double: times out, is refused and fails on the unary path too', async () => {
      expect(await struck({ answer: 'timedOut', committed: false }, UNARY)).toBeInstanceOf(TimeoutError);
      expect(await struck({ answer: 'busy' }, UNARY)).toBeInstanceOf(UnavailableError);
      expect(await struck({ answer: 'unavailable', committed: true }, UNARY)).toBeInstanceOf(UnavailableError);
      expect(await revisions('contact-1')).toEqual([0, 1]);
    });

    it('double: is refused by a busy server as the client says it', async () => {
      const busy = await struck({ answer: 'busy' });
      expect(busy).toBeInstanceOf(UnknownError);
      expect((busy as Error).message).toBe('Could not recognize Server Is Busy');
      await expect(revisions('contact-1')).rejects.toBeInstanceOf(StreamNotFoundError);
    });

    it.each(['never', 'halfClosed'] as const)(
      'double: can stay without answer (%s), and be repeated',
      async (answer) => {
        const same = events(2);
        const strike = double.faults.failAppends({ answer, committed: true });
        const first = client.appendToStream('contact-1', same, NEW);
        await strike;
        // After a half-close the client goes on using the call that is dead.
        const another = connected();
        const second = another.appendToStream('contact-1', same, NEW);
        await expect(Promise.race([first.then(() => 'first'), second.then(() => 'second')])).resolves.toBe('second');
        await expect(second).resolves.toMatchObject({ nextExpectedRevision: 1n });
        await another.dispose();
      },
    );

    it('double: takes the others of its client with it when the call fails', async () => {
      const never = double.faults.failAppends({ answer: 'never', committed: false }, { stream: 'contact-1' });
      const other = client.appendToStream('contact-1', event(), NEW).catch((error: unknown) => error);
      await never;
      void double.faults.failAppends({ answer: 'unavailable', committed: false }, { stream: 'contact-2' });
      await expect(client.appendToStream('contact-2', event(), NEW)).rejects.toBeInstanceOf(UnavailableError);
      expect(await other).toBeInstanceOf(UnavailableError);
    });

    it('double: strikes only the streams it was asked to, as often as it was asked to', async () => {
      const strike = double.faults.failAppends({ answer: 'busy' }, { stream: 'contact-', times: 2 });
      await client.appendToStream('sender-1', event(), NEW);
      for (let i = 0; i < 2; i++)
        await expect(client.appendToStream('contact-1', event(), NEW)).rejects.toThrow('Busy');
      await strike;
      await client.appendToStream('contact-1', event(), NEW);
    });

    it('double: whose deadline has passed is not written', async () => {
      const late = client.appendToStream('contact-1', event(), { ...NEW, deadline: -1 });
      await expect(late).rejects.toBeInstanceOf(DeadlineExceededError);
      await expect(revisions('contact-1')).rejects.toBeInstanceOf(StreamNotFoundError);
    });

    it('double: with an event that is none is answered twice, as by the real server', async () => {
      const streams = new StreamsClient(`127.0.0.1:${double.port}`, credentials.createInsecure());
      const call = streams.batchAppend();
      const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString('no UUID'));
      const options = new BatchAppendReq.Options().setStreamIdentifier(identifierOf('contact-1')).setAny(new Empty());
      options.setDeadline(Timestamp.fromDate(new Date(Date.now() + 200)));
      const request = new BatchAppendReq().setCorrelationId(new UUID().setString(randomUUID())).setOptions(options);
      call.write(request.addProposedMessages(message) && request.setIsFinal(true));
      const answers: string[] = [];
      for await (const answer of call as AsyncIterable<BatchAppendResp>) {
        if (answers.push(answer.getError()!.getMessage()) === 2) break;
      }
      expect(answers).toEqual(['BadRequest', 'Timeout']);
      streams.close();
    });
  });

  describe('double: a subscription', () => {
    it('double: that keeps pace is not aborted by long appends', async () => {
      const { subscription } = await live();
      const seen: number[] = [];
      subscription.on('data', ({ event: recorded }: AllStreamResolvedEvent) => seen.push(Number(recorded?.revision)));
      for (let i = 0; i < 4; i++) await client.appendToStream('contact-1', events(500));
      while (seen.length < 2_000) await once(subscription, 'data');
      expect(seen).toEqual(Array.from({ length: 2_000 }, (_, i) => i));
    });

    it('double: that does not read what comes is aborted, and finds the rest when it subscribes again', async () => {
      const { subscription, ended } = await live();
      for (let i = 0; i < 4; i++) await client.appendToStream('contact-1', events(500));
      await double.allPublished();
      expect(double.subscriptionCount).toBe(0);
      const seen: AllStreamResolvedEvent[] = [];
      subscription.on('data', (read: AllStreamResolvedEvent) => seen.push(read));
      const error = await ended;
      expect(error).toBeInstanceOf(TimeoutError);
      expect((error as Error).message).toContain('Consumer too slow');
      expect(seen.length).toBeLessThan(2_000);
      const last = seen.at(-1)!.event!.position;
      const rest = await all(client.subscribeToAll({ fromPosition: last }), 2_000 - seen.length);
      const found = [...seen, ...rest].map((read) => Number(read.event?.revision));
      expect(found).toEqual(Array.from({ length: 2_000 }, (_, i) => i));
    });

    it('double: that reads slowly what is there already is waited for', async () => {
      for (let i = 0; i < 4; i++) await client.appendToStream('contact-1', events(500));
      const subscription = client.subscribeToStream('contact-1', { fromRevision: START });
      await once(subscription, 'confirmation');
      const { position } = await client.appendToStream('contact-1', event(2_000));
      const read = await all(client.readAll({ fromPosition: position! }));
      expect(read).toHaveLength(1);
      expect((await all(subscription, 2_001)).map((found) => Number(found.event?.revision))).toEqual(
        Array.from({ length: 2_001 }, (_, i) => i),
      );
    });

    it('double: is dropped with an error, as too slow, or ended', async () => {
      for (const [why, error] of [
        ['unavailable', UnavailableError],
        ['tooSlow', TimeoutError],
      ] as const) {
        const { subscription, ended } = await live();
        subscription.resume();
        double.dropSubscriptions(why);
        expect(await ended).toBeInstanceOf(error);
      }
      const { subscription, ended } = await live();
      subscription.resume();
      double.dropSubscriptions('ended');
      expect(await ended).toBe('ended');
      expect(double.subscriptionCount).toBe(0);
    });

    it('double: that went silent delivers nothing, others do', async () => {
      const { subscription } = await live();
      let heard = 0;
      subscription.on('data', () => (heard += 1));
      double.silenceSubscriptions();
      const other = await live();
      await client.appendToStream('contact-1', event(), NEW);
      await once(other.subscription, 'data');
      expect(heard).toBe(0);
    });

    it('double: fails after so many events, read or live', async () => {
      await client.appendToStream('contact-1', events(3), NEW);
      void double.faults.failReads('subscriptions', { answer: 'unavailable', afterEvents: 2 });
      const seen: unknown[] = [];
      const subscription = client.subscribeToStream('contact-1', { fromRevision: START });
      subscription.on('data', (read) => seen.push(read));
      expect(await endOf(subscription)).toBeInstanceOf(UnavailableError);
      expect(seen).toHaveLength(2);

      void double.faults.failReads('subscriptions', { answer: 'unavailable', afterEvents: 1 });
      const { subscription: toAll, ended } = await live();
      toAll.resume();
      await client.appendToStream('contact-1', events(2));
      expect(await ended).toBeInstanceOf(UnavailableError);
    });
  });

  /** What the recorded questions do not ask; the same was measured on a 23.10.6 built from source. */
  describe('double: a read, as measured', () => {
    const at = async (revision: number, prepare: (commit: bigint) => bigint) => {
      const { commit } = (await all(client.readStream('contact-1')))[revision]!.event!.position!;
      return { commit, prepare: prepare(commit) };
    };
    beforeEach(() => client.appendToStream('contact-1', events(10), NEW));

    it('double: backwards, from a position whose prepare is lower, leaves one out more', async () => {
      const backwards = async (prepare: (commit: bigint) => bigint) => {
        const options = { direction: BACKWARDS, maxCount: 2, fromPosition: await at(5, prepare) } as const;
        return (await all(client.readAll(options))).map((read) => Number(read.event?.revision));
      };
      expect(await backwards((commit) => commit)).toEqual([4, 3]);
      expect(await backwards((commit) => commit - 1n)).toEqual([3, 2]);
      expect(await backwards(() => 0n)).toEqual([3, 2]);
      await expect(backwards((commit) => commit + 1n)).rejects.toThrow('Exception was thrown by handler.');
      const far = { commit: 1n << 50n, prepare: 1n << 50n };
      await expect(all(client.readAll({ direction: BACKWARDS, fromPosition: far }))).rejects.toThrow('ReadAllResult');
    });

    it('double: of a subscription, after a checkpoint’s position does not deliver the event there', async () => {
      const fromPosition = await at(5, () => 0n);
      const [first] = await all(client.subscribeToAll({ fromPosition }), 1);
      expect(first?.event?.revision).toBe(6n);
    });

    it('double: forwards from the end, of no event, or of no stream is an error', async () => {
      await expect(all(client.readStream('contact-1', { fromRevision: END }))).rejects.toThrow('ReadStreamResult');
      await expect(all(client.readStream('contact-1', { maxCount: 0 }))).rejects.toThrow('ReadStreamResult');
      await expect(all(client.readStream(''))).rejects.toThrow('Exception was thrown by handler.');
    });

    it('double: knows an id where it was written first', async () => {
      const same = event();
      const revisionAt = async (stream: string) =>
        Number((await client.appendToStream(stream, same)).nextExpectedRevision);
      const written: number[] = [];
      for (const stream of ['a', 'b', 'a', 'b']) written.push(await revisionAt(stream));
      expect(written).toEqual([0, 0, 0, 1]);
    });

    it('double: a stream deleted softly comes back empty with new metadata', async () => {
      await client.deleteStream('contact-1');
      await client.setStreamMetadata('contact-1', { custom: 1 });
      expect((await client.getStreamMetadata('contact-1')).metadata).toEqual({ custom: 1, truncateBefore: 10 });
      expect(await revisions('contact-1')).toEqual([]);
    });
  });

  it('double: a read fails after so many events, or is refused', async () => {
    await client.appendToStream('contact-1', events(3), NEW);
    void double.faults.failReads('reads', { answer: 'unavailable', afterEvents: 1 });
    await expect(revisions('contact-1')).rejects.toBeInstanceOf(UnavailableError);
    void double.faults.failReads('reads', { answer: 'busy', afterEvents: 0 });
    await expect(revisions('contact-1')).rejects.toBeInstanceOf(UnavailableError);
    expect(await revisions('contact-1')).toEqual([0, 1, 2]);
  });

  describe('double: the server', () => {
    it('double: is gone, and back with its log', async () => {
      await client.appendToStream('contact-1', event(), NEW);
      const { subscription, ended } = await live();
      subscription.resume();
      await double.crash();
      expect(await ended).toBeInstanceOf(UnavailableError);
      await expect(client.appendToStream('contact-1', event())).rejects.toThrow();
      await double.comeBack();
      expect(await reconnected(() => revisions('contact-1'))).toEqual([0]);
    });

    it('double: is gone, and back without its log', async () => {
      await client.appendToStream('contact-1', event(), NEW);
      await double.crash();
      await double.comeBack({ log: 'emptied' });
      expect(await reconnected(() => all(client.readAll()))).toHaveLength(1);
      await expect(revisions('contact-1')).rejects.toBeInstanceOf(StreamNotFoundError);
    });

    it('double: answers no keepalive while it is stalled, and goes on where it stopped', async () => {
      const warn = jest.spyOn(console, 'warn').mockImplementation();
      const impatient = connected('&keepAliveInterval=100&keepAliveTimeout=100');
      const [{ subscription, ended }, patient] = [await live(impatient), await live()];
      warn.mockRestore();
      subscription.resume();
      double.stall();
      expect(await ended).toBeInstanceOf(UnavailableError);
      const appended = client.appendToStream('contact-1', event(), NEW);
      double.resume();
      await appended;
      const [read] = await once(patient.subscription, 'data');
      expect((read as AllStreamResolvedEvent).event?.streamId).toBe('contact-1');
      await impatient.dispose();
    });

    it('double: answers so much later', async () => {
      await client.appendToStream('contact-1', event(), NEW);
      double.delayAnswers(150);
      const asked = performance.now();
      await client.appendToStream('contact-1', event());
      expect(performance.now() - asked).toBeGreaterThan(140);
    });

    it('double: is a program that says where it is', async () => {
      const program = fork(join(__dirname, 'main.js'), ['--port', '0'], { stdio: 'ignore' });
      const [{ connectionString }] = (await once(program, 'message')) as [{ connectionString: string }];
      const other = EventStoreDBClient.connectionString(connectionString);
      await other.appendToStream('contact-1', event(), NEW);
      await other.dispose();
      program.kill('SIGTERM');
      expect(await once(program, 'exit')).toEqual([0, null]);
    });
  });
});

/** Asks until the client has noticed that the server is back. */
async function reconnected<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as Error);
    if (!(answer instanceof UnavailableError)) return answer as Answer;
  }
}

/** The error it ends with, or `ended`. */
function endOf(subscription: EventEmitter): Promise<unknown> {
  return new Promise((resolve) => {
    subscription.once('error', resolve);
    subscription.once('end', () => resolve('ended'));
  });
}
