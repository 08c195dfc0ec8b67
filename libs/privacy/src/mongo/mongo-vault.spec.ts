import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { Document, MongoClient } from 'mongodb';
import { describeVaultContract } from '../contract';
import { type Vault, type VaultEntry, VaultIncomplete } from '../vault';
import { adoptErasures, markComplete, markIncomplete, openMongoVault } from './index';

describeMongod('mongo vault', (server) => {
  let client: MongoClient;
  let databases = 0;
  const random = seededRandom('mongo vault');
  beforeAll(async () => void (client = await connectMongo(server().uri)));
  afterAll(() => client.close());

  const nextDatabase = () => `vault-${process.pid}-${databases++}`;
  const openVault = (database: string, secret = 'secret') =>
    openMongoVault({ client, database, secret, clock: systemClock, random });

  describeVaultContract(
    'mongo',
    async () => {
      const database = nextDatabase();
      const reopen = () => openVault(database);
      const remove = async () => void (await client.db(database).dropDatabase());
      return { vault: await reopen(), reopen, atRest: () => bytesAtRest(database), remove };
    },
    { erasure: 'unreadable' },
  );

  /** What every collection and the oplog say, and every file of the server if it is this test's. */
  async function* bytesAtRest(database: string): AsyncGenerator<Buffer> {
    const all = [client.db('local').collection('oplog.rs')];
    for (const { name } of await client.db(database).listCollections().toArray()) {
      all.push(client.db(database).collection(name));
    }
    for (const collection of all) {
      for await (const raw of collection.find({}, { raw: true })) yield raw as unknown as Buffer;
    }
    const { folder } = server();
    if (folder === null) return;
    await client.db('admin').command({ fsync: 1 });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (statSync(path).isFile()) yield readFileSync(path);
    }
  }

  describe('beside the contract', () => {
    let database: string;
    let vault: Vault;
    const others: Vault[] = [];
    beforeEach(async () => {
      database = nextDatabase();
      vault = await openVault(database);
    });
    afterEach(async () => {
      for (const each of [vault, ...others.splice(0)]) await each.close();
      await client.db(database).dropDatabase();
    });

    const another = async () => {
      const opened = await openVault(database);
      others.push(opened);
      return opened;
    };
    const entries = () => client.db(database).collection<{ _id: string } & Document>('vault.entries');
    const entry = (ref: string, name: string, person: string | null = 'p'): VaultEntry => ({
      ...{ ref, kind: 'contact', person, campaign: 'c', phone: '+5511900001234', name, data: null },
    });
    const namesOf = async (from: Vault, ...refs: string[]) => (await from.getMany(refs)).map((each) => each?.name);

    it('opens for nobody but who fills it, from when that begins until it is done', async () => {
      await markIncomplete(client, database);
      await expect(openVault(database)).rejects.toThrow(VaultIncomplete);
      const filling = await openMongoVault({
        ...{ client, database, secret: 'secret', clock: systemClock, random },
        evenIncomplete: true,
      });
      await filling.put([entry('a', 'Ana')]);
      await filling.close();
      await markComplete(client, database);
      expect(await namesOf(await another(), 'a')).toEqual(['Ana']);
    });

    it('takes the mark of erasures of the vault that it was copied from, and has another after the next one', async () => {
      for (const mark of ['a mark', '', 'a mark']) {
        await adoptErasures(client, database, mark);
        expect(await vault.erasures()).toBe(mark);
      }
      await vault.erase('p');
      expect(['a mark', '']).not.toContain(await vault.erasures());
    });

    it('reads nothing of an erased person, even if an entry comes back from the oplog or a backup', async () => {
      await vault.put([entry('a', 'Ana')]);
      const copy = (await entries().findOne({ _id: 'a' }))!;
      await vault.erase('p');
      await entries().insertOne(copy);
      expect(await namesOf(vault, 'a')).toEqual([undefined]);
      expect(await vault.search('c', 'ana', 10)).toEqual([]);
      expect(await vault.search('c', 'ana', 10, 'whole')).toEqual([]);
      await vault.put([entry('b', 'Ana again')]);
      expect(await namesOf(vault, 'a', 'b')).toEqual([undefined, 'Ana again']);
      expect(await vault.search('c', 'ana', 10)).toEqual(['b']);
      expect(await vault.erase('p')).toBe(2);
    });

    it('is one for several processes: what one erases is gone for the other at once, and what it puts later is kept', async () => {
      const other = await another();
      await vault.put([entry('a', 'Ana')]);
      expect(await namesOf(other, 'a')).toEqual(['Ana']);
      await vault.erase('p');
      expect(await namesOf(other, 'a')).toEqual([undefined]);
      // The other has read with a key that is gone.
      await other.put([entry('b', 'Bia')]);
      expect(await namesOf(vault, 'a', 'b')).toEqual([undefined, 'Bia']);
      expect(await namesOf(other, 'a', 'b')).toEqual([undefined, 'Bia']);
    });

    it('makes one key for a person of whom several processes hear at once', async () => {
      const vaults = [vault, await another(), await another()];
      const refs = Array.from({ length: 30 }, (_, index) => `r${index}`);
      await Promise.all(
        refs.map((ref, index) => vaults[index % 3]!.put([entry(ref, ref), entry(`${ref}n`, ref, null)])),
      );
      for (const each of vaults) expect(await namesOf(each, ...refs)).toEqual(refs);
      expect(await client.db(database).collection('vault.keys').countDocuments()).toBe(2);
    });

    it('is refused to who has another secret', async () => {
      await expect(openVault(database, 'another')).rejects.toMatchObject({ name: 'SecretError', code: 'mismatch' });
    });

    it('notices what was changed or put in the place of another, and says nothing of what it was', async () => {
      await vault.put([entry('a', 'Ana'), entry('b', 'Bia'), entry('d', 'Davi', null)]);
      const { sealed } = (await entries().findOne({ _id: 'b' }))!;
      await entries().updateOne({ _id: 'a' }, { $set: { sealed } });
      const damaged = { code: 'damaged', message: 'The vault entry a was changed after it was sealed.' };
      await expect(vault.getMany(['a'])).rejects.toMatchObject(damaged);
      expect(await vault.search('c', 'bia', 10)).toEqual(['b']);
      const told: unknown[] = [];
      const found = await vault.getMany(['d', 'a', 'b', 'none'], (ref, error) => told.push([ref, error]));
      expect(found.map((each) => each?.name)).toEqual(['Davi', undefined, 'Bia', undefined]);
      expect(told).toEqual([['a', expect.objectContaining(damaged)]]);
      expect(await namesOf(vault, 'b')).toEqual(['Bia']);
      await entries().updateOne({ _id: 'd' }, { $set: { kind: 'inbound' } });
      await expect(vault.getMany(['d'])).rejects.toMatchObject({ code: 'damaged' });
    });

    it('notices a key that was changed', async () => {
      await vault.put([entry('a', 'Ana'), entry('b', 'Bia', 'other')]);
      const keys = client.db(database).collection<{ _id: string } & Document>('vault.keys');
      const { sealed } = (await keys.findOne({ _id: 'person/other' }))!;
      await keys.updateOne({ _id: 'person/p' }, { $set: { sealed } });
      const other = await another();
      expect(await other.search('c', 'ana', 10)).toEqual([]);
      expect(await other.search('c', 'bia', 10)).toEqual(['b']);
      await expect(other.getMany(['a'])).rejects.toMatchObject({ code: 'damaged' });
      const told: string[] = [];
      expect((await other.getMany(['a', 'b'], (ref) => told.push(ref))).map((each) => each?.name)).toEqual([
        undefined,
        'Bia',
      ]);
      expect(told).toEqual(['a']);
    });

    it('finds whatever texts there are', async () => {
      const names = ['"Ana" \\ "Bia"', 'a\nb', 'José  Álvarez 🔑', ',"x",', 'null', '', null];
      await vault.put(names.map((name, n) => ({ ...entry(`r${n}`, ''), name, phone: n % 2 === 0 ? null : `+55${n}` })));
      const found = await Promise.all(
        ['ana" \\', 'A B', 'alvarez 🔑', ',"x', 'null', '+555', '6'].map((text) => vault.search('c', text, 10)),
      );
      expect(found).toEqual([['r0'], ['r1'], ['r2'], ['r3'], ['r4'], ['r5'], []]);
    });

    it('refuses an entry that is too large, alone, and does not repeat it', async () => {
      const large = vault.put([entry('a', 'Ana'), { ...entry('b', 'Bia'), data: 'Zyxw'.repeat(4_000_000) }]);
      const other = vault.put([entry('d', 'Davi')]);
      const error = await large.catch((thrown: unknown) => String(thrown));
      expect(error).toBe('RangeError: The vault entry b is larger than 15728640 bytes.');
      await other;
      expect(await namesOf(vault, 'a', 'b', 'd')).toEqual([undefined, undefined, 'Davi']);
    });

    it('takes any number of entries at once, and erases as many', async () => {
      const many = Array.from({ length: 4500 }, (_, index) =>
        entry(`r${String(index).padStart(4, '0')}`, `Ana ${index}`),
      );
      await vault.put(many);
      expect(await namesOf(vault, ...many.map(({ ref }) => ref))).toEqual(many.map(({ name }) => name));
      expect(await vault.search('c', 'ana', 3000)).toEqual(many.slice(0, 3000).map(({ ref }) => ref));
      expect(await vault.search('c', 'ana 44', 1000)).toHaveLength(111);
      expect(await vault.erase('p')).toBe(4500);
      expect(await entries().countDocuments()).toBe(0);
    });

    it('finds everything by an index, in its order', async () => {
      const plan = async (filter: Document, sort?: Document) =>
        JSON.stringify(
          (
            await entries()
              .find(filter)
              .sort(sort ?? {})
              .explain('queryPlanner')
          )['queryPlanner'],
        );
      const page = await plan({ kind: 'contact', campaign: 'c', _id: { $gt: 'a' } }, { _id: 1 });
      expect(page).toContain('"indexName":"campaign"');
      expect(page).not.toContain('SORT');
      expect(await plan({ kind: 'contact', campaign: 'c', whole: { $in: ['x'] } })).toContain('"indexName":"whole"');
      expect(await plan({ person: 'p' })).toContain('"indexName":"person"');
    });
  });
});
