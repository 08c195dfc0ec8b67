import { seededRandom, systemClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeReplicaSet } from '@arauto/mongo/testing';
import type { VaultEntry } from '../vault';
import { openMongoVault } from './index';

describeReplicaSet('mongo vault whose primary is killed', (set) => {
  it('keeps every put and every erasure that it said was done, and none by half', async () => {
    const client = await connectMongo(set().uri);
    const random = seededRandom('primary lost');
    const vault = await openMongoVault({ client, database: 'vault', secret: 'secret', clock: systemClock, random });
    const done: number[] = [];
    const erased: number[] = [];
    const entriesOf = (round: number): VaultEntry[] =>
      Array.from({ length: 50 }, (_, index) => ({
        ...{ ref: `${round}.${index}`, kind: 'contact', person: `p${round}`, campaign: 'c' },
        ...{ phone: null, name: `${round}`, data: null },
      }));
    let rounds = 0;
    const until = async (isOver: () => boolean) => {
      while (!isOver()) {
        const round = rounds++;
        const put = await vault.put(entriesOf(round)).then(
          () => done.push(round) > 0,
          () => false,
        );
        // Every third is erased again.
        if (put && round % 3 === 0)
          await vault.erase(`p${round}`).then(
            () => erased.push(round),
            () => undefined,
          );
      }
    };
    await until(() => rounds > 20);
    const primary = await set().primary();
    const killed = primary.kill();
    await until(() => rounds > 25);
    await killed;
    const before = done.length;
    await until(() => done.length > before + 5);
    expect((await set().primary()).address).not.toBe(primary.address);

    for (let round = 0; round < rounds; round++) {
      const found = (await vault.getMany(entriesOf(round).map(({ ref }) => ref))).filter(Boolean).length;
      const isErased = erased.includes(round);
      const allowed = isErased ? [0] : done.includes(round) && round % 3 !== 0 ? [50] : [0, 50];
      expect({ round, found }).toEqual({ round, found: allowed.find((count) => count === found) });
    }
    await vault.close();
    await client.close();
  }, 120_000);
});
