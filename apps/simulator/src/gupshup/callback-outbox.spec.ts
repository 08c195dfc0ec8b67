import { type GupshupNumber } from '../business-numbers';
import { defaultKnobs } from '../knobs';
import { Schedule } from '../schedule';
import { ManualClock } from '../testing/manual-clock';
import { type WebhookClient } from '../webhook-post';
import { usualModes, type AppSubscription } from './app';
import { type Callback } from './callback';
import { CallbackOutbox } from './callback-outbox';

const subscription = (changes: Partial<AppSubscription> = {}): AppSubscription => ({
  ...{ url: 'http://one.example', version: 'v2', modes: ['ALL'], headers: {} },
  ...changes,
});
const event = (changes: Partial<Callback> = {}): Callback => ({
  ...{ mode: 'SENT', type: 'message-event', payload: '{"type":"sent"}', held: true },
  ...{ v3: { list: 'statuses', json: '{"status":"sent"}' } },
  ...changes,
});

class OutboxBench {
  readonly clock = new ManualClock();
  readonly posted: { url: string; body: Record<string, unknown> }[] = [];
  /** Answers to the next POSTs; 200 when empty. */
  readonly answers: number[] = [];
  readonly outbox: CallbackOutbox;

  constructor(subscriptions: readonly AppSubscription[], speed = 1) {
    const post = async (url: string, body: Buffer): Promise<number> => {
      this.posted.push({ url, body: JSON.parse(body.toString()) as Record<string, unknown> });
      return Promise.resolve(this.answers.shift() ?? 200);
    };
    const number = { id: 'app-1', appName: 'AuroraLoja', digits: '551133330009', account: 'a', subscriptions };
    this.outbox = new CallbackOutbox(
      {
        ...{ clock: this.clock, schedule: new Schedule(this.clock), knobs: defaultKnobs(), speed, stopped: false },
        client: { post } as unknown as WebhookClient,
        counts: { sent: 0, acknowledged: 0, waiting: 0, refused: 0 },
      },
      () => number as unknown as GupshupNumber,
    );
  }

  get urls(): string[] {
    return this.posted.map(({ url }) => url);
  }

  /** Lets time pass, and what was posted in it be answered. */
  async after(ms: number): Promise<void> {
    this.clock.advance(ms);
    await new Promise(setImmediate);
  }
}

describe('callbacks on their way', () => {
  it.each([
    [1, 5000],
    [10, 500],
  ])('are held back at speed %d for %d ms, and stamped when they leave', async (speed, delay) => {
    const bench = new OutboxBench([subscription()], speed);
    bench.outbox.put(event());
    await bench.after(delay - 1);
    expect([bench.posted.length, bench.outbox.waiting]).toEqual([0, 1]);
    await bench.after(1);
    expect(bench.posted.map(({ body }) => body)).toEqual([
      { app: 'AuroraLoja', timestamp: bench.clock.now(), version: 2, type: 'message-event', payload: { type: 'sent' } },
    ]);
    expect(bench.outbox.waiting).toBe(0);
  });

  it('are not held back where persons or the platform speak', async () => {
    const bench = new OutboxBench([subscription()]);
    bench.outbox.put(event({ held: false, at: 1000 }));
    await bench.after(0);
    expect(bench.posted.map(({ body }) => body.timestamp)).toEqual([1000]);
  });

  it('come again until they are answered with any 2xx', async () => {
    const bench = new OutboxBench([subscription()]);
    bench.answers.push(500, 0, 302, 204);
    bench.outbox.put(event());
    await bench.after(5000);
    for (const wait of [1000, 5000, 30_000]) {
      expect(bench.outbox.waiting).toBe(1);
      await bench.after(wait);
    }
    expect([bench.posted.length, bench.outbox.waiting]).toEqual([4, 0]);
    expect(new Set(bench.posted.map(({ body }) => body.timestamp)).size).toBe(1);
  });

  it('go to each subscription that asked for them, in its version', async () => {
    const bench = new OutboxBench([
      subscription(),
      subscription({ url: 'http://two.example', modes: usualModes }),
      subscription({ url: 'http://three.example', modes: ['SENT'], version: 'v3' }),
    ]);
    bench.outbox.put(event({ held: false }));
    bench.outbox.put(event({ held: false, mode: 'ENQUEUED' }));
    bench.outbox.put(event({ held: false, v3: null }));
    await bench.after(0);
    const three = { url: 'http://three.example', body: expect.objectContaining({ gs_app_id: 'app-1' }) as object };
    expect(bench.posted.filter(({ url }) => url.includes('three'))).toEqual([three]);
    expect(bench.urls.filter((url) => url.includes('one')).length).toBe(3);
    expect(bench.urls.filter((url) => url.includes('two')).length).toBe(1);
  });

  it.each<[string, boolean]>([
    ['SENT', false],
    ['DELIVERED', false],
    ['READ', false],
    ['FAILED', false],
    ['DELETED', false],
    ['ENQUEUED', true],
    ['MESSAGE', true],
    ['TEMPLATE', true],
    ['ACCOUNT', true],
  ])('of mode %s come unasked: %p', async (mode, told) => {
    const bench = new OutboxBench([subscription({ modes: usualModes })]);
    bench.outbox.put(event({ mode: mode as Callback['mode'] }));
    expect(bench.outbox.waiting).toBe(told ? 1 : 0);
    await bench.after(5000);
    expect(bench.posted.length).toBe(told ? 1 : 0);
    expect(bench.outbox.express([event({ mode: mode as Callback['mode'] })], () => undefined)).toBe(told);
  });

  it('that one of two subscriptions did not take go to that one only after a restart', async () => {
    const both = [subscription(), subscription({ url: 'http://two.example' })];
    const bench = new OutboxBench(both);
    bench.answers.push(200, 500);
    bench.outbox.put(event({ held: false }));
    await bench.after(0);
    bench.outbox.put(event({ mode: 'READ' }));
    const kept = bench.outbox.unacknowledged;
    expect(kept.map(({ mode, only }) => [mode, only])).toEqual([
      ['SENT', 1],
      ['READ', undefined],
    ]);
    const next = new OutboxBench(both);
    for (const callback of kept) next.outbox.put(callback);
    await next.after(0);
    expect(next.urls.sort()).toEqual(['http://one.example', 'http://two.example', 'http://two.example']);
  });
});
