import { seededRandom, VirtualClock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import { type Admission, Lanes } from './lanes';
import { Paced } from './pace';

const sender = (messagesPerSecond: number) =>
  ({
    portfolioId: 'portfolio',
    pace: null,
    facts: { quality: 'GREEN', tier: null, throughput: messagesPerSecond },
  }) as unknown as KnownSender;

const HOUR = 3_600_000;

const NOTHING_SENT = {
  keyOf: ({ portfolioId }: KnownSender) => portfolioId,
  numbersOf: () => Promise.resolve([]),
  peopleOf: () => Promise.resolve([]),
};

/** A number that shares its account with none. */
const alone = (senderId: string) => Promise.resolve([senderId]);

interface Work {
  readonly rate: number;
  /** Of the campaign; null for none. */
  readonly own?: number | null;
  /** Milliseconds of a claim. */
  readonly claim: (nth: number) => number;
}

/** A number with always somebody to send to, one after the other as soon as they are admitted. */
class Floor {
  readonly clock = new VirtualClock();
  readonly lanes = new Lanes(
    { inFlight: 512, callBy: 2000 },
    this.clock,
    seededRandom('lanes'),
    NOTHING_SENT,
    alone,
    () => undefined,
  );
  readonly writes: number[] = [];
  private readonly own: Paced | null;
  private people = 0;
  /** Claims that are durable and not written. */
  waiting = 0;

  constructor(private readonly work: Work) {
    this.own = work.own ? new Paced(work.own, this.clock.monotonic()) : null;
  }

  /** Looks every 5 milliseconds, as long as it is told. */
  async run(ms: number): Promise<void> {
    for (const end = this.clock.monotonic() + ms; this.clock.monotonic() < end; await this.clock.advance(5)) {
      for (;;) {
        const person = `person-${this.people}`;
        const admitted = this.lanes.admit('sender', sender(this.work.rate), this.own, person);
        if ('waitMs' in admitted) break;
        void this.send(admitted, this.people++);
      }
    }
  }

  private async send(admission: Admission, nth: number): Promise<void> {
    await this.clock.sleep(this.work.claim(nth));
    this.waiting++;
    await admission.place();
    this.waiting--;
    admission.written();
    this.writes.push(this.clock.monotonic());
    admission.ended('accepted', null);
  }

  fullest(ms: number): number {
    return Math.max(...this.writes.map((at, last) => last + 1 - this.writes.findIndex((other) => other > at - ms)));
  }
}

describe('the lane of a number', () => {
  it.each([1, 60])('keeps the rate at the write, and all of it, while each claim takes %d ms', async (ms) => {
    const floor = new Floor({ rate: 200, claim: () => ms });
    await floor.run(10_000);
    expect(floor.fullest(1035)).toBeLessThanOrEqual(204);
    expect(floor.writes.length).toBeGreaterThanOrEqual(10 * 200 * 0.98);
  });

  it('keeps it when claims that stood still together are durable together', async () => {
    const floor = new Floor({ rate: 200, claim: (nth) => (nth % 400 < 100 ? 500 : 5) });
    await floor.run(10_000);
    expect(floor.fullest(1035)).toBeLessThanOrEqual(204);
  });

  it('keeps the pace of a campaign too', async () => {
    const floor = new Floor({ rate: 200, own: 50, claim: () => 20 });
    await floor.run(10_000);
    expect(floor.fullest(1035)).toBeLessThanOrEqual(51);
    expect(floor.writes.length).toBeGreaterThanOrEqual(10 * 50 * 0.95);
  });

  it('begins claims no earlier than they must be, and never more than the window can hold', async () => {
    const floor = new Floor({ rate: 100, claim: (nth) => (nth < 1000 ? 5 : 60_000) });
    await floor.run(5000);
    expect(floor.waiting).toBeLessThanOrEqual(2);
    await floor.run(10_000);
    const { length } = floor.writes;
    expect(floor.lanes.admit('sender', sender(100), null, 'one')).toMatchObject({ person: false });
    await floor.clock.advance(60_000);
    expect(floor.writes.length - length).toBeLessThanOrEqual(102);
  });

  it('lets go of a claim when it is too late for it, and keeps no place for it', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('late'),
      NOTHING_SENT,
      alone,
      () => undefined,
    );
    const admit = (rate: number, person: string) => lanes.admit('sender', sender(rate), null, person) as Admission;
    const first = admit(100, 'first');
    await clock.advance(1600);
    await first.place();
    first.written();
    first.ended('accepted', null);
    const slow: Admission[] = [];
    for (let nth = 0; nth < 20; nth++) {
      slow.push(admit(100, `person-${nth}`));
      await clock.advance(10);
    }
    // The number is set to a message in ten seconds, and has just sent one.
    lanes.admit('sender', sender(0.1), null, 'nobody');
    const began = clock.monotonic();
    const ends: number[] = [];
    for (const each of slow) {
      void each.place().then(() => {
        ends.push(clock.monotonic());
        each.ended('late', null);
      });
    }
    await clock.advance(3000);
    expect(ends).toHaveLength(slow.length);
    expect(Math.max(...ends) - began).toBe(2001);
    expect('place' in admit(100, 'somebody')).toBe(true);
  });
});

describe('claims of several numbers', () => {
  it('are begun no more of than a slow log takes within their call-by limit, and go on as soon as it took one', async () => {
    const clock = new VirtualClock();
    let toldOfRoom = 0;
    const lanes = new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('slow log'),
      NOTHING_SENT,
      alone,
      () => toldOfRoom++,
    );
    const numbers = ['one', 'two', 'three', 'four'];
    const underWay: { admission: Admission; since: number }[] = [];
    const waited: number[] = [];
    let people = 0;
    let most = 0;
    // 100 claims a second, of numbers that may send a thousand each.
    for (const end = clock.monotonic() + 10_000; clock.monotonic() < end; await clock.advance(10)) {
      let admitted = true;
      while (admitted) {
        admitted = false;
        for (const number of numbers) {
          const admission = lanes.admit(number, sender(1000), null, `person-${people++}`);
          if ('waitMs' in admission) continue;
          underWay.push({ admission, since: clock.monotonic() });
          admitted = true;
        }
      }
      most = Math.max(most, underWay.length);
      const { admission, since } = underWay.shift()!;
      waited.push(clock.monotonic() - since);
      // The last of all is a conflict: nothing of it became durable.
      if (waited.length < 1000) await admission.place();
      admission.ended(waited.length < 1000 ? 'accepted' : 'dropped', null);
    }
    expect(most).toBe(128);
    expect(waited).toHaveLength(1000);
    expect(Math.max(...waited)).toBeLessThan(2000);
    expect(toldOfRoom).toBe(1000);
  });
});

describe('the limit of a portfolio', () => {
  const of = (credentialsRef: string) =>
    ({
      ...{ portfolioId: 'portfolio', credentialsRef, pace: null },
      facts: { quality: 'GREEN', tier: 2, throughput: 100 },
    }) as unknown as KnownSender;

  it('is counted together for the numbers of one owner, and apart for another’s that bears the same name', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('portfolio'),
      {
        keyOf: ({ portfolioId, credentialsRef }) => `${portfolioId} ${credentialsRef}`,
        numbersOf: (_, key) => Promise.resolve(key.endsWith('one') ? ['a', 'b'] : ['x']),
        peopleOf: () => Promise.resolve([]),
      },
      alone,
      () => undefined,
    );
    const admit = (number: string, owner: string, person: string) => lanes.admit(number, of(owner), null, person);
    for (const [number, owner] of [
      ['a', 'one'],
      ['x', 'another'],
    ] as const) {
      expect(admit(number, owner, 'p1')).toMatchObject({ reason: { code: 'tier_counting' } });
    }
    expect(lanes.tier('a', of('one'))).toBeNull();
    await clock.advance(0);
    expect(lanes.tier('a', of('one'))).toEqual({ used: 0, freesAt: null });
    expect(admit('a', 'one', 'p1')).toHaveProperty('place');
    expect(lanes.tier('b', of('one'))).toEqual({ used: 1, freesAt: clock.now() + 24 * 3_600_000 });
    expect(lanes.tier('x', of('another'))).toEqual({ used: 0, freesAt: null });
    // 0.95 of 2 is one person.
    expect(admit('b', 'one', 'p2')).toMatchObject({ reason: { code: 'tier_full' } });
    expect(admit('x', 'another', 'p3')).toHaveProperty('place');
    // Who is not to wait ends, and takes nothing from anybody.
    expect(lanes.admit('b', of('one'), null, 'p2', { whenTierIsFull: 'fail' })).toMatchObject({ refused: 'ENG_TIER' });
    expect(lanes.admit('b', of('one'), null, 'p1', { whenTierIsFull: 'fail' })).toMatchObject({ refused: null });
    expect(lanes.tier('b', of('one'))).toMatchObject({ used: 1 });
  });
});

describe('a number that warms up', () => {
  it('writes to as many people as its plan has for the day, whoever they are, and then to anybody', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('warm'),
      NOTHING_SENT,
      alone,
      () => undefined,
    );
    const begins = clock.now();
    const warm = {
      ...{ portfolioId: 'portfolio', pace: null, facts: { quality: 'GREEN', tier: null, throughput: 100 } },
      warmUp: { startsAt: new Date(begins).toISOString(), limits: [2, 3] },
    } as unknown as KnownSender;
    const admit = (person: string, number = 'new') => {
      const admitted = lanes.admit(number, number === 'new' ? warm : sender(100), null, person);
      if ('place' in admitted) admitted.ended('accepted', null);
      return admitted;
    };
    expect(admit('p1')).toMatchObject({ reason: { code: 'tier_counting' } });
    await clock.advance(1000);
    for (const person of ['p1', 'p2', 'p1']) {
      expect(admit(person)).toHaveProperty('place');
      await clock.advance(1000);
    }
    const waitMs = begins + 24 * HOUR - clock.now();
    expect(admit('p3')).toMatchObject({ waitMs, person: false, reason: { code: 'warm_up' } });
    expect(admit('p2')).toHaveProperty('place');
    // It is of this number alone, of a portfolio that anybody else fills.
    expect(admit('p3', 'another')).toHaveProperty('place');
    const refused = lanes.admit('new', warm, null, 'p3', { whenWarmUpIsFull: 'fail' }) as Admission;
    expect(refused.refused).toBe('ENG_WARMUP');
    refused.ended('ended', null);
    await clock.advance(waitMs);
    expect(admit('p3')).toMatchObject({ reason: { code: 'tier_counting' } });
    await clock.advance(1000);
    for (const person of ['p3', 'p4', 'p5']) {
      expect(admit(person)).toHaveProperty('place');
      await clock.advance(1000);
    }
    expect(admit('p6')).toMatchObject({ reason: { code: 'warm_up' } });
    await clock.advance(24 * HOUR);
    for (let n = 0; n < 20; n++) {
      expect(admit(`more ${n}`)).toHaveProperty('place');
      await clock.advance(1000);
    }
  });
});

describe('a provider that says too fast', () => {
  const lanes = (clock: VirtualClock) =>
    new Lanes(
      { inFlight: 512, callBy: 2000 },
      clock,
      seededRandom('slow'),
      NOTHING_SENT,
      (id) => Promise.resolve(id === 'stranger' ? [id] : ['one', 'two']),
      () => undefined,
    );

  it.each([
    ['130429', 'of the number', false],
    ['80007', 'of the account', true],
  ])('%s slows down what it speaks of: %s', async (code, _, slowsOthers) => {
    const clock = new VirtualClock();
    const all = lanes(clock);
    const admit = (id: string) => all.admit(id, sender(10), null, `person of ${id}`);
    for (const id of ['one', 'two', 'stranger']) (admit(id) as Admission).ended('dropped', null);
    await clock.advance(1000);
    const refused = admit('one') as Admission;
    refused.ended('refused', { code, writtenAt: clock.monotonic() });
    await clock.advance(0);
    expect(admit('one')).toMatchObject({ reason: { code: 'throttled' } });
    expect('reason' in admit('two')).toBe(slowsOthers);
    expect(admit('stranger')).toHaveProperty('place');
    await clock.advance(10 * 60_000);
    for (const id of ['one', 'two']) expect(admit(id)).toHaveProperty('place');
  });
});
