import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type AllStreamSubscription,
  BACKWARDS,
  END,
  eventTypeFilter,
  type FilterBase,
  NO_STREAM,
  START,
  type StreamSubscription,
  streamNameFilter,
} from '@eventstore/db-client';
import { all, type Asker, event, events, type Question } from './asker';

const CREDENTIALS = { credentials: { username: 'admin', password: 'changeit' } };

/** Positions, reads, subscriptions, checkpoints and deleted streams. */
export const readQuestions: readonly Question[] = [
  ...positions(),
  ...readAll(),
  ...subscriptions(),
  ...[
    ['default maxSearchWindow, interval 1', { checkpointInterval: 1 }] as const,
    ['msw 32 interval 1', { maxSearchWindow: 32, checkpointInterval: 1 }] as const,
    ['msw 32 interval 4', { maxSearchWindow: 32, checkpointInterval: 4 }] as const,
    ['msw 1 interval 1', { maxSearchWindow: 1, checkpointInterval: 1 }] as const,
    ['msw 500 interval 2', { maxSearchWindow: 500, checkpointInterval: 2 }] as const,
  ].map(([name, options]) => checkpoints(name, options)),
  ...caughtUp(),
  ...filters(),
  ...streams(),
];

function positions(): readonly Question[] {
  return [
    [
      'b.positions of a 5-event append',
      async (q) => {
        const stream = q.stream('b');
        const { nextExpectedRevision, position } = await q.append(stream, events(5), { expectedRevision: NO_STREAM });
        const ofStream = await all(q.client.readStream(stream));
        const last = await all(q.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 6 }));
        const ofAll = last.filter((read) => read.event?.streamId === stream).reverse();
        const base = position!.commit;
        const places = ofAll.map((read) => read.event!.position);
        return {
          ret: `rev ${nextExpectedRevision}`,
          retPosIsLastEvent: places.at(-1)?.commit === base && places.at(-1)?.prepare === position!.prepare,
          retPosIsFirst: places[0]?.prepare === position!.prepare,
          allCommitMinusRet: places.map(({ commit }) => Number(commit - base)),
          allPrepareMinusRet: places.map(({ prepare }) => Number(prepare - base)),
          streamPos: ofStream.map((read) => Number(read.event!.position!.commit - base)),
          resolvedCommitPosition: ofAll.map((read) => Number(read.commitPosition! - base)),
        };
      },
    ],
    [
      'b.positions, 1-event appends',
      async (q) => {
        const stream = q.stream('b');
        const [a, b] = [(await q.append(stream, event(0))).position!, (await q.append(stream, event(1))).position!];
        const read = (await all(q.client.readStream(stream))).map((resolved) => resolved.event?.position);
        return { a, b, r: read, lt: a.commit < b.commit };
      },
    ],
    [
      'b.unary multi position',
      async (q) => {
        const stream = q.stream('b');
        const { position } = await q.append(stream, events(3), CREDENTIALS);
        const read = (await all(q.client.readStream(stream))).map((resolved) => resolved.event?.position);
        return { a: position, r: read };
      },
    ],
    [
      'b.event fields on stream read',
      async (q) => {
        const stream = q.stream('b');
        await q.append(stream, event(1));
        const [resolved] = await all(q.client.readStream(stream));
        const recorded = resolved!.event!;
        return {
          keys: Object.keys(resolved!),
          ev: Object.keys(recorded),
          created: recorded.created instanceof Date,
          isJson: recorded.isJson,
          meta: recorded.metadata,
          rev: typeof recorded.revision,
        };
      },
    ],
  ];
}

function readAll(): readonly Question[] {
  return [
    [
      'c.readAll filter support',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, events(2));
        const filter = streamNameFilter({ prefixes: [stream] });
        const last = { direction: BACKWARDS, fromPosition: END, maxCount: 3, filter } as const;
        const read = await all(q.client.readAll(last));
        return `${read.length} events, all match ${read.every((found) => found.event?.streamId === stream)}`;
      },
    ],
    [
      'c.readAll inclusive of fromPosition',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, event(0));
        const { position } = await q.append(stream, event(1));
        const [first] = await all(q.client.readAll({ fromPosition: position!, maxCount: 5 }));
        const isIt = first?.event?.streamId === stream && first.event.revision === 1n;
        return isIt ? 'inclusive' : `first is ${first?.event?.streamId} ${first?.event?.revision}`;
      },
    ],
    [
      'c.readAll backwards from position',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, event(0));
        const { position } = await q.append(stream, event(1));
        const [first] = await all(q.client.readAll({ direction: BACKWARDS, fromPosition: position!, maxCount: 1 }));
        return `first is rev ${first?.event?.revision}`;
      },
    ],
    [
      'c.readAll from position of the middle of a multi-event append',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, events(3));
        const [, middle] = await all(q.client.readStream(stream));
        const read = await all(q.client.readAll({ fromPosition: middle!.event!.position!, maxCount: 5 }));
        return read.filter((found) => found.event?.streamId === stream).map((found) => Number(found.event?.revision));
      },
    ],
    [
      'c.readAll from position not at a record',
      async (q) => {
        const { commit, prepare } = (await q.append(q.stream('c'), event(0))).position!;
        const invented = { commit: commit - 3n, prepare: prepare - 3n };
        return (await all(q.client.readAll({ fromPosition: invented, maxCount: 1 }))).length;
      },
    ],
    [
      'c.readAll from far beyond the end',
      async (q) => {
        const far = { commit: 1n << 50n, prepare: 1n << 50n };
        return `${(await all(q.client.readAll({ fromPosition: far, maxCount: 1 }))).length} events`;
      },
    ],
  ];
}

function subscriptions(): readonly Question[] {
  return [
    [
      'c.subscribe $all from position is exclusive?',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, event(0));
        const { position } = await q.append(stream, event(1));
        await q.append(stream, event(2));
        const filter = streamNameFilter({ prefixes: [stream] });
        const [first] = await all(q.client.subscribeToAll({ fromPosition: position!, filter }), 1);
        return `first rev ${first?.event?.revision}`;
      },
    ],
    [
      'c.subscribe stream from revision 1 first event',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, events(3));
        const [first] = await all(q.client.subscribeToStream(stream, { fromRevision: 1n }), 1);
        return `first rev ${first?.event?.revision}`;
      },
    ],
    [
      'c.subscribe to missing stream, then created',
      async (q) => {
        const stream = q.stream('c');
        const seen = new Seen(q, q.client.subscribeToStream(stream, { fromRevision: START }));
        await seen.until('confirmation');
        await q.append(stream, event(0));
        await seen.until('data');
        const before = seen.log.slice(0, seen.log.indexOf('data T rev 0'));
        await seen.end();
        return `confirmation=true caughtUp=${before.filter((what) => what === 'caughtUp').length} got 1`;
      },
    ],
    [
      'c.subscribe to tombstoned stream',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, event(0));
        await q.client.tombstoneStream(stream);
        const seen = new Seen(q, q.client.subscribeToStream(stream, { fromRevision: START }));
        await seen.until('error');
        return seen.withoutSigns()[0];
      },
    ],
    [
      'c.stream tombstoned while subscribed',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, event(0));
        const seen = new Seen(q, q.client.subscribeToStream(stream, { fromRevision: START }));
        await seen.until('caughtUp');
        await q.client.tombstoneStream(stream);
        await seen.until('error');
        return seen.withoutSigns();
      },
    ],
    [
      'c.stream soft-deleted then rewritten while subscribed',
      async (q) => {
        const stream = q.stream('c');
        await q.append(stream, events(2));
        const seen = new Seen(q, q.client.subscribeToStream(stream, { fromRevision: START }));
        await seen.until('caughtUp');
        await q.client.deleteStream(stream);
        await q.append(stream, event(2));
        await seen.until('data', 3);
        await seen.end();
        return seen.withoutSigns();
      },
    ],
    [
      'c.tombstone/softdelete as seen in $all',
      async (q) => {
        const [hard, soft] = [q.stream('c'), q.stream('c')];
        const { position } = await q.append(hard, event(0));
        await q.append(soft, event(0));
        await q.client.tombstoneStream(hard);
        await q.client.deleteStream(soft);
        const called = new Map([
          [hard, 'S(tomb)'],
          [soft, 'S2(soft)'],
          [`$$${hard}`, '$$S'],
          [`$$${soft}`, '$$S2'],
        ]);
        const read = await all(q.client.readAll({ fromPosition: position!, maxCount: 20 }));
        return read.flatMap(({ event: found }) => {
          const name = called.get(found?.streamId ?? '');
          return name === undefined ? [] : [`${name}:${found?.type}:${found?.revision}`];
        });
      },
    ],
  ];
}

/** 640 events that do not match and 3 that do before it begins, 640 that do not match after; one more match says that all came. */
function checkpoints(name: string, options: Partial<FilterBase>): Question {
  const ask = async (q: Asker) => {
    const [matching, noise] = [q.stream('ck'), q.stream('noise')];
    const { position } = await q.append(q.stream('base'), event(0));
    for (let i = 0; i < 4; i++) await q.append(noise, events(160));
    await q.append(matching, events(3));
    const reached: { commit: bigint; prepare: bigint }[] = [];
    let order = '';
    const filter = streamNameFilter({
      prefixes: [matching],
      ...options,
      checkpointReached: (_, at) => {
        reached.push(at);
        order += 'C';
      },
    });
    const subscription = q.client.subscribeToAll({ fromPosition: position!, filter });
    subscription.on('data', () => (order += 'e'));
    subscription.on('caughtUp', () => (order += 'U'));
    await once(subscription, 'caughtUp');
    const [history, before] = [order, reached.length];
    for (let i = 0; i < 20; i++) await Promise.all(events(32).map((one) => q.append(noise, one)));
    const last = once(subscription, 'data');
    await q.append(matching, event(3));
    await last;
    await subscription.unsubscribe();
    const live = order.slice(history.length, order.indexOf('e', history.length));
    const counted = reached.slice(0, before + live.replaceAll('U', '').length);
    return {
      history: before,
      live: counted.length - before,
      caughtUp: order.replaceAll(/[^U]/g, '').length,
      historyOrder: history.length > 60 ? `${history.slice(0, 30)}…${history.slice(-25)}` : history,
      liveOrder: live.slice(0, 40),
      commitEqPrepare: counted.every(({ commit, prepare }) => commit === prepare),
      monotone: counted.every(({ commit }, i) => i === 0 || commit >= counted[i - 1]!.commit),
      types: typeof counted.at(-1)?.commit,
    };
  };
  return [`c.checkpoints: 640 non-matching events before + 3 match, then 640 live non-matching; ${name}`, ask];
}

function caughtUp(): readonly Question[] {
  const soon = async (subscription: AllStreamSubscription, { paused = false } = {}) => {
    if (!paused) subscription.on('data', () => undefined);
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    return 'caughtUp=true';
  };
  return [
    [
      'c.unfiltered $all: caughtUp, checkpoint',
      async (q) => {
        const { position } = await q.append(q.stream('x'), event(0));
        await q.append(q.stream('x'), event(1));
        const seen = new Seen(q, q.client.subscribeToAll({ fromPosition: position! }));
        await seen.until('caughtUp');
        await q.append(q.stream('x'), event(2));
        await seen.until('data', 2);
        const log = seen.log.map((what) => (what.startsWith('data') ? 'event' : what));
        await seen.end();
        return log;
      },
    ],
    [
      'c.caughtUp with a filter that matches nothing',
      (q) => soon(q.client.subscribeToAll({ filter: streamNameFilter({ prefixes: [q.unused()] }) })),
    ],
    ['c.subscribe from END: caughtUp at once', (q) => soon(q.client.subscribeToAll({ fromPosition: END }))],
    [
      'c.caughtUp without a reader attached (paused)',
      (q) => soon(q.client.subscribeToAll({ fromPosition: END }), { paused: true }),
    ],
  ];
}

function filters(): readonly Question[] {
  return [
    [
      'c.bad regex',
      async (q) => {
        const seen = new Seen(q, q.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) }));
        await seen.until('error');
        return seen.log[0];
      },
    ],
    [
      'c.regex flavour (.NET lookbehind/inline (?i))',
      async (q) => {
        await q.append(q.stream('rx'), event(0, randomUUID(), 'AbC'));
        const filter = eventTypeFilter({ regex: '(?i)^abc$' });
        const last = { direction: BACKWARDS, fromPosition: END, maxCount: 1, filter } as const;
        return (await all(q.client.readAll(last))).map((read) => read.event?.type);
      },
    ],
    [
      'c.default excludeSystemEvents on fresh readAll',
      async (q) => (await all(q.client.readAll({ fromPosition: START, maxCount: 5 }))).map((read) => read.event?.type),
    ],
  ];
}

function streams(): readonly Question[] {
  const gone = (how: 'deleteStream' | 'tombstoneStream') => async (q: Asker) => {
    const stream = q.stream('d');
    await q.append(stream, event(0));
    await q.client[how](stream);
    return stream;
  };
  const [softlyDeleted, tombstoned] = [gone('deleteStream'), gone('tombstoneStream')];
  const ofTwo = async (q: Asker) => {
    const stream = q.stream('d');
    await q.append(stream, events(2));
    return stream;
  };
  return [
    ['e.read missing', (q) => all(q.client.readStream(q.stream('none')))],
    [
      'e.read missing backwards',
      (q) => all(q.client.readStream(q.stream('none'), { direction: BACKWARDS, fromRevision: END, maxCount: 1 })),
    ],
    ['e.read soft-deleted', async (q) => all(q.client.readStream(await softlyDeleted(q)))],
    ['e.read tombstoned', async (q) => all(q.client.readStream(await tombstoned(q)))],
    [
      'e.read past the end (from revision 10 of 2)',
      async (q) => (await all(q.client.readStream(await ofTwo(q), { fromRevision: 10n }))).length,
    ],
    ['e.delete missing stream, any', (q) => q.client.deleteStream(q.stream('none'))],
    ['e.delete missing stream, exact', (q) => q.client.deleteStream(q.stream('none'), { expectedRevision: 0n })],
    ['e.delete wrong revision', async (q) => q.client.deleteStream(await ofTwo(q), { expectedRevision: 0n })],
    [
      'e.delete twice',
      async (q) => {
        const stream = await ofTwo(q);
        await q.client.deleteStream(stream);
        return (await q.client.deleteStream(stream)).position ? 'ok with position' : 'ok';
      },
    ],
    [
      'e.tombstone missing stream',
      async (q) => ((await q.client.tombstoneStream(q.stream('none'))).position ? 'ok with position' : 'ok'),
    ],
    ['e.tombstone twice', async (q) => q.client.tombstoneStream(await tombstoned(q))],
    ['e.delete tombstoned', async (q) => q.client.deleteStream(await tombstoned(q))],
    ['e.getStreamMetadata missing', (q) => q.client.getStreamMetadata(q.stream('none'))],
    [
      'e.$maxCount=0? setMetadata truncateBefore 2',
      async (q) => {
        const stream = q.stream('d');
        await q.append(stream, events(3));
        await q.client.setStreamMetadata(stream, { truncateBefore: 2 });
        return (await all(q.client.readStream(stream))).map((read) => Number(read.event?.revision));
      },
    ],
    [
      'e.truncateBefore beyond the end',
      async (q) => {
        const stream = await ofTwo(q);
        await q.client.setStreamMetadata(stream, { truncateBefore: 100 });
        const read = (await all(q.client.readStream(stream))).length;
        const { nextExpectedRevision } = await q.append(stream, event(2), { expectedRevision: 1n });
        return `read=${read} then append exact 1 -> "${nextExpectedRevision}n"`;
      },
    ],
  ];
}

/** Everything a subscription was seen to do, in its order. */
class Seen {
  readonly log: string[] = [];

  constructor(
    asker: Asker,
    private readonly subscription: AllStreamSubscription | StreamSubscription,
  ) {
    for (const sign of ['confirmation', 'caughtUp', 'end'] as const) subscription.on(sign, () => this.log.push(sign));
    subscription.on('error', (error: Error) => this.log.push(asker.described(error)));
    subscription.on('data', (read: { readonly event?: { readonly type: string; readonly revision: bigint } }) =>
      this.log.push(`data ${read.event?.type} rev ${read.event?.revision}`),
    );
  }

  /** Until it did so as often. */
  async until(what: 'confirmation' | 'caughtUp' | 'data' | 'error', times = 1): Promise<void> {
    const mark = what === 'error' ? '!' : what;
    while (this.log.filter((entry) => entry.startsWith(mark)).length < times) {
      await new Promise<void>((resolve) => this.subscription.once(what as 'data', () => resolve()));
    }
  }

  async end(): Promise<void> {
    const ended = once(this.subscription, 'end');
    await this.subscription.unsubscribe();
    await ended;
  }

  withoutSigns(): string[] {
    return this.log.filter((what) => what !== 'confirmation' && what !== 'caughtUp');
  }
}
