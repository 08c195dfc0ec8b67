import { systemClock } from '@arauto/clock';
import type { Lease, Leases } from '../leases';

/** As long as a process waits at least that has seen another hold a lease, and no sign of life since. */
const PERIOD_MS = 3_000;

const never = new AbortController().signal;

/** @param openSilent as `open`, a process that never renews what it holds */
export function describeLeases(
  open: (instance: string) => Promise<Leases>,
  openSilent: (instance: string) => Promise<Leases>,
  manyProcesses: boolean,
): void {
  describe('leases', () => {
    const acquire = async (leases: Leases, name: string) => (await leases.acquire(name, never))!;

    it('are held until they are given back', async () => {
      const leases = await open('one');
      const lease = await acquire(leases, 'portfolio-a');
      expect([lease.name, lease.isHeld, lease.lost.aborted]).toEqual(['portfolio-a', true, false]);
      const release = lease.release();
      expect([lease.isHeld, lease.lost.aborted]).toEqual([false, true]);
      await release;
      await lease.release();
      expect((await acquire(leases, 'portfolio-a')).isHeld).toBe(true);
      expect(lease.isHeld).toBe(false);
    });

    it('of other names have nothing to do with each other', async () => {
      const leases = await open('one');
      const one = await acquire(leases, 'portfolio-a');
      const other = await acquire(leases, 'portfolio-b');
      await one.release();
      expect(other.isHeld).toBe(true);
      expect(await leases.holders()).toEqual(new Map([['portfolio-b', 'one']]));
    });

    it('can be many', async () => {
      const leases = await open('one');
      const names = Array.from({ length: 300 }, (_, nth) => `portfolio-${nth}`);
      const held = await Promise.all(names.map((name) => acquire(leases, name)));
      expect(held.filter(({ isHeld }) => isHeld)).toHaveLength(300);
      expect((await leases.holders()).size).toBe(300);
    });

    it('of one name are held by one part of a process after the other', async () => {
      const leases = await open('one');
      const first = await acquire(leases, 'reactions');
      const order: string[] = [];
      const waited = ['second', 'third'].map(async (who) => {
        const lease = await acquire(leases, 'reactions');
        order.push(who);
        expect(lease.isHeld).toBe(true);
        await lease.release();
      });
      await leases.holders();
      expect(order).toEqual([]);
      await first.release();
      await Promise.all(waited);
      expect(order).toEqual(['second', 'third']);
    });

    it('are not waited for longer than wanted, and not taken then', async () => {
      const leases = await open('one');
      const first = await acquire(leases, 'reactions');
      const stop = new AbortController();
      const waiting = leases.acquire('reactions', stop.signal);
      stop.abort();
      expect(await waiting).toBeUndefined();
      expect(await leases.acquire('reactions', stop.signal)).toBeUndefined();
      await first.release();
      expect(await leases.holders()).toEqual(new Map());
    });

    it('are all given back at the end, when nobody waits any longer', async () => {
      const leases = await open('one');
      const held = await acquire(leases, 'reactions');
      const waiting = leases.acquire('reactions', never);
      await leases.close();
      expect([held.isHeld, held.lost.aborted]).toEqual([false, true]);
      expect(await waiting).toBeUndefined();
      expect(await leases.acquire('reactions', never)).toBeUndefined();
    });

    (manyProcesses ? describe : describe.skip)('of many processes', () => {
      it('are held by one at a time, and had by the next as soon as that gives them back', async () => {
        const held: Lease[] = [];
        let most = 0;
        const turns = ['one', 'two', 'three', 'four', 'five', 'six'].map(async (instance) => {
          const leases = await open(instance);
          const lease = await acquire(leases, 'reactions');
          held.push(lease);
          most = Math.max(most, held.filter(({ isHeld }) => isHeld).length);
          expect(await leases.holders()).toEqual(new Map([['reactions', instance]]));
          // or as a process ends
          if (instance === 'six') await leases.close();
          else await lease.release();
        });
        const began = systemClock.monotonic();
        await Promise.all(turns);
        expect(most).toBe(1);
        expect(held).toHaveLength(6);
        // of five successors none waited for a period
        expect(systemClock.monotonic() - began).toBeLessThan(4 * PERIOD_MS);
      });

      it('are renewed for as long as they are held', async () => {
        const [one, two] = [await open('one'), await open('two')];
        const lease = await acquire(one, 'reactions');
        const stop = new AbortController();
        const waiting = two.acquire('reactions', stop.signal);
        const began = systemClock.monotonic();
        while (lease.isHeld && systemClock.monotonic() - began < 2 * PERIOD_MS) await systemClock.sleep(20);
        expect(lease.isHeld).toBe(true);
        expect(await one.holders()).toEqual(new Map([['reactions', 'one']]));
        stop.abort();
        expect(await waiting).toBeUndefined();
      });

      it('are taken over from one that gives no sign of life, after a whole period and no sooner', async () => {
        const [silent, other] = [await openSilent('silent'), await open('other')];
        const lease = await acquire(silent, 'reactions');
        expect(lease.isHeld).toBe(true);
        const began = systemClock.monotonic();
        const taken = await acquire(other, 'reactions');
        const took = systemClock.monotonic() - began;
        expect(taken.isHeld).toBe(true);
        expect(took).toBeGreaterThanOrEqual(PERIOD_MS);
        expect(took).toBeLessThan(3 * PERIOD_MS);
        expect(await silent.holders()).toEqual(new Map([['reactions', 'other']]));
      });

      it('of one that gives no sign of life for a period are nobody’s', async () => {
        const [silent, other] = [await openSilent('silent'), await open('other')];
        await acquire(silent, 'reactions');
        expect(await other.holders()).toEqual(new Map([['reactions', 'silent']]));
        const began = systemClock.monotonic();
        while ((await other.holders()).size > 0) await systemClock.sleep(20);
        expect(systemClock.monotonic() - began).toBeGreaterThan(PERIOD_MS - 1_000);
      });
    });
  });
}
