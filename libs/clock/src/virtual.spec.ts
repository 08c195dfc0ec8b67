import fc from 'fast-check';
import { seededRandom, VirtualClock } from './virtual';

describe('virtual clock', () => {
  it('moves only when told to, both its hands together', async () => {
    const clock = new VirtualClock(1_000_000);
    expect([clock.now(), clock.monotonic()]).toEqual([1_000_000, 0]);
    await clock.advance(250);
    expect([clock.now(), clock.monotonic()]).toEqual([1_000_250, 250]);
  });

  it('has a wall clock of whole milliseconds, whenever a timer is due', async () => {
    const clock = new VirtualClock(1_000_000);
    await clock.advance(0.75);
    expect([clock.now(), clock.monotonic()]).toEqual([1_000_000, 0.75]);
  });

  it('has a wall clock that can be set, which neither the other hand nor a timer notices', async () => {
    const clock = new VirtualClock(1_000_000);
    let rang = false;
    clock.after(10, () => (rang = true));
    clock.setBy(-500_000);
    expect([clock.now(), clock.monotonic(), rang]).toEqual([500_000, 0, false]);
    await clock.advance(10);
    expect([clock.now(), clock.monotonic(), rang]).toEqual([500_010, 10, true]);
  });

  it('runs due timers in order of time, and of their making within one instant', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    clock.after(20, () => ran.push('c'));
    clock.after(10, () => ran.push('a'));
    clock.after(10, () => ran.push('b'));
    clock.after(31, () => ran.push('later'));
    await clock.advance(30);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('shows a timer the instant it was due at, and runs what it starts in the same advance', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    clock.after(10, () => {
      seen.push(clock.now());
      clock.after(5, () => seen.push(clock.now()));
    });
    await clock.advance(100);
    expect(seen).toEqual([10, 15]);
    expect(clock.now()).toBe(100);
  });

  it('does not run what was cancelled', async () => {
    const clock = new VirtualClock();
    let ran = false;
    clock.after(10, () => (ran = true))();
    await clock.advance(20);
    expect(ran).toBe(false);
  });

  it('sleeps until the time or the abort, whichever is first', async () => {
    const clock = new VirtualClock(0);
    const abort = new AbortController();
    const woke: string[] = [];
    void clock.sleep(10).then(() => woke.push(`slept ${clock.now()}`));
    void clock.sleep(1000, abort.signal).then(() => woke.push(`aborted ${clock.now()}`));
    await clock.advance(10);
    abort.abort();
    await clock.advance(0);
    expect(woke).toEqual(['slept 10', 'aborted 10']);
    await clock.sleep(1000, abort.signal);
  });

  it('lets what takes ticks and no time come to its end before the next timer, and waits for nobody to move it', async () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    const chain = async (name: string) => {
      for (let tick = 0; tick < 3; tick++) await clock.endOfTick();
      seen.push(`${name} ${clock.now()}`);
    };
    clock.after(10, () => void chain('first'));
    clock.after(11, () => seen.push('second 11'));
    await clock.advance(20);
    expect(seen).toEqual(['first 10', 'second 11']);
    await chain('third');
    expect(seen.at(-1)).toBe('third 20');
  });
});

describe('seeded random', () => {
  it('repeats itself from its seed, and only from that', () => {
    const draw = (seed: string) => {
      const random = seededRandom(seed);
      return [random.uuid(), random.id(), random.fraction(), random.bytes(40).toString('hex')];
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('makes ids of their versions, all different, later ones sorting later', () => {
    const random = seededRandom(7);
    const ids = Array.from({ length: 2000 }, () => random.id());
    const uuids = Array.from({ length: 2000 }, () => random.uuid());
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const id of uuids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set([...ids, ...uuids]).size).toBe(4000);
  });

  it('draws fractions in [0, 1) and bytes of the length asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 200 }), (seed, length) => {
        const random = seededRandom(seed);
        const fraction = random.fraction();
        return fraction >= 0 && fraction < 1 && random.bytes(length).length === length;
      }),
    );
  });
});
