import { randomUUID } from 'node:crypto';
import { ANY, jsonEvent, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import {
  all,
  type AppendOptions,
  type AppendPath,
  type Asker,
  brief,
  event,
  events,
  type Question,
  written,
} from './asker';

const CREDENTIALS = { credentials: { username: 'admin', password: 'changeit' } };

/** Repeats, conflicts, sizes, deleted streams, names, types and ids, of one of the two ways to append. */
export function appendQuestions(path: AppendPath): readonly Question[] {
  const how: AppendOptions = path === 'unary' ? CREDENTIALS : {};
  const at = (expectedRevision: NonNullable<AppendOptions['expectedRevision']>) => ({ expectedRevision, ...how });
  const asked = [
    ...repeats(at),
    ...conflicts(at),
    ...empty(at),
    ...concurrent(at, how),
    ...sizes(at, path),
    ...deleted(at),
    ...names(how),
    ...types(how, path),
  ];
  return asked.map(([name, ask]) => [`a.${path}.${name}`, ask] as const);
}

type At = (expected: NonNullable<AppendOptions['expectedRevision']>) => AppendOptions;

function repeats(at: At): readonly Question[] {
  /** The same events appended at the same expectation, a second time after `between`. */
  const twice = async (
    q: Asker,
    expected: Parameters<At>[0],
    [before, repeated, between]: readonly [number, number, number],
    atBetween: AppendOptions = {},
  ) => {
    const stream = q.stream('i');
    if (before > 0) await q.append(stream, events(before), { expectedRevision: NO_STREAM });
    const same = events(repeated, before);
    const append = () => q.append(stream, same, at(expected));
    const again = async () => {
      if (between > 0) await q.append(stream, events(between), atBetween);
      return append();
    };
    return `${await q.appendedTwice(append, again)} ${await q.length(stream)}`;
  };
  /** Two events, then what `change` makes of them at the same expectation. */
  const changed = async (
    q: Asker,
    expected: Parameters<At>[0],
    change: (first: ReturnType<typeof events>) => typeof first,
  ) => {
    const stream = q.stream('i');
    const first = events(2);
    await q.append(stream, first, at(expected));
    return `${await q.appended(stream, change(first), at(expected))} ${await q.length(stream)}`;
  };
  return [
    ['no_stream twice (2 events)', (q) => twice(q, NO_STREAM, [0, 2, 0])],
    [
      'no_stream first-event-only repeat of a 2-event append',
      (q) => changed(q, NO_STREAM, (first) => first.slice(0, 1)),
    ],
    ['no_stream repeat with extra event at end', (q) => changed(q, NO_STREAM, (first) => [...first, event(2)])],
    ['no_stream same first id, different rest', (q) => changed(q, NO_STREAM, (first) => [first[0]!, event(2)])],
    [
      'no_stream same id, different data',
      async (q) => {
        const [stream, id] = [q.stream('i'), randomUUID()];
        await q.append(stream, event(0, id), at(NO_STREAM));
        const repeated = await q.appended(stream, event(99, id, 'Other'), at(NO_STREAM));
        const stored = (await all(q.client.readStream(stream))).map((read) => [read.event?.type, read.event?.data]);
        return `${repeated} stored=${written(stored)}`;
      },
    ],
    [
      'no_stream different ids',
      async (q) => {
        const stream = q.stream('i');
        await q.append(stream, event(0), at(NO_STREAM));
        return q.appended(stream, event(1), at(NO_STREAM));
      },
    ],
    ['exact 1 twice', (q) => twice(q, 1n, [2, 2, 0])],
    ['exact repeat after later events', (q) => twice(q, 1n, [2, 2, 2], { expectedRevision: 3n })],
    ['no_stream repeat after later events', (q) => twice(q, NO_STREAM, [0, 1, 2], { expectedRevision: 0n })],
    ['any twice', (q) => twice(q, ANY, [0, 2, 0])],
    ['any repeat after later events', (q) => twice(q, ANY, [0, 2, 1])],
    ['any same first id different rest', (q) => changed(q, ANY, (first) => [first[0]!, event(5)])],
    ['stream_exists twice', (q) => twice(q, STREAM_EXISTS, [1, 1, 0])],
  ];
}

function conflicts(at: At): readonly Question[] {
  const against = (written: number, expected: Parameters<At>[0]) => async (q: Asker) => {
    const stream = q.stream('i');
    if (written > 0) await q.append(stream, events(written), { expectedRevision: NO_STREAM });
    return q.appended(stream, event(9), at(expected));
  };
  return [
    ['stale revision, different ids', against(3, 0n)],
    ['future revision', against(2, 7n)],
    ['exact revision on missing stream', against(0, 3n)],
    ['stream_exists on missing', against(0, STREAM_EXISTS)],
    [
      'exact: same id as event at other position (old id at current revision)',
      async (q) => {
        const [stream, first] = [q.stream('i'), events(3)];
        await q.append(stream, first, { expectedRevision: NO_STREAM });
        return `${await q.appended(stream, first[0]!, at(2n))} ${await q.length(stream)}`;
      },
    ],
    [
      'same id twice within one append',
      async (q) => {
        const [stream, id] = [q.stream('i'), randomUUID()];
        return `${await q.appended(stream, [event(0, id), event(1, id)], at(NO_STREAM))} ${await q.length(stream)}`;
      },
    ],
  ];
}

function empty(at: At): readonly Question[] {
  const outcome = (q: Asker, stream: string, expected: Parameters<At>[0]) =>
    q.append(stream, [], at(expected)).then(
      ({ success, nextExpectedRevision, position }) =>
        written({ ok: success, rev: nextExpectedRevision, pos: position }),
      (error: unknown) => written(q.described(error)),
    );
  return [
    [
      'empty append, no_stream',
      async (q) => {
        const stream = q.stream('i');
        return `${await outcome(q, stream, NO_STREAM)} read=${await q.orError(all(q.client.readStream(stream)))}`;
      },
    ],
    [
      'empty append at stale revision',
      async (q) => {
        const stream = q.stream('i');
        await q.append(stream, events(2));
        return outcome(q, stream, 0n);
      },
    ],
  ];
}

function concurrent(at: At, how: AppendOptions): readonly Question[] {
  return [
    [
      'concurrent same no_stream append x2',
      async (q) => {
        const [stream, same] = [q.stream('i'), events(2)];
        const both = [q.append(stream, same, at(NO_STREAM)), q.append(stream, same, at(NO_STREAM))] as const;
        const twice = await q.orError(
          q.appendedTwice(
            () => both[0],
            () => both[1],
          ),
        );
        return `${twice} ${await q.length(stream)}`;
      },
    ],
    [
      'concurrent rivals no_stream x8: winners',
      async (q) => {
        const stream = q.stream('i');
        const outcomes = await Promise.all(events(8).map((rival) => q.appended(stream, rival, at(NO_STREAM))));
        const losers = outcomes.filter((outcome) => !outcome.startsWith('ok'));
        return `${outcomes.length - losers.length} won, losers: ${[...new Set(losers)].join(' | ')}`;
      },
    ],
    [
      'same event id in two streams',
      async (q) => {
        const same = event(0);
        const first = await q.appended(q.stream('i'), same, at(NO_STREAM));
        return `${first} / ${await q.appended(q.stream('i'), same, at(NO_STREAM))}`;
      },
    ],
    [
      'pipelined exact revisions without awaiting (r-1 known) x20',
      async (q) => {
        const stream = q.stream('i');
        const expected = (i: number) => (i === 0 ? NO_STREAM : BigInt(i - 1));
        const outcomes = await Promise.all(
          events(20).map((next, i) => q.appended(stream, next, { ...how, expectedRevision: expected(i) })),
        );
        return `${outcomes.filter((outcome) => outcome.startsWith('ok')).length}/20 ok`;
      },
    ],
  ];
}

function sizes(at: At, path: AppendPath): readonly Question[] {
  const big = (characters: number) => jsonEvent({ type: 'B', data: { s: 'x'.repeat(characters) } });
  const appending = (make: () => ReturnType<typeof events>) => (q: Asker) =>
    q.appended(q.stream('z'), make(), at(NO_STREAM));
  const asked: Question[] = [
    ['f 0.9 MB event', appending(() => [big(900_000)])],
    ['f 1.1 MB event', appending(() => [big(1_150_000)])],
    ['f 12 x 0.1 MB in one append', appending(() => Array.from({ length: 12 }, () => big(100_000)))],
  ];
  if (path === 'unary') {
    asked.push(
      ['f 5 MB event', appending(() => [big(5_000_000)])],
      ['f 20 MB event', appending(() => [big(20_000_000)])],
    );
  }
  return [...asked, ['f after the big ones: normal append', appending(() => events(1))]];
}

function deleted(at: At): readonly Question[] {
  const toSoftlyDeleted = async (q: Asker, expected: Parameters<At>[0]) => {
    const stream = q.stream('d');
    await q.append(stream, events(2));
    await q.client.deleteStream(stream);
    return { stream, outcome: await q.appended(stream, event(2), at(expected)) };
  };
  const andRead = (expected: Parameters<At>[0]) => async (q: Asker) => {
    const { stream, outcome } = await toSoftlyDeleted(q, expected);
    const read = await all(q.client.readStream(stream));
    return `${outcome} read revs=${read.map((resolved) => resolved.event?.revision).join()}`;
  };
  const only = (expected: Parameters<At>[0]) => async (q: Asker) => (await toSoftlyDeleted(q, expected)).outcome;
  const toTombstoned = (expected: Parameters<At>[0]) => async (q: Asker) => {
    const stream = q.stream('d');
    await q.append(stream, event(0));
    await q.client.tombstoneStream(stream);
    return q.appended(stream, event(1), at(expected));
  };
  return [
    ['e append to soft-deleted, any', andRead(ANY)],
    ['e append to soft-deleted, no_stream', andRead(NO_STREAM)],
    ['e append to soft-deleted, exact last revision', only(1n)],
    ['e append to soft-deleted, stream_exists', only(STREAM_EXISTS)],
    ['e append to soft-deleted, wrong exact', only(0n)],
    [
      'e repeat of the original append after soft delete (no_stream)',
      async (q) => {
        const [stream, first] = [q.stream('d'), events(2)];
        await q.append(stream, first, { expectedRevision: NO_STREAM });
        await q.client.deleteStream(stream);
        const repeated = await q.appended(stream, first, at(NO_STREAM));
        return `${repeated} read=${await q.orError(all(q.client.readStream(stream)))}`;
      },
    ],
    ['e append to tombstoned', toTombstoned(ANY)],
    ['e append to tombstoned, exact', toTombstoned(0n)],
  ];
}

function names(how: AppendOptions): readonly Question[] {
  const own = randomUUID();
  const long = (length: number) => `n-${own}-${'x'.repeat(length - 40)}`;
  const tried: readonly (readonly [string, string])[] = [
    ['contact-uuid+base64url', `contact-${own}+${Buffer.from(own + own).toString('base64url')}`],
    ['unicode', `contact-ü漢字-😀-${own}`],
    ['space and slash', `a b/c?d=e&f#g%20-${own}`],
    ['colon at @', `x::y@z-${own}`],
    ['1000 chars', long(1_000)],
    ['20000 chars', long(20_000)],
    ['100000 chars', long(100_000)],
    ['empty', ''],
    ['starts with $', `$mine-${own}`],
    ['starts with $$ (metastream)', `$$mine-${own}`],
    ['$all', '$all'],
    ['$$$$x', `$$$$x-${own}`],
    ['newline', `a\nb-${own}`],
    ['NUL', `a\0b-${own}`],
  ];
  return tried.map(([kind, name]) => [
    `f name ${kind}`,
    async (q) => {
      const outcome = await q.appended(name, event(0), how);
      if (!outcome.startsWith('ok')) return `${outcome} `;
      const [first] = await all(q.client.readStream(name));
      return `${outcome} ${first?.event?.streamId === name ? 'readback ok' : 'read back otherwise'}`;
    },
  ]);
}

function types(how: AppendOptions, path: AppendPath): readonly Question[] {
  const ofType = (type: string) => (q: Asker) => q.appended(q.stream('t'), jsonEvent({ type, data: {} }), how);
  const system: Question = ['event type: $system', ofType('$mine')];
  const upperCase: Question = [
    'event id: uppercase',
    async (q) => {
      const [stream, id] = [q.stream('t'), randomUUID().toUpperCase()];
      const outcome = brief(await q.append(stream, jsonEvent({ id, type: 't', data: {} }), how));
      const [first] = await all(q.client.readStream(stream));
      return `${outcome} read id ${first?.event?.id === id ? 'same case' : 'lower case'}`;
    },
  ];
  // What a batch is asked so leaves the client useless: see the test of it.
  if (path === 'batch') return [system, upperCase];
  const noUuid = (q: Asker) => q.appended(q.stream('t'), jsonEvent({ id: 'abc', type: 't', data: {} }), how);
  return [['event type: empty', ofType('')], system, ['event id: not a uuid', noUuid], upperCase];
}
