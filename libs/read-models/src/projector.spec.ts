import { VirtualClock } from '@arauto/clock';
import {
  type EventReader,
  type Position,
  readerBehindDoor,
  type RecordedEvent,
  type SubscriptionMessage,
} from '@arauto/event-store';
import type { Change } from './change';
import { ChangeRefused, LostPlace, type Projection, Superseded, type ViewWriter } from './port';
import { type ProjectorEnd, type ProjectorLimits, runProjector } from './projector';

const at = (n: number): Position => String(n).padStart(8, '0');

/** A log that a test pushes into; every subscription reads it from its start position. */
class FakeLog implements Pick<EventReader, 'subscribe'> {
  readonly arrays: (readonly SubscriptionMessage[])[] = [];
  subscriptions = 0;
  failures: Error[] = [];
  private wake: () => void = () => undefined;

  push(...messages: SubscriptionMessage[]): void {
    this.arrays.push(messages);
    this.wake();
  }

  async *subscribe({
    after,
    signal,
  }: Parameters<EventReader['subscribe']>[0]): AsyncGenerator<readonly SubscriptionMessage[]> {
    this.subscriptions++;
    signal.addEventListener('abort', () => this.wake());
    for (let next = 0; !signal.aborted;) {
      const failure = this.failures.shift();
      if (failure) throw failure;
      const array = this.arrays[next];
      if (array) {
        next++;
        const later = array.filter((message) => (message.kind === 'event' ? message.event : message).position > after);
        if (later.length > 0) yield later;
      } else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

class FakeWriter implements Pick<
  ViewWriter,
  'checkpoint' | 'gather' | 'isFull' | 'restMs' | 'commit' | 'caughtUp' | 'isFilling' | 'standBy'
> {
  position: Position = '';
  isFull?: () => boolean;
  restMs?: number;
  /** Takes as long as a commit takes. */
  committing: () => Promise<void> = () => Promise.resolve();
  standBy?: (signal: AbortSignal) => Promise<void>;
  readonly commits: { to: Position; ids: string[] }[] = [];
  failures: Error[] = [];
  caughtUpCalls = 0;
  /** How often it has to be told that it has caught up, because other lanes have not. */
  behindFor = 0;
  gathered: string[] = [];

  checkpoint(): Promise<Position> {
    this.gathered = [];
    return Promise.resolve(this.position);
  }

  gather(changes: readonly Change[]): void {
    const refused = changes.findIndex(({ id }) => id === 'refused');
    if (refused >= 0) throw new ChangeRefused(refused, 'cats: no field shoe');
    this.gathered.push(...changes.map(({ id }) => id));
  }

  async commit(from: Position, to: Position): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    await this.committing();
    if (from !== this.position) throw new LostPlace('operational', from, this.position);
    this.commits.push({ to, ids: this.gathered });
    this.gathered = [];
    this.position = to;
  }

  isFilling(): boolean {
    return this.caughtUpCalls <= this.behindFor;
  }

  caughtUp(): Promise<void> {
    this.caughtUpCalls++;
    return Promise.resolve();
  }
}

const cats: Projection = {
  view: { name: 'cats', version: 1, group: 'operational', fields: {}, indexes: [] },
  handles: ['CatCame', 'CatBroke'],
  project: ({ type, stream, data }) => {
    if (type === 'CatBroke') throw new RangeError('no such cat');
    const ids = (data['ids'] as string[] | undefined) ?? [stream];
    return ids.map((id) => ({ op: 'put', view: 'cats', id, doc: {} }));
  },
};
const dogs: Projection = {
  view: { ...cats.view, name: 'dogs' },
  handles: ['CatCame'],
  project: ({ stream }) => [{ op: 'remove', view: 'dogs', id: `dog-${stream}` }],
};

const event = (
  n: number,
  type = 'CatCame',
  data: RecordedEvent['data'] = {},
  metadata: RecordedEvent['metadata'] = {},
): SubscriptionMessage => ({
  kind: 'event',
  event: { id: `id-${n}`, type, data, metadata, stream: `cat-${n}`, revision: 0, position: at(n), at: 0 },
});
const caughtUp = (n: number): SubscriptionMessage => ({ kind: 'caughtUp', position: at(n) });
const checkpoint = (n: number): SubscriptionMessage => ({ kind: 'checkpoint', position: at(n) });

describe('projector', () => {
  const log = { current: new FakeLog() };
  let writer: FakeWriter;
  let clock: VirtualClock;
  let progress: Position[];
  let told: unknown[];
  let stop: AbortController;
  let end: Promise<ProjectorEnd>;
  let reader: Pick<EventReader, 'subscribe'>;

  beforeEach(() => {
    reader = log.current = new FakeLog();
    writer = new FakeWriter();
    clock = new VirtualClock();
    progress = [];
    told = [];
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await clock.advance(0);
    await end;
  });

  async function run(limits: Partial<ProjectorLimits> = {}, projections = [cats], skip?: Set<Position>): Promise<void> {
    end = runProjector({
      projections,
      reader,
      writer,
      clock,
      signal: stop.signal,
      limits,
      skip,
      onProgress: (position) => progress.push(position),
      onCaughtUp: (position) => told.push(['caughtUp', position]),
      onPoison: (poison) => told.push(poison),
      onStandBy: () => told.push(['standsBy']),
      onTrouble: (error, retryInMs) => told.push([(error as Error).message, retryInMs]),
    });
    await clock.advance(0);
  }

  it('starts after the stored checkpoint', async () => {
    writer.position = at(2);
    log.current.push(event(1), event(2), event(3), caughtUp(3));
    await run();
    expect(writer.commits).toEqual([{ to: at(3), ids: ['cat-3'] }]);
    expect(progress[0]).toBe(at(2));
  });

  it('collects while catching up, until the end of the log', async () => {
    log.current.push(event(1), event(2));
    log.current.push(event(3));
    log.current.push(event(4), caughtUp(4));
    await run();
    expect(writer.commits).toEqual([{ to: at(4), ids: ['cat-1', 'cat-2', 'cat-3', 'cat-4'] }]);
    expect(told).toEqual([['caughtUp', at(4)]]);
    expect(writer.caughtUpCalls).toBe(1);
  });

  it('says again that it has caught up while other lanes of its filling have not, though nothing comes', async () => {
    writer.behindFor = 2;
    log.current.push(event(1), caughtUp(1));
    await run({ idleMs: 250 });
    expect([writer.caughtUpCalls, writer.isFilling()]).toEqual([1, true]);
    await clock.advance(250);
    await clock.advance(250);
    expect([writer.caughtUpCalls, writer.isFilling()]).toEqual([3, false]);
    await clock.advance(5000);
    expect(writer.caughtUpCalls).toBe(3);
  });

  it('bounds a batch by its events', async () => {
    log.current.push(event(1), event(2));
    log.current.push(event(3));
    log.current.push(event(4));
    await run({ events: 3 });
    expect(writer.commits).toEqual([{ to: at(3), ids: ['cat-1', 'cat-2', 'cat-3'] }]);
  });

  it('commits before the writer has more than it wants at once, at an event', async () => {
    writer.isFull = () => writer.gathered.length >= 250;
    log.current.push(...Array.from({ length: 640 }, (_, n) => event(n + 1)));
    await run({ delayMs: 1 });
    await clock.advance(1);
    expect(writer.commits.map(({ to, ids }) => [to, ids.length])).toEqual([
      [at(300), 300],
      [at(600), 300],
      [at(640), 40],
    ]);
  });

  it('bounds a batch by time, when the log stops arriving in the middle', async () => {
    log.current.push(event(1));
    await run({ delayMs: 50 });
    await clock.advance(49);
    expect(writer.commits).toEqual([]);
    await clock.advance(1);
    expect(writer.commits).toEqual([{ to: at(1), ids: ['cat-1'] }]);
  });

  it('commits what arrives at once when live', async () => {
    log.current.push(caughtUp(0));
    await run();
    log.current.push(event(1));
    await clock.advance(0);
    log.current.push(event(2), event(3));
    await clock.advance(0);
    expect(writer.commits.map(({ to }) => to)).toEqual([at(0), at(1), at(3)]);
    expect(progress).toEqual(expect.arrayContaining([at(1), at(3)]));
  });

  it.each([
    [10, 20],
    [60, 100],
  ])('gathers after a commit of %i ms for %i ms, where the writer wants that', async (takes, rests) => {
    log.current.push(caughtUp(0));
    await run();
    writer.restMs = 100;
    writer.committing = () => clock.sleep(takes);
    log.current.push(event(1));
    await clock.advance(0);
    await clock.advance(takes);
    log.current.push(event(2));
    await clock.advance(rests - 1);
    log.current.push(event(3));
    await clock.advance(0);
    expect(writer.commits.map(({ to }) => to)).toEqual([at(0), at(1)]);
    await clock.advance(1);
    await clock.advance(takes);
    expect(writer.commits.map(({ to }) => to)).toEqual([at(0), at(1), at(3)]);
  });

  it('shows an event to the projections that handle it, in their order', async () => {
    log.current.push(event(1), event(2, 'Other'), caughtUp(2));
    await run({}, [cats, dogs]);
    expect(writer.commits).toEqual([{ to: at(2), ids: ['cat-1', 'dog-cat-1'] }]);
  });

  it('events that change nothing are progress at once, and a commit only now and then', async () => {
    log.current.push(event(1), caughtUp(1));
    await run({ idleMs: 100 });
    for (let n = 2; n <= 50; n++) {
      log.current.push(n % 2 ? checkpoint(n) : event(n, 'Other'));
      await clock.advance(1);
      expect(progress.at(-1)).toBe(at(n));
    }
    expect(writer.commits).toHaveLength(1);
    await clock.advance(100);
    expect(writer.commits).toEqual([
      { to: at(1), ids: ['cat-1'] },
      { to: at(50), ids: [] },
    ]);
  });

  it('stops before an event its projection cannot apply, keeps what came before, and never shows the payload', async () => {
    log.current.push(event(1), event(2, 'CatBroke', { secret: 'whiskers' }), event(3), caughtUp(3));
    await run();
    const poison = {
      projection: 'cats',
      position: at(2),
      stream: 'cat-2',
      type: 'CatBroke',
      error: 'RangeError: no such cat',
    };
    expect(await end).toEqual({ reason: 'poison', poison });
    expect(told).toEqual([poison]);
    expect(writer.commits).toEqual([{ to: at(1), ids: ['cat-1'] }]);
    await clock.advance(60_000);
    expect(writer.position).toBe(at(1));
  });

  it('stops before an event of a later version, and keeps what came before', async () => {
    const never = () => {
      throw new Error('nobody asks');
    };
    const stored = {
      readStream: never,
      readAll: never,
      head: never,
      subscribe: log.current.subscribe.bind(log.current),
    };
    reader = readerBehindDoor(stored, { today: () => 1, upcast: never });
    log.current.push(event(1), event(2, 'CatCame', {}, { v: 2 }), event(3), caughtUp(3));
    await run({}, [dogs, cats]);
    const poison = { projection: 'dogs', position: at(2), stream: 'cat-2', type: 'CatCame' };
    expect(await end).toMatchObject({ reason: 'poison', poison });
    expect(told).toMatchObject([
      { ...poison, error: expect.stringMatching(/WrittenByLaterVersion: CatCame .*version 2/) },
    ]);
    expect(writer.commits).toEqual([{ to: at(1), ids: ['dog-cat-1', 'cat-1'] }]);
    await clock.advance(60_000);
    expect(log.current.subscriptions).toBe(1);
  });

  it('stops before an event whose change the store refuses, whichever of its changes that was', async () => {
    log.current.push(event(1), event(2), event(3, 'CatCame', { ids: ['fine', 'refused'] }), event(4), caughtUp(4));
    await run({}, [dogs, cats]);
    expect(await end).toMatchObject({
      reason: 'poison',
      poison: { projection: 'cats', position: at(3), error: 'ChangeRefused: cats: no field shoe' },
    });
    expect(writer.commits).toEqual([{ to: at(2), ids: ['dog-cat-1', 'cat-1', 'dog-cat-2', 'cat-2'] }]);
  });

  it('a refused change leaves nothing of its event, whatever was gathered before', async () => {
    log.current.push(event(1), event(2));
    log.current.push(event(3), event(4, 'CatCame', { ids: ['fine', 'refused'] }), caughtUp(4));
    await run();
    expect(await end).toMatchObject({ reason: 'poison', poison: { position: at(4) } });
    expect(writer.commits).toEqual([{ to: at(3), ids: ['cat-1', 'cat-2', 'cat-3'] }]);
    expect(told).toHaveLength(1);
  });

  it('stops again at the same event when started again, and passes it only when told to', async () => {
    log.current.push(event(1, 'CatBroke'), event(2), caughtUp(2));
    await run();
    expect(await end).toMatchObject({ reason: 'poison' });
    await run();
    expect(await end).toMatchObject({ reason: 'poison' });
    expect(writer.commits).toEqual([]);
    await run({}, [cats], new Set([at(1)]));
    expect(writer.commits).toEqual([{ to: at(2), ids: ['cat-2'] }]);
  });

  it.each([
    [new LostPlace('operational', at(1), at(9)), 'lostPlace'],
    [new Superseded('operational'), 'superseded'],
  ])('ends when another writer has its place: %s', async (error, reason) => {
    writer.failures = [error];
    log.current.push(event(1), caughtUp(1));
    await run();
    expect(await end).toMatchObject({ reason });
    expect(writer.commits).toEqual([]);
  });

  it('asks in a quiet log whether its views are where they were, and goes on from where somebody has put them back to', async () => {
    log.current.push(event(1), event(2), caughtUp(2));
    await run({ lookMs: 5_000, retryMs: 100 });
    writer.position = at(1);
    await clock.advance(4_999);
    expect(writer.commits).toHaveLength(1);
    await clock.advance(101);
    expect(writer.commits).toEqual([
      { to: at(2), ids: ['cat-1', 'cat-2'] },
      { to: at(2), ids: ['cat-2'] },
    ]);
  });

  it('hears in a quiet log that its views are gone, and that they were taken over', async () => {
    log.current.push(event(1), caughtUp(1));
    await run({ lookMs: 5_000, retryMs: 100 });
    const checkpoint = jest.spyOn(writer, 'checkpoint').mockRejectedValueOnce(new Error('gone'));
    await clock.advance(5_000);
    expect(told).toEqual([
      ['caughtUp', at(1)],
      ['gone', 100],
    ]);
    await clock.advance(100);
    writer.standBy = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    checkpoint.mockRejectedValueOnce(new LostPlace('operational', at(1), at(1)));
    await clock.advance(5_000);
    expect(told.at(-1)).toEqual(['standsBy']);
  });

  it('stands by when another writer has its place, where the writer can, and takes over', async () => {
    writer.failures = [new LostPlace('operational', at(1), at(9))];
    let leave = () => {};
    writer.standBy = () => new Promise((resolve) => (leave = resolve));
    log.current.push(event(1), event(2), caughtUp(2));
    await run();
    await clock.advance(60_000);
    expect(writer.commits).toEqual([]);
    writer.position = at(1);
    leave();
    await clock.advance(0);
    expect(writer.commits).toEqual([{ to: at(2), ids: ['cat-2'] }]);
    expect(told).toEqual([['standsBy'], ['caughtUp', at(2)]]);
  });

  it('tries again to stand by when the store fails meanwhile', async () => {
    writer.failures = [new LostPlace('operational', at(1), at(9))];
    let asked = 0;
    writer.standBy = () => (asked++ === 0 ? Promise.reject(new Error('network')) : Promise.resolve());
    log.current.push(event(1), caughtUp(1));
    await run({ retryMs: 100 });
    expect(told).toEqual([['standsBy'], ['network', 100]]);
    await clock.advance(100);
    expect(asked).toBe(2);
    expect(writer.commits).toEqual([{ to: at(1), ids: ['cat-1'] }]);
  });

  it('backs off when a store fails and goes on from the stored checkpoint, for ever', async () => {
    writer.failures = [new Error('disk'), new Error('disk')];
    log.current.push(event(1), event(2), caughtUp(2));
    await run({ retryMs: 100, maxRetryMs: 150 });
    expect(told).toEqual([['disk', 100]]);
    await clock.advance(99);
    expect(log.current.subscriptions).toBe(1);
    await clock.advance(1);
    expect(told).toEqual([
      ['disk', 100],
      ['disk', 150],
    ]);
    log.current.failures = [new Error('log')];
    await clock.advance(150);
    expect(told.at(-1)).toEqual(['log', 150]);
    await clock.advance(150);
    expect(writer.commits).toEqual([{ to: at(2), ids: ['cat-1', 'cat-2'] }]);
    expect(log.current.subscriptions).toBe(4);
    // a success makes the next wait short again
    writer.failures = [new Error('disk')];
    log.current.push(event(3));
    await clock.advance(0);
    expect(told.at(-1)).toEqual(['disk', 100]);
  });

  it('tells of a log that stays away, and not of a subscription that breaks off and goes on', async () => {
    let onState: Parameters<EventReader['subscribe']>[0]['onState'];
    reader = {
      subscribe: (options) => {
        onState = options.onState;
        return log.current.subscribe(options);
      },
    };
    log.current.push(event(1), caughtUp(1));
    await run({ retryMs: 100 });
    onState!('retrying', new Error('too slow'));
    onState!('live');
    onState!('retrying', new Error('gone'));
    expect(told).toEqual([['caughtUp', at(1)]]);
    onState!('retrying', new Error('still gone'));
    expect(told.at(-1)).toEqual(['still gone', 100]);
  });

  it('a failure after the store had committed is no repeat', async () => {
    const commit = writer.commit.bind(writer);
    let lost = true;
    writer.commit = async (...call) => {
      await commit(...call);
      if (lost) throw new Error(`answer lost ${String((lost = false))}`);
    };
    log.current.push(event(1), event(2), caughtUp(2));
    await run();
    await clock.advance(1000);
    log.current.push(event(3), caughtUp(3));
    await clock.advance(0);
    expect(writer.commits.flatMap(({ ids }) => ids)).toEqual(['cat-1', 'cat-2', 'cat-3']);
  });

  it('ends when aborted', async () => {
    await run();
    stop.abort();
    await clock.advance(0);
    expect(await end).toEqual({ reason: 'aborted' });
  });
});
