import { Chance } from './chance';
import { EndlessStep, type Owner, Scheduler } from './scheduler';

const schedulerOf = (seed = 'a', at = 0) => new Scheduler(at, new Chance(seed));
const owner = (name = 'engine-1'): { -readonly [Key in keyof Owner]: Owner[Key] } => ({
  ...{ name, isDead: false, asleepUntil: 0 },
});

/** What steps a scheduler made: their times and names. */
function stepsOf(scheduler: Scheduler): [number, string][] {
  const steps: [number, string][] = [];
  scheduler.onStep = ({ at, what }) => steps.push([at, what]);
  return steps;
}

describe('what comes', () => {
  it('comes when it is due, and time stands where it is', async () => {
    const scheduler = schedulerOf('a', 1_000);
    const steps = stepsOf(scheduler);
    let at = 0;
    scheduler.after(20, 'later', () => (at = scheduler.now()));
    scheduler.after(10, 'sooner', () => scheduler.after(5, 'from there', () => undefined));
    expect(await scheduler.runUntil(1_500)).toBe(false);
    expect(steps).toEqual([
      [1_010, 'sooner'],
      [1_015, 'from there'],
      [1_020, 'later'],
    ]);
    expect(at).toBe(1_020);
  });

  it('of one time comes in an order that is drawn', async () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 30; seed++) {
      const scheduler = schedulerOf(`seed ${seed}`);
      const steps = stepsOf(scheduler);
      for (const what of ['a', 'b', 'c']) scheduler.after(10, what, () => undefined);
      await scheduler.runUntil(100);
      orders.add(steps.map(([, what]) => what).join(''));
    }
    expect(orders.size).toBe(6);
  });

  it('waits beyond the end of a run, and comes in the next', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    scheduler.after(100, 'it', () => undefined);
    expect(await scheduler.runUntil(50)).toBe(true);
    expect([scheduler.now(), steps]).toEqual([50, []]);
    expect(await scheduler.runUntil(100)).toBe(false);
    expect(steps).toEqual([[100, 'it']]);
  });

  it('does not come when it was cancelled', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    const cancel = scheduler.after(10, 'it', () => undefined);
    expect(scheduler.isSomethingComing).toBe(true);
    cancel();
    expect(scheduler.isSomethingComing).toBe(false);
    await scheduler.runUntil(100);
    expect(steps).toEqual([]);
  });

  it('comes after everything that follows from what came before without time', async () => {
    const scheduler = schedulerOf();
    const order: string[] = [];
    scheduler.after(10, 'first', () => {
      void Promise.resolve()
        .then(() => process.nextTick(() => void Promise.resolve().then(() => order.push('followed'))))
        .then(() => order.push('followed sooner'));
    });
    scheduler.after(10.001, 'second', () => order.push('second'));
    await scheduler.runUntil(100);
    expect(order).toEqual(['followed sooner', 'followed', 'second']);
  });

  it('stops when it is over, and when something is thrown', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    for (const what of ['a', 'b', 'c']) scheduler.after(what.charCodeAt(0), what, () => undefined);
    expect(await scheduler.runUntil(1_000, () => steps.length === 2)).toBe(true);
    expect(steps).toHaveLength(2);
    scheduler.after(0, 'it', () => {
      throw new Error('broken');
    });
    await expect(scheduler.runUntil(1_000)).rejects.toThrow('broken');
  });

  it('is stopped where it looks at the clock for ever', async () => {
    const scheduler = schedulerOf();
    scheduler.after(1, 'it', () => {
      for (;;) scheduler.now();
    });
    await expect(scheduler.runUntil(1_000)).rejects.toThrow(EndlessStep);
  });
});

describe('an owner', () => {
  it('who is dead is done nothing of', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    const [dead, alive] = [owner(), owner('engine-2')];
    scheduler.timer(10, dead, () => undefined);
    scheduler.task(10, 'a task of the dead', dead, () => undefined);
    scheduler.task(11, 'a task', alive, () => undefined);
    scheduler.after(5, 'death', () => (dead.isDead = true));
    await scheduler.runUntil(100);
    expect(steps.map(([, what]) => what)).toEqual(['death', 'a task']);
  });

  it('who sleeps does everything after waking, and no sooner', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    const asleep = { ...owner(), asleepUntil: 50 };
    scheduler.timer(10, asleep, () => undefined);
    scheduler.task(20, 'a task', asleep, () => undefined);
    scheduler.after(30, 'something else', () => undefined);
    await scheduler.runUntil(100);
    expect(steps[0]).toEqual([30, 'something else']);
    expect(
      steps
        .slice(1)
        .map(([, what]) => what)
        .sort(),
    ).toEqual(['a task', 'timer']);
    for (const [at] of steps.slice(1)) expect([at >= 50, at < 51]).toEqual([true, true]);
  });
});

describe('timers', () => {
  /** An engine that looks every second whether there is something to do, for a day. */
  async function looksOfADay(
    scheduler: Scheduler,
    found: (looks: number) => void = () => undefined,
  ): Promise<number[]> {
    const looks: number[] = [];
    const self = owner();
    const look = () => {
      looks.push(scheduler.now());
      found(looks.length);
      scheduler.timer(1_000, self, look);
    };
    look();
    await scheduler.runUntil(86_400_000);
    return looks;
  }

  it('of who finds nothing are later and later', async () => {
    const looks = await looksOfADay(schedulerOf());
    expect(looks.length).toBeLessThan(30);
    const waits = looks.slice(1).map((at, n) => at - looks[n]!);
    for (const [n, wait] of waits.slice(1, -1).entries()) expect(wait).toBeGreaterThanOrEqual(waits[n]!);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(1_000);
  });

  it('are on time while something changes', async () => {
    const scheduler = schedulerOf();
    const looks = await looksOfADay(scheduler, (nth) => nth < 1_000 && scheduler.changed());
    const [first, , ...others] = looks.slice(0, 1_000);
    expect(first).toBe(0);
    expect(Math.max(...others.map((at, n) => at - looks[n + 1]!))).toBeLessThanOrEqual(1_000);
  });

  it('are never later than what comes', async () => {
    const scheduler = schedulerOf();
    const comes = [3_600_000, 7_200_000.5, 50_000_000];
    const seen: number[] = [];
    for (const at of comes) scheduler.after(at, 'a webhook', () => seen.push(scheduler.now()));
    const looks = await looksOfADay(scheduler);
    expect(seen).toEqual(comes);
    for (const at of comes) expect(Math.max(...looks.filter((look) => look <= at))).toBeLessThanOrEqual(at);
  });

  it.each([
    ['on time while a task is about to end', 1_000, [100, 200, 300, 1_000]],
    ['late while one takes long', 100_000, [100, 250, 450, 100_000]],
  ])('are %s', async (_, ms, expected) => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    const self = owner();
    scheduler.task(ms, 'a request', self, () => undefined);
    for (const due of [100, 200, 300]) scheduler.timer(due, self, () => undefined);
    await scheduler.runUntil(1_000_000);
    expect(steps.map(([at]) => at)).toEqual(expected);
  });

  it('are as late as they like while the owner of a task sleeps: nobody sees a sign of it', async () => {
    const scheduler = schedulerOf();
    const steps = stepsOf(scheduler);
    const asleep = { ...owner(), asleepUntil: 3_600_000 };
    const other = owner('engine-2');
    scheduler.task(10, 'a request', asleep, () => undefined);
    for (const ms of [1_000, 2_000, 3_000]) scheduler.timer(ms, other, () => undefined);
    await scheduler.runUntil(10_000_000);
    expect(steps.slice(0, 3).map(([at]) => at)).toEqual([1_000, 2_050, 3_150]);
  });
});

describe('a trace', () => {
  const traceOf = async (seed: string) => {
    const scheduler = schedulerOf(seed);
    for (const what of ['a', 'b', 'c', 'd', 'e']) scheduler.after(10, what, () => undefined);
    await scheduler.runUntil(100);
    return scheduler.trace();
  };

  it('is the same for the same steps, and for no others', async () => {
    expect(await traceOf('a')).toBe(await traceOf('a'));
    expect(await traceOf('a')).not.toBe(await traceOf('b'));
  });
});
