import { once } from 'node:events';
import { systemClock, systemRandom } from '@arauto/clock';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import { describeReplicaSet, expectWithin, type Member } from '@arauto/mongo/testing';
import { instanceName } from '..';
import type { Leases } from '../leases';
import { openMongoCoordination } from '.';

const never = new AbortController().signal;

describeReplicaSet('MongoDB: leases of a set of three', (set) => {
  /** Each as a process would have it. */
  const processes: { readonly client: MongoClient; readonly leases: Leases }[] = [];
  const open = async () => {
    const client = await connectMongo(set().uri);
    const { leases } = await openMongoCoordination({
      ...{ client, database: 'coordination', clock: systemClock },
      instance: instanceName(systemRandom),
      onTrouble: () => undefined,
    });
    processes.push({ client, leases });
    return leases;
  };
  afterEach(async () => {
    for (const { client, leases } of processes.splice(0)) {
      await leases.close();
      await client.close();
    }
  }, 60_000);

  it.each<[string, number, (primary: Member) => unknown, (primary: Member) => unknown]>([
    ['killed', 15_000, (primary) => primary.kill(), (primary) => primary.run()],
    ['stopped', 25_000, (primary) => primary.stall(), (primary) => primary.resume()],
  ])(
    'are held by nobody 2 s after the primary was %s, and by somebody again within %i ms',
    async (_how, withinMs, befall, mend) => {
      const [holder, successor] = [await open(), await open()];
      const lease = (await holder.acquire('reactions', never))!;
      const waiting = successor.acquire('reactions', never);
      const primary = await set().primary();
      expect(lease.isHeld).toBe(true);
      const began = systemClock.monotonic();
      await befall(primary);
      if (lease.isHeld) await once(lease.lost, 'abort');
      // the right is of what was renewed before, and the signal a timer
      expectWithin(2_100, systemClock.monotonic() - began);

      const both = [waiting, holder.acquire('reactions', never)];
      const again = await Promise.race(both);
      const took = systemClock.monotonic() - began;
      expectWithin(withinMs, took);
      await mend(primary);
      expect(again!.isHeld).toBe(true);
      await again!.release();
      const [one, other] = await Promise.all(both);
      expect((one === again ? other : one)!.isHeld).toBe(true);
    },
    120_000,
  );
});
