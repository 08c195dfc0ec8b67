import { VirtualClock } from '@arauto/clock';
import { Unavailable } from '@arauto/event-store';
import { type StoreCondition, StoreWatch } from './store-watch';

describe('the watch over the stores', () => {
  let clock: VirtualClock;
  let head: () => Promise<string>;
  let position: () => Promise<string>;
  let told: string[];
  let watch: StoreWatch;
  let ending: AbortController;
  let failure: unknown;

  beforeEach(async () => {
    clock = new VirtualClock();
    head = () => Promise.resolve('7');
    position = () => Promise.resolve('7');
    [told, failure] = [[], undefined];
    ending = new AbortController();
    const stores = {
      events: { head: () => head() },
      views: { operational: { position: () => position() } },
      vault: { getMany: () => Promise.resolve([undefined]) },
    };
    const onChange = ({ name, status }: StoreCondition) => void told.push(`${name} ${status}`);
    watch = new StoreWatch(stores as unknown as ConstructorParameters<typeof StoreWatch>[0], clock, onChange);
    watch.run(ending.signal).catch((error: unknown) => (failure = error));
    await clock.advance(0);
  });

  afterEach(() => ending.abort());

  const of = (name: string) => watch.conditions().find((store) => store.name === name)!;
  const now = () => new Date(clock.now()).toISOString();
  const never = () => new Promise<never>(() => undefined);

  it('says of one that refuses, at its next question, that it is away and since when, and when it is back', async () => {
    head = () => Promise.reject(new Unavailable('refused'));
    await clock.advance(1_000);
    const since = now();
    await clock.advance(5_000);
    expect(of('event_store')).toEqual({ name: 'event_store', status: 'away', since });
    expect([of('view_store').status, of('vault').status]).toEqual(['up', 'up']);
    head = () => Promise.resolve('8');
    await clock.advance(1_000);
    expect(of('event_store')).toEqual({ name: 'event_store', status: 'up', since: now() });
    expect(told).toEqual(['event_store away', 'event_store up']);
  });

  it('says of one that does not answer, after 3 s, that it is away since it was asked', async () => {
    position = never;
    await clock.advance(1_000);
    const since = now();
    await clock.advance(2_999);
    expect(of('view_store').status).toBe('up');
    await clock.advance(1);
    expect(of('view_store')).toEqual({ name: 'view_store', status: 'away', since });
  });

  it('fails over a log that went back and stays there, not over one that is behind for a moment', async () => {
    head = () => Promise.resolve('5');
    await clock.advance(1_000);
    await clock.advance(4_000);
    head = () => Promise.resolve('7');
    await clock.advance(1_000);
    head = () => Promise.resolve('6');
    for (let seconds = 0; seconds < 5; seconds++) await clock.advance(1_000);
    expect(failure).toBeUndefined();
    await clock.advance(1_000);
    expect(failure).toMatchObject({ name: 'LogWentBack', message: expect.stringMatching(/ends at 6 .* up to 7/) });
    expect(await watch.head()).toBe('7');
  });

  it('says of one that answers late that it is slow', async () => {
    head = () => clock.sleep(1_500).then(() => '7');
    await clock.advance(2_500);
    expect(of('event_store')).toEqual({ name: 'event_store', status: 'slow', since: now() });
  });

  it('takes views that are being made, or anything else that is answered, for an answer', async () => {
    position = () => Promise.reject(new Error('being made'));
    await clock.advance(5_000);
    expect(told).toEqual([]);
  });

  it('knows where the log ended when it does not say so any more', async () => {
    head = () => Promise.resolve('9');
    expect(await watch.head()).toBe('9');
    head = never;
    const asked = watch.head();
    await clock.advance(1_000);
    expect(await asked).toBe('9');
    await clock.advance(4_000);
    // away: nobody waits for it
    expect(await watch.head()).toBe('9');
  });
});
