import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@arauto/clock';
import type { EventReader, RecordedEvent, SubscriptionMessage } from '@arauto/event-store';
import { connectMongo } from '@arauto/mongo';
import { describeMongod, describeReplicaSet, expectWithin } from '@arauto/mongo/testing';
import type { MongoClient } from 'mongodb';
import { add, put } from '../change';
import type { Projection, ViewReader, ViewWriter } from '../port';
import { type ProjectorEnd, runProjector } from '../projector';
import { integer, symbol, type View } from '../view';
import { openMongoViewReader, openMongoViewWriter } from '.';

const GUESTS: View = {
  name: 'guests',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), n: integer() },
  indexes: [['hotel', 'n']],
};
const TOTALS: View = {
  name: 'totals',
  version: 1,
  group: 'operational',
  fields: { guests: integer(), sum: integer() },
  indexes: [],
  counters: true,
};
const VIEWS = [GUESTS, TOTALS];

const position = (n: number) => String(n).padStart(12, '0');

const guests: Projection = {
  view: GUESTS,
  handles: ['GuestCame'],
  project: ({ stream, revision }) => [
    put(GUESTS, stream, { hotel: 'ritz', n: revision }),
    add(TOTALS, 'all', { guests: 1, sum: revision }),
  ],
};

/** A log that grows by an array of events with each `grow`, and is read from anywhere. */
class GrowingLog implements Pick<EventReader, 'subscribe'> {
  private events: RecordedEvent[] = [];
  /** Of those who wait for more. */
  private waiting: (() => void)[] = [];

  grow(count: number): void {
    for (let left = count; left > 0; left--) {
      const n = this.events.length + 1;
      const id = `00000000-0000-4000-8000-${position(n)}`;
      this.events.push({
        id,
        type: 'GuestCame',
        data: {},
        metadata: {},
        stream: `g-${n}`,
        revision: n,
        position: position(n),
        at: n,
      });
    }
    this.wake();
  }

  private wake(): void {
    for (const go of this.waiting.splice(0)) go();
  }

  get length(): number {
    return this.events.length;
  }

  async *subscribe({
    after,
    signal,
  }: Parameters<EventReader['subscribe']>[0]): AsyncGenerator<readonly SubscriptionMessage[]> {
    signal.addEventListener('abort', () => this.wake());
    for (let next = Number(after || 0); !signal.aborted;) {
      const events = this.events.slice(next, next + 500);
      next += events.length;
      const messages: SubscriptionMessage[] = events.map((event) => ({ kind: 'event', event }));
      if (next === this.events.length) messages.push({ kind: 'caughtUp', position: position(next) });
      yield messages;
      if (next === this.events.length) await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

/** A store of its own, with projectors that follow the log. */
class Projecting {
  readonly log = new GrowingLog();
  readonly reader: ViewReader & { close(): Promise<void> };
  private readonly running: { stop: AbortController; end: Promise<ProjectorEnd>; writer: ViewWriter }[] = [];
  readonly troubles: string[] = [];

  private constructor(
    private readonly client: MongoClient,
    private readonly uri: string,
    /** Also what the server knows the client by. */
    private readonly database: string,
  ) {
    this.reader = openMongoViewReader({ ...this.store });
  }

  static async on(uri: string): Promise<Projecting> {
    const database = `faults-${systemRandom.uuid()}`;
    return new Projecting(await connectMongo(uri, { appName: database }), uri, database);
  }

  /** With a projector that has caught up with the first events. */
  static async withThousandOn(uri: string): Promise<Projecting> {
    const projecting = await Projecting.on(uri);
    await projecting.start();
    projecting.log.grow(1_000);
    await projecting.caughtUp();
    return projecting;
  }

  private get store() {
    return {
      client: this.client,
      database: this.database,
      group: 'operational' as const,
      views: VIEWS,
      clock: systemClock,
    };
  }

  async start(): Promise<void> {
    const writer = await openMongoViewWriter(this.store);
    const stop = new AbortController();
    const end = runProjector({
      projections: [guests],
      reader: this.log,
      writer,
      clock: systemClock,
      signal: stop.signal,
      limits: { maxRetryMs: 500 },
      onTrouble: (error) => this.troubles.push(String(error)),
    });
    this.running.push({ stop, end, writer });
  }

  /** The projector that was started last. */
  async stopLast(): Promise<void> {
    const last = this.running.pop()!;
    last.stop.abort();
    await last.end;
    await last.writer.close();
  }

  /** Waits until the views hold all of the log, or so many events of it. @returns how long that took, in milliseconds */
  async caughtUp(events = this.log.length): Promise<number> {
    const from = performance.now();
    const wanted = position(events);
    for (;;) {
      const reached = await this.reader.position('operational').catch(() => '');
      if (reached >= wanted) return performance.now() - from;
      await systemClock.sleep(20);
    }
  }

  /** Every event counted once, in each of the two ways. */
  async expectExact(): Promise<void> {
    const { length } = this.log;
    expect(await this.reader.count(GUESTS, [])).toEqual({ value: length, relation: 'exact' });
    expect(await this.reader.get(TOTALS, 'all')).toEqual({ guests: length, sum: (length * (length + 1)) / 2 });
  }

  /** What befalls the primary in the middle of a batch keeps nobody from writing for longer than that, and loses and doubles nothing. */
  async expectReplaced(withinMs: number, befall: () => unknown, mend: () => unknown): Promise<void> {
    this.log.grow(5_000);
    const written = Number(await this.reader.position('operational'));
    await befall();
    expectWithin(withinMs, await this.caughtUp(written + 1));
    await mend();
    await this.caughtUp();
    await this.expectExact();
  }

  fail(mode: object | string, data: object): Promise<unknown> {
    return this.client
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode, data: { appName: this.database, ...data } });
  }

  /** Another process takes the lane over, begins a transaction that moves its place, and is killed in it. */
  async dieInTransaction(): Promise<void> {
    const program = join(__dirname, 'testing/die-in-transaction.js');
    const child = spawn(process.execPath, [program, this.uri, this.database], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async close(): Promise<void> {
    while (this.running.length > 0) await this.stopLast();
    await this.reader.close();
    await this.client.db(this.database).dropDatabase();
    await this.client.close();
  }
}

describeMongod('MongoDB: faults of one server', (server) => {
  let views: Projecting;
  beforeEach(async () => {
    views = await Projecting.on(server().uri);
    await views.start();
  });
  afterEach(() => views.close());

  it.each([
    ['whose answer is lost', { closeConnection: true }],
    ['that fails, of which is not said whether it is done', { errorCode: 91 }],
    ['that is not done, of which nothing remains', { errorCode: 251, errorLabels: ['TransientTransactionError'] }],
    [
      'that is done here and not yet elsewhere',
      { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    ],
    [
      'that is done, and told of as if nothing of it remained,',
      { writeConcernError: { code: 64, errmsg: 'no answer' }, errorLabels: ['TransientTransactionError'] },
    ],
  ])('a commit %s loses and doubles nothing', async (_what, data) => {
    views.log.grow(700);
    await views.caughtUp();
    await views.fail({ times: 3 }, { failCommands: ['commitTransaction'], ...data });
    views.log.grow(700);
    // sooner than it would stand by for itself
    expectWithin(3_000, await views.caughtUp());
    await views.expectExact();
  });

  it('what the driver throws is tried again from the stored checkpoint', async () => {
    await views.fail({ times: 4 }, { failCommands: ['update', 'findAndModify'], errorCode: 8000 });
    views.log.grow(700);
    await views.caughtUp();
    await views.expectExact();
    expect(views.troubles.length).toBeGreaterThan(0);
  });

  it('a second projector takes over, the first stands by, and takes over in its turn when the second ends', async () => {
    views.log.grow(700);
    await views.caughtUp();
    await views.start();
    views.log.grow(700);
    await views.caughtUp();
    await views.stopLast();
    views.log.grow(700);
    expectWithin(5_000, await views.caughtUp());
    await views.expectExact();
  });

  it('who stands by takes over within 5 s from a process that was killed in its transaction', async () => {
    views.log.grow(700);
    await views.caughtUp();
    await views.dieInTransaction();
    views.log.grow(700);
    expectWithin(5_000, await views.caughtUp());
    await views.expectExact();
  });
});

describeReplicaSet('MongoDB: faults of a set of three', (set) => {
  let views: Projecting;
  beforeEach(async () => void (views = await Projecting.withThousandOn(set().uri)), 120_000);
  afterEach(() => views.close(), 60_000);

  it('a primary that steps down in the middle of a batch loses and doubles nothing', async () => {
    views.log.grow(20_000);
    await set().stepDown();
    await views.caughtUp();
    await views.expectExact();
  }, 120_000);

  it('a primary that is killed in the middle of a batch loses and doubles nothing, and is replaced within 15 s', async () => {
    const primary = await set().primary();
    await views.expectReplaced(
      15_000,
      () => primary.kill(),
      () => primary.run(),
    );
  }, 120_000);

  it('a primary that is stopped, and goes on later, loses and doubles nothing, and is replaced within 25 s', async () => {
    const primary = await set().primary();
    await views.expectReplaced(
      25_000,
      () => primary.stall(),
      () => {
        primary.resume();
        views.log.grow(500);
      },
    );
  }, 120_000);
});

describeReplicaSet(
  'MongoDB: faults of a set of three on a network',
  (set) => {
    let views: Projecting;
    beforeEach(async () => void (views = await Projecting.withThousandOn(set().uri)), 120_000);
    afterEach(() => views.close(), 60_000);

    it('a primary that is cut off, and comes back later, loses and doubles nothing, and is replaced within 25 s', async () => {
      const primary = await set().primary();
      await views.expectReplaced(
        25_000,
        () => primary.cutOff(),
        async () => {
          const { address } = await set().primary();
          expect(address).not.toBe(primary.address);
          primary.rejoin();
          views.log.grow(500);
        },
      );
    }, 120_000);
  },
  { apart: true },
);
