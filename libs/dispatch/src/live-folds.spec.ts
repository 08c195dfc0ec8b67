import { VirtualClock } from '@arauto/clock';
import type { EventReader, RecordedEvent, SubscriptionMessage } from '@arauto/event-store';
import { LiveFold, LogFollower } from './live-folds';

type Added = { readonly type: 'Added'; readonly data: { readonly amount: number } };

const sum = { initial: 0, evolve: (total: number, { data }: Added) => total + data.amount };

function event(revision: number, amount: number): RecordedEvent {
  const position = String(revision);
  return { stream: 'box-1', revision, position, at: 0, id: position, type: 'Added', data: { amount }, metadata: {} };
}

/** A log of one stream. `during` runs in the middle of the first reading. */
function logOf(events: RecordedEvent[], during: () => void = () => undefined): Pick<EventReader, 'readStream'> {
  let readings = 0;
  return {
    readStream: () => {
      const snapshot = [...events];
      async function* read() {
        for (const each of snapshot) yield each;
        if (readings++ === 0) during();
      }
      return Promise.resolve(Object.assign(read(), { exists: snapshot.length > 0 }));
    },
  };
}

describe('a live fold', () => {
  it('holds nothing that nobody asked for', () => {
    const fold = new LiveFold(logOf([event(0, 1)]), sum, 'box-');
    fold.apply(event(1, 2));
    expect(fold.peek('1')).toBeUndefined();
  });

  it('is read once and then kept current by what is heard, each event once', async () => {
    const fold = new LiveFold(logOf([event(0, 1), event(1, 2)]), sum, 'box-');
    expect(await fold.load('1')).toBe(3);
    fold.apply(event(1, 2));
    fold.apply(event(2, 4));
    expect(fold.peek('1')).toBe(7);
    expect(await fold.load('1')).toBe(7);
  });

  it('misses no event that is heard while it reads: a pause lost here would leave a gate open', async () => {
    const events = [event(0, 1)];
    const fold: LiveFold<number, Added> = new LiveFold(
      logOf(events, () => {
        events.push(event(1, 2));
        fold.apply(event(1, 2));
      }),
      sum,
      'box-',
    );
    expect(await fold.load('1')).toBe(3);
    expect(fold.peek('1')).toBe(3);
  });

  it('answers everybody who asks while it reads from one reading', async () => {
    let readings = 0;
    const fold = new LiveFold(
      logOf([event(0, 1)], () => readings++),
      sum,
      'box-',
    );
    expect(await Promise.all([fold.load('1'), fold.load('1')])).toEqual([1, 1]);
    expect(readings).toBe(1);
  });

  it('forgets a state that is not to be kept', async () => {
    const fold = new LiveFold(logOf([event(0, 1)]), sum, 'box-', (total) => total < 5);
    await fold.load('1');
    fold.apply(event(1, 9));
    expect(fold.peek('1')).toBeUndefined();
  });
});

describe('a follower of the log', () => {
  it('has seen a position when its folds have it, and not before: a gate that answers for them is closed then', async () => {
    let tell: (messages: SubscriptionMessage[]) => void = () => undefined;
    const ending = new AbortController();
    async function* subscribe(): AsyncGenerator<readonly SubscriptionMessage[]> {
      while (!ending.signal.aborted) yield await new Promise<SubscriptionMessage[]>((resolve) => (tell = resolve));
    }
    const log = logOf([event(0, 1)]);
    const fold = new LiveFold(log, sum, 'box-');
    const reader = { ...log, subscribe } as unknown as EventReader;
    const follower = new LogFollower(reader, new VirtualClock(), [fold], () => undefined, '0');
    expect(await fold.load('1')).toBe(1);
    const running = follower.run(ending.signal);
    let heldThen: number | undefined;
    const seen = follower.seen('2').then(() => (heldThen = fold.peek('1')));
    await new Promise(setImmediate);
    tell([{ kind: 'event', event: event(1, 2) }]);
    await new Promise(setImmediate);
    expect(heldThen).toBeUndefined();
    ending.abort();
    tell([{ kind: 'event', event: event(2, 4) }]);
    await seen;
    expect(heldThen).toBe(7);
    await running;
  });
});
