import { systemClock, systemRandom } from './system';

describe('system clock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('never goes backwards', () => {
    let last = systemClock.monotonic();
    for (let i = 0; i < 1000; i++) {
      const next = systemClock.monotonic();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
    }
  });

  it('wakes a sleeper at once when the signal aborts, before or during the sleep', async () => {
    const abort = new AbortController();
    const sleep = systemClock.sleep(3_600_000, abort.signal);
    abort.abort();
    await sleep;
    await systemClock.sleep(3_600_000, abort.signal);
  });

  it('runs a callback once, unless it is cancelled', async () => {
    const ran: string[] = [];
    systemClock.after(0, () => ran.push('cancelled'))();
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => {
        ran.push('ran');
        resolve();
      });
    });
    expect(ran).toEqual(['ran']);
  });

  it('lets everything go first that waited before, until the tick is over', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('waited'));
    const over = systemClock.endOfTick().then(() => order.push('over'));
    await Promise.resolve().then(() => order.push('promise'));
    await over;
    expect(order).toEqual(['promise', 'waited', 'over']);
  });
});

describe('system random', () => {
  it('makes ids that sort by time and claims that never repeat', () => {
    const ids = Array.from({ length: 1000 }, () => systemRandom.id());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1000 }, () => systemRandom.uuid())).size).toBe(1000);
    expect(systemRandom.bytes(24)).toHaveLength(24);
    expect(systemRandom.fraction()).toBeLessThan(1);
  });
});
