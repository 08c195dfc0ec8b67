import { VirtualClock } from '@arauto/clock';
import type { Position, SubscriptionMessage } from './port';
import { resubscribe } from './resubscribe';

const at = (position: number): Position => String(position).padStart(4, '0');
const event = (position: number): SubscriptionMessage => ({
  kind: 'event',
  event: { position: at(position), stream: 's', revision: position, id: '', type: 'T', at: 0, data: {}, metadata: {} },
});
const checkpoint = (position: number): SubscriptionMessage => ({ kind: 'checkpoint', position: at(position) });
const caughtUp = (position: number): SubscriptionMessage => ({ kind: 'caughtUp', position: at(position) });

/** `pause` is a silence until `resume`. */
type Step = SubscriptionMessage[] | Error | 'end' | 'silence' | 'pause';

describe('following the log over subscriptions that fail', () => {
  const began: Position[] = [];
  const delivered: SubscriptionMessage[] = [];
  const states: string[] = [];
  let clock: VirtualClock;
  let lives: Step[][];
  let head: Position;
  /** The log does not say where it is. */
  let isMute: boolean;
  let resume: () => void;
  let isOver: boolean;
  let abort: AbortController;
  let ended: Promise<unknown>;

  beforeEach(() => {
    [began, delivered, states].forEach((list) => (list.length = 0));
    clock = new VirtualClock();
    abort = new AbortController();
    head = '';
    isMute = false;
    isOver = false;
  });

  afterEach(async () => {
    abort.abort();
    await clock.advance(0);
    await ended.catch(() => undefined);
  });

  /** The lives of the subscriptions, one after the other; the last one goes on for ever. */
  async function follow(...steps: Step[][]): Promise<void> {
    lives = steps;
    async function* open(after: Position, signal: AbortSignal) {
      began.push(after);
      for (const step of lives.shift() ?? ['silence' as const]) {
        await Promise.resolve();
        if (step instanceof Error) throw step;
        if (step === 'end') return;
        if (step === 'silence') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        else if (step === 'pause') await new Promise<void>((resolve) => (resume = resolve));
        else yield step;
      }
    }
    const onState = (state: string, error?: unknown) =>
      states.push(error ? `${state}: ${(error as Error).message}` : state);
    const askHead = () => (isMute ? new Promise<never>(() => undefined) : Promise.resolve(head));
    const subscriptions = { open, clock, isOver: () => isOver, head: askHead };
    ended = (async () => {
      for await (const messages of resubscribe(subscriptions, { after: '', signal: abort.signal, onState })) {
        delivered.push(...messages);
      }
    })();
    ended.catch(() => undefined);
    await clock.advance(0);
  }

  it('begins again at once where one that got further failed', async () => {
    await follow([[event(1), event(2)], new Error('too slow')], [[event(3)], 'silence']);
    expect([began, delivered]).toEqual([
      ['', at(2)],
      [event(1), event(2), event(3)],
    ]);
    expect(states).toEqual(['live', 'retrying: too slow', 'live']);
  });

  it('takes one that ends by itself for failed', async () => {
    await follow([[event(1)], 'end'], [[event(2)], 'silence']);
    expect([delivered, states[1]]).toEqual([[event(1), event(2)], 'retrying: the subscription ended by itself']);
  });

  it('delivers nothing twice, and what is new of an array that holds both', async () => {
    await follow(
      [[event(1), checkpoint(3)], new Error('gone')],
      [[event(1), checkpoint(2), event(3), event(4)], [checkpoint(4)], [caughtUp(4)], 'silence'],
    );
    expect(delivered).toEqual([event(1), checkpoint(3), event(4), caughtUp(4)]);
    expect(began).toEqual(['', at(3)]);
  });

  it('asks a server that stays away less and less often, for ever, and soon again after it was there', async () => {
    const gone = [new Error('gone')];
    await follow(...Array.from({ length: 30 }, () => gone), [[event(1)], new Error('gone')], gone, [
      [event(2)],
      'silence',
    ]);
    const times = async (ms: number) => (await clock.advance(ms), began.length);
    expect([await times(199), await times(1)]).toEqual([1, 2]);
    expect([await times(399), await times(1)]).toEqual([2, 3]);
    expect(await times(800 + 1600 + 3200)).toBe(6);
    expect(await times(5000 * 25)).toBe(32);
    expect(delivered).toEqual([event(1)]);
    await clock.advance(200);
    expect(delivered).toEqual([event(1), event(2)]);
  });

  it('waits before it begins again where nothing new came', async () => {
    const empty: Step[] = [[{ kind: 'caughtUp', position: '' }], new Error('gone')];
    await follow(empty, empty, [[event(1)], 'silence']);
    expect(began).toHaveLength(1);
    await clock.advance(200);
    expect(began).toHaveLength(2);
    await clock.advance(200);
    expect(began).toHaveLength(3);
  });

  it('leaves one that is silent when the log went on meanwhile, after 4.5 s', async () => {
    await follow([[event(1)], 'silence'], [[event(2)], 'silence']);
    head = at(1);
    await clock.advance(120_000);
    expect(began).toHaveLength(1);
    head = at(2);
    // it is asked every 2.5 s
    await clock.advance(4_499);
    expect(began).toHaveLength(1);
    await clock.advance(1);
    expect([began, delivered]).toEqual([
      ['', at(1)],
      [event(1), event(2)],
    ]);
    expect(states[1]).toBe('retrying: nothing arrived for 4500 ms, though the log went on');
  });

  it('leaves one that is silent when the log does not answer either, after 5 s', async () => {
    await follow([[event(1)], 'silence'], [[event(2)], 'silence']);
    isMute = true;
    await clock.advance(4_999);
    expect(began).toHaveLength(1);
    await clock.advance(1);
    expect([began, delivered]).toEqual([
      ['', at(1)],
      [event(1), event(2)],
    ]);
    expect(states[1]).toBe('retrying: nothing arrived for 5000 ms, and the log does not say where it is');
  });

  it('stays with one whose events come late, behind the answer that told of them', async () => {
    await follow([[event(1)], 'pause', [event(2)], 'silence']);
    head = at(2);
    await clock.advance(2_500 + 1_999);
    resume();
    await clock.advance(0);
    await clock.advance(60_000);
    expect([began, delivered, states]).toEqual([[''], [event(1), event(2)], ['live']]);
  });

  it('fails when the store was closed, and ends in silence when it is aborted', async () => {
    await follow([[event(1)], 'silence']);
    abort.abort();
    await expect(ended).resolves.toBeUndefined();
    abort = new AbortController();
    isOver = true;
    await follow([[event(1)], new Error('closed')]);
    await expect(ended).rejects.toThrow('closed');
  });
});
