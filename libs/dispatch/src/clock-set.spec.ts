import { seededRandom, VirtualClock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import { CAMPAIGN, SmallFloor } from './testing/small-floor';
import { type Admission, Lanes } from './lanes';
import { RateMeter } from './rate-meter';
import { SteadyClock } from './steady-clock';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

describe('a clock that is set while a campaign is sent', () => {
  let floor: SmallFloor;

  beforeEach(() => {
    floor = new SmallFloor();
  });
  afterEach(() => floor.close());

  it.each([
    ['back', -DAY],
    ['forward', DAY],
  ])('%s by a day before the start: first attempts go on', async (_, by) => {
    await floor.prepare({ contacts: 20 });
    floor.clock.setBy(by);
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length === 20, 2000);
  });

  it.each([
    ['back', -DAY],
    ['forward', DAY],
  ])('%s by a day in the middle of it: first attempts go on', async (_, by) => {
    await floor.prepare({ contacts: 30, facts: { throughput: 20 } });
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length >= 5, 2000);
    floor.clock.setBy(by);
    await floor.until(() => floor.calls.length === 30, 10_000);
    await floor.pass(500);
    for (let n = 1; n <= 30; n++) expect((await floor.story(`person-${n}`)).at(-1)).toBe('TemplateSent');
  });

  it('back by a day: what was withdrawn by a pause goes out when the campaign is resumed', async () => {
    await floor.prepare();
    const accepts = floor.behaviour;
    floor.behaviour = async (_, mayWrite) => {
      await floor.campaign({ type: 'PauseCampaign', by: 'admin', reason: 'lunch', remedy: null });
      await floor.clock.sleep(50);
      mayWrite();
      return { kind: 'withdrawn' };
    };
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).at(-1) === 'SendWithdrawn');
    floor.behaviour = accepts;
    floor.clock.setBy(-DAY);
    await floor.campaign({ type: 'ResumeCampaign', by: 'admin' });
    await floor.until(() => floor.calls.length === 1, 2000);
  });

  it('back by a day between claim and write: it is withdrawn, and sent a second later', async () => {
    await floor.prepare();
    const accepts = floor.behaviour;
    floor.behaviour = (message, mayWrite) => {
      floor.clock.setBy(-DAY);
      floor.behaviour = accepts;
      return accepts(message, mayWrite);
    };
    floor.open();
    await floor.start();
    await floor.until(() => floor.calls.length === 1, 3000);
    await floor.pass(100);
    expect(await floor.story()).toEqual(['SendAttempted', 'SendWithdrawn', 'SendAttempted', 'TemplateSent']);
  });

  it('back by a day: retries wait for their time, and it says so', async () => {
    await floor.prepare({ contacts: 2 });
    const accepts = floor.behaviour;
    floor.behaviour = (message, mayWrite) => {
      if (message.callbackData.includes('person-2')) return accepts(message, mayWrite);
      mayWrite();
      return Promise.resolve({ kind: 'refused', error: { code: '131000', details: '' } });
    };
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).at(-1) === 'RetryScheduled');
    floor.behaviour = accepts;
    await floor.until(() => floor.dispatcher.waiting(CAMPAIGN) !== null, 3000);
    const due = new Date(floor.clock.now() + 5000).getTime();
    const before = floor.dispatcher.waiting(CAMPAIGN);
    expect(before).toMatchObject({ code: 'retries_due' });
    expect(Math.abs(Date.parse(before!.until!) - due)).toBeLessThan(5000);
    floor.clock.setBy(-DAY);
    await floor.pass(20_000, 50);
    expect(floor.calls).toHaveLength(1);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toEqual(before);
    floor.clock.setBy(DAY);
    await floor.until(() => floor.calls.length === 2, 5000);
    expect(floor.dispatcher.waiting(CAMPAIGN)).toBeNull();
  });

  it('forward by the sleep of the machine: what was claimed is held until its own end is in the log', async () => {
    await floor.prepare();
    let wake: () => void = () => undefined;
    const sleeping = new Promise<void>((resolve) => (wake = resolve));
    const accepts = floor.behaviour;
    floor.behaviour = async (message, mayWrite) => {
      await sleeping;
      floor.behaviour = accepts;
      return accepts(message, mayWrite);
    };
    floor.open();
    await floor.start();
    await floor.until(async () => (await floor.story()).length === 1);
    floor.clock.setBy(DAY);
    await floor.pass(200);
    // Whoever watches for attempts without an outcome learns that this one is in hand.
    expect(floor.dispatcher.holds(CAMPAIGN, 'person-1')).toBe(true);
    wake();
    await floor.until(async () => (await floor.story()).length === 2);
    expect(await floor.story()).toEqual(['SendAttempted', 'SendWithdrawn']);
    expect(floor.dispatcher.holds(CAMPAIGN, 'person-1')).toBe(false);
    await floor.until(() => floor.calls.length === 1, 3000);
  });
});

describe('the limits of a number when the clock is set', () => {
  const sender = (tier: number | null) =>
    ({ portfolioId: 'pf', pace: null, facts: { quality: 'GREEN', tier, throughput: 1000 } }) as unknown as KnownSender;
  let clock: VirtualClock;
  let lanes: Lanes;
  let sent: { person: string; at: number }[];

  beforeEach(() => {
    clock = new VirtualClock();
    sent = [];
    lanes = new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('set'),
      {
        keyOf: ({ portfolioId }) => portfolioId,
        numbersOf: () => Promise.resolve(['sender']),
        peopleOf: () => Promise.resolve(sent),
      },
      (senderId) => Promise.resolve([senderId]),
      () => undefined,
    );
  });

  async function send(person: string, tier: number | null = null): Promise<boolean> {
    const admit = () => lanes.admit('sender', sender(tier), null, person);
    let admitted = admit();
    // The first one has its portfolio counted.
    if ('waitMs' in admitted && admitted.reason?.code === 'tier_counting') {
      await clock.advance(0);
      admitted = admit();
    }
    if ('waitMs' in admitted) return false;
    const placed: Admission = admitted;
    await placed.place();
    placed.written();
    placed.ended('accepted', null);
    await clock.advance(10);
    return true;
  }

  it.each([-DAY, DAY])('by %d ms: a person who got a burst waits as long as before', async (by) => {
    for (let n = 0; n < 45; n++) expect(await send('maria')).toBe(true);
    clock.setBy(by);
    const hold = lanes.admit('sender', sender(null), null, 'maria');
    expect(hold).toMatchObject({ person: true });
    const { waitMs } = hold as { waitMs: number };
    expect(waitMs).toBeGreaterThan(260_000);
    await clock.advance(waitMs);
    expect(await send('maria')).toBe(true);
  });

  it('back by a day: a place in the tier is free a day after its message, and not two', async () => {
    expect(await send('maria', 1)).toBe(true);
    await clock.advance(HOUR);
    clock.setBy(-DAY);
    const hold = lanes.admit('sender', sender(1), null, 'rosa') as { waitMs: number };
    expect(hold.waitMs).toBeGreaterThan(22 * HOUR);
    expect(hold.waitMs).toBeLessThanOrEqual(23 * HOUR);
    await clock.advance(23 * HOUR);
    expect(await send('rosa', 1)).toBe(true);
  });

  it('back by a day while the engine was away: what the views remember of the future is of now', async () => {
    sent = [{ person: 'maria', at: clock.now() + DAY }];
    expect(await send('rosa', 1)).toBe(false);
    await clock.advance(DAY);
    expect(await send('rosa', 1)).toBe(true);
  });

  it('keeps a steady clock, which follows what is set forward and goes on through what is set back', async () => {
    const steady = new SteadyClock(clock);
    const begun = steady.now();
    await clock.advance(1000);
    expect(steady.now() - begun).toBe(1000);
    clock.setBy(-DAY);
    await clock.advance(1000);
    expect(steady.now() - begun).toBe(2000);
    await clock.advance(0.25);
    expect(steady.now() - begun).toBe(2000);
    clock.setBy(2 * DAY);
    expect(steady.now()).toBe(Math.floor(clock.now()));
  });

  it('counts what was sent in the last minute by no clock that can be set', async () => {
    const meter = new RateMeter();
    for (let n = 0; n < 60; n++) meter.add(clock.monotonic());
    clock.setBy(-DAY);
    await clock.advance(61_000);
    expect(meter.perSecond(clock.monotonic())).toBe(0);
  });
});
