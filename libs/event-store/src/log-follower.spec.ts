import { VirtualClock } from '@arauto/clock';
import { readerBehindDoor, WrittenByLaterVersion } from './door';
import { LogFollower, type LogListener } from './log-follower';
import type { EventReader, Position, RecordedEvent, SubscriptionMessage } from './port';
import { resubscribe } from './resubscribe';

function event(position: number, stream = 'key-1'): RecordedEvent {
  const at = String(position);
  return { stream, revision: position, position: at, at: 0, id: at, type: 'Happened', data: {}, metadata: {} };
}

/** A log whose reads fail as often as a test says; what is in it comes in one array, and then it waits to be ended. */
class FlakyLog implements Pick<EventReader, 'subscribe'> {
  readonly events: RecordedEvent[] = [];
  readonly began: Position[] = [];
  failing = 0;

  async *subscribe({ after, signal }: { after: Position; signal: AbortSignal }) {
    this.began.push(after);
    await Promise.resolve();
    if (this.failing-- > 0) throw new Error('the disk is gone');
    const messages: SubscriptionMessage[] = this.events
      .filter(({ position }) => position > after)
      .map((each) => ({ kind: 'event', event: each }));
    yield [...messages, { kind: 'caughtUp' as const, position: String(this.events.length) }];
    await new Promise<void>((resolve) => (this.end = resolve));
    if (!signal.aborted) throw new Error('the connection was cut');
  }

  /** Ends the subscription that runs. */
  end: () => void = () => undefined;
}

/** The same log, in an adapter whose subscriptions go on by themselves. */
class Repairing implements Pick<EventReader, 'subscribe'> {
  constructor(
    private readonly log: FlakyLog,
    private readonly clock: VirtualClock,
  ) {}

  subscribe(options: Parameters<EventReader['subscribe']>[0]) {
    const open = (after: Position, signal: AbortSignal) => this.log.subscribe({ after, signal });
    return resubscribe({ open, clock: this.clock, isOver: () => false }, options);
  }
}

const raise = () => {
  throw new Error('nobody asks');
};
const nothing = { readStream: raise, readAll: raise, head: raise };

describe('following the log', () => {
  let log: FlakyLog;
  let clock: VirtualClock;
  let heard: string[];
  let follower: LogFollower;
  let keys: LogListener;
  const stopping = new AbortController();

  beforeEach(() => {
    log = new FlakyLog();
    clock = new VirtualClock();
    heard = [];
    keys = { prefix: 'key-', apply: ({ position }: RecordedEvent) => void heard.push(position) };
    follower = new LogFollower(log, clock);
    log.events.push(event(1), event(2));
  });

  afterAll(() => stopping.abort());

  const settled = () => clock.advance(0);

  it('goes on after a failed read from where it was, and misses nothing of what came meanwhile', async () => {
    void follower.run([keys], '', stopping.signal);
    await settled();
    expect([follower.status, heard]).toEqual(['live', ['1', '2']]);
    log.failing = 1;
    log.end();
    await settled();
    expect(follower.status).toBe('retrying');
    log.events.push(event(3));
    const seen = follower.seen('3');
    await clock.advance(200 + 400);
    await seen;
    expect([follower.status, heard, log.began]).toEqual(['live', ['1', '2', '3'], ['', '2', '2']]);
  });

  it('is not live from when its subscription broke off until it has caught up again', async () => {
    const failures: unknown[] = [];
    follower = new LogFollower(new Repairing(log, clock), clock, (error) => failures.push(error));
    void follower.run([keys], '', stopping.signal);
    await settled();
    expect(follower.status).toBe('live');
    log.failing = 2;
    log.end();
    await settled();
    expect([follower.status, failures]).toMatchObject(['retrying', [{ message: 'the connection was cut' }, {}]]);
    log.events.push(event(3));
    await clock.advance(200);
    expect(follower.status).toBe('retrying');
    await clock.advance(400);
    expect([follower.status, heard]).toEqual(['live', ['1', '2', '3']]);
  });

  it('is gone by no more once the log was lost for half a minute, until it is heard of again', async () => {
    const follows = () => {
      try {
        return follower.requireFollowing() === undefined;
      } catch (error) {
        return (error as Error).name;
      }
    };
    void follower.run([keys], '', stopping.signal);
    await settled();
    log.failing = 10;
    log.end();
    await settled();
    await clock.advance(30_000);
    expect(follows()).toBe(true);
    await clock.advance(1);
    expect(follows()).toBe('Unavailable');
    await clock.advance(20_000);
    expect([follower.status, follows()]).toEqual(['live', true]);
  });

  it('asks a log that stays away less and less often, and for ever', async () => {
    log.failing = 30;
    void follower.run([keys], '', stopping.signal);
    await settled();
    await clock.advance(200 + 400 + 800 + 1600 + 3200);
    expect(log.began).toHaveLength(6);
    await clock.advance(5000 * 25);
    expect([follower.status, heard]).toEqual(['live', ['1', '2']]);
  });

  it('hands a listener its own streams only, and again what it could not take', async () => {
    let refusals = 1;
    const picky = {
      prefix: 'key-',
      apply: ({ position }: RecordedEvent) => {
        if (position === '3' && refusals-- > 0) throw new Error('not yet');
        heard.push(position);
      },
    };
    log.events.splice(0, 2, event(1), event(2, 'sender-1'), event(3));
    void follower.run([picky], '', stopping.signal);
    await settled();
    expect([follower.status, follower.at]).toEqual(['retrying', '2']);
    await clock.advance(200);
    expect([follower.status, heard]).toEqual(['live', ['1', '3']]);
  });

  it('begins where it is told to, and tells the listeners of a stream in their order', async () => {
    const second: LogListener = { prefix: 'key-', apply: ({ position }) => void heard.push(`${position} again`) };
    const seen = follower.seen('2');
    void follower.run([keys, second], '1', stopping.signal);
    await seen;
    expect([heard, log.began]).toEqual([['2', '2 again'], ['1']]);
  });

  it('stops before what a later program wrote, once and for all, and tells whoever relies on it', async () => {
    const failures: unknown[] = [];
    const reader = { ...nothing, subscribe: (options: Parameters<FlakyLog['subscribe']>[0]) => log.subscribe(options) };
    const versions = { today: () => 1, upcast: raise };
    follower = new LogFollower(readerBehindDoor(reader, versions), clock, (error) => failures.push(error));
    log.events.push({ ...event(3), metadata: { v: 2 } }, event(4));
    const running = follower.run([keys], '', stopping.signal);
    const waiting = follower.seen('4');
    await settled();
    await Promise.all([running, waiting, follower.seen('9')]);
    await clock.advance(60_000);
    expect([follower.status, heard, log.began]).toEqual(['stopped', ['1', '2'], ['']]);
    expect(failures).toMatchObject([{ name: 'WrittenByLaterVersion', position: '3' }]);
    expect(() => follower.requireFollowing()).toThrow(WrittenByLaterVersion);
  });

  it('does not count as hearing from when somebody waits too long for what is in the log, until it comes', async () => {
    void follower.run([keys], '', stopping.signal);
    expect(follower.hears).toBe(false);
    await settled();
    // what died in silence delivers nothing of it
    log.events.push(event(3));
    const seen = follower.seen('3');
    await clock.advance(249);
    expect([follower.hears, follower.status]).toEqual([true, 'live']);
    await clock.advance(1);
    expect([follower.hears, follower.status]).toEqual([false, 'live']);
    log.end();
    await settled();
    await clock.advance(200);
    await seen;
    expect([follower.hears, heard]).toEqual([true, ['1', '2', '3']]);
  });

  it('keeps nobody waiting once it has ended', async () => {
    const ending = new AbortController();
    const running = follower.run([keys], '', ending.signal);
    await settled();
    const waiting = follower.seen('9');
    ending.abort();
    log.end();
    await running;
    await waiting;
    await follower.seen('10');
    expect(follower.status).toBe('ended');
  });
});
