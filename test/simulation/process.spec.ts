import { Chance } from './chance';
import { Process } from './process';
import { Scheduler } from './scheduler';

function lifeOf(wall = { setBy: 0 }, at = 1_000_000, seed = 'a') {
  const scheduler = new Scheduler(at, new Chance('scheduler'));
  const process = new Process('engine-1.1', scheduler, new Chance(seed), wall);
  return { scheduler, process, clock: process.clock, random: process.random };
}

describe('the clocks of a process', () => {
  it('tell what the machine is set to, and how long the process has lived', async () => {
    const wall = { setBy: -500 };
    const { scheduler, clock } = lifeOf(wall);
    expect([clock.now(), clock.monotonic()]).toEqual([999_500, 0]);
    scheduler.after(250, 'it', () => undefined);
    await scheduler.runUntil(1_000_300);
    wall.setBy = 86_400_000;
    expect([clock.now(), clock.monotonic()]).toEqual([87_400_250, 250]);
  });

  it('wake who sleeps, but nobody who is dead', async () => {
    const { scheduler, process, clock } = lifeOf();
    const woken: string[] = [];
    void clock.sleep(100).then(() => woken.push('in time'));
    void clock.sleep(10_000).then(() => woken.push('too late'));
    scheduler.after(5_000, 'death', () => process.die());
    await scheduler.runUntil(2_000_000);
    expect(woken).toEqual(['in time']);
  });

  it('stand still for a process that is stopped, and not for the world', async () => {
    const { scheduler, process, clock } = lifeOf();
    let wokenAt = 0;
    void clock.sleep(100).then(() => (wokenAt = scheduler.now()));
    process.sleep(60_000);
    await scheduler.runUntil(2_000_000);
    // And a bit: nobody else has anything to do.
    expect([wokenAt >= 1_060_000, wokenAt < 1_060_100]).toEqual([true, true]);
  });
});

describe('the chance of a process', () => {
  it('is its own', () => {
    const uuids = (seed: string) =>
      Array.from({ length: 5 }, (_, n) => [lifeOf({ setBy: 0 }, 1, seed).random.uuid(), n]);
    expect(uuids('a')).toEqual(uuids('a'));
    expect(uuids('a')).not.toEqual(uuids('b'));
  });

  it('makes ids that sort by their making, though the clock is set back', () => {
    const wall = { setBy: 0 };
    const { random } = lifeOf(wall);
    const ids = [random.id(), random.id()];
    wall.setBy = -3_600_000;
    ids.push(random.id(), random.id());
    wall.setBy = 3_600_000;
    ids.push(random.id());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('makes bytes and fractions', () => {
    const { random } = lifeOf();
    expect(random.bytes(33)).toHaveLength(33);
    const fraction = random.fraction();
    expect([fraction >= 0, fraction < 1]).toEqual([true, true]);
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
