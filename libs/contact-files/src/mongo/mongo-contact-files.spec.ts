import { seededRandom, VirtualClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { Document, MongoClient } from 'mongodb';
import { ContactFileMissing, type ContactFiles, type QuotaLimits } from '../contact-files';
import { describeContactFilesContract, describeKeptFilesContract } from '../contract';
import { openMongoContactFiles, openMongoExportFiles } from './index';

const HOUR = 3600 * 1000;

describeMongod('contact files in mongo', (server) => {
  let client: MongoClient;
  let databases = 0;
  const random = seededRandom('contact files');
  beforeAll(async () => void (client = await connectMongo(server().uri)));
  afterAll(() => client.close());

  function place() {
    const database = `files-${process.pid}-${databases++}`;
    const clock = new VirtualClock(Date.now());
    const files = client.db(database).collection<{ _id: string } & Document>('contact_files.files');
    const chunks = client.db(database).collection('contact_files.chunks');
    const open = (limits?: QuotaLimits, secret = 'secret') =>
      openMongoContactFiles({ client, database, secret, clock, random, limits });
    const count = async () => (await files.countDocuments()) + (await chunks.countDocuments());
    /** Needs a server with `enableTestCommands=1`. */
    const failing = (mode: unknown) => {
      const data = { failCommands: ['insert'], errorCode: 14_031, namespace: `${database}.contact_files.chunks` };
      return client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
    };
    const remove = async () => void (await client.db(database).dropDatabase());
    return { clock, files, chunks, open, count, failing, remove };
  }

  describeContactFilesContract(
    'mongo',
    async () => {
      const { clock, open, count, failing, remove } = place();
      const dieWhileReceiving = async (uploadId: string) => {
        const dying = await open();
        const silent = new Promise<void>((resolve) => {
          async function* content(): AsyncGenerator<Uint8Array> {
            yield Buffer.alloc(3_000_000);
            resolve();
            await new Promise(() => undefined);
          }
          void dying.receive(uploadId, content(), 'loja');
        });
        await silent;
        await clock.advance(2 * HOUR);
      };
      const fillUp = async () => void (await failing({ times: 1 }));
      return { open, count, dieWhileReceiving, fillUp, remove };
    },
    { runsOutOfRoom: true },
  );

  describeKeptFilesContract('mongo, of exports', async () => {
    const database = `exports-${process.pid}-${databases++}`;
    const clock = new VirtualClock(Date.now());
    const db = client.db(database);
    const count = async () =>
      (await db.collection('export_files.files').countDocuments()) +
      (await db.collection('export_files.chunks').countDocuments());
    return {
      open: () => openMongoExportFiles({ client, database, secret: 'secret', clock, random }),
      count,
      remove: async () => void (await db.dropDatabase()),
    };
  });

  describe('beside the contract', () => {
    let made: ReturnType<typeof place>;
    let files: ContactFiles;
    beforeEach(async () => {
      made = place();
      files = await made.open();
    });
    afterEach(() => made.remove());

    const large = 'Zyxwmarker,+5511900007531\n'.repeat(100_000);
    async function* content(...texts: string[]): AsyncGenerator<Uint8Array> {
      for (const text of texts) yield await Promise.resolve(Buffer.from(text));
    }
    async function read(uploadId: string): Promise<string> {
      const all: Uint8Array[] = [];
      for await (const bytes of files.open(uploadId)) all.push(bytes);
      return Buffer.concat(all).toString();
    }

    it('lie in chunks of 1 MiB, and show nothing of what they hold', async () => {
      await files.receive('up-1', content(large), 'loja');
      const stored = await made.chunks.find().sort({ n: 1 }).toArray();
      expect(stored.map(({ data }) => (data as { length(): number }).length())).toEqual([
        1 << 20,
        1 << 20,
        large.length + 3 * 16 - (2 << 20),
      ]);
      expect(await made.files.findOne()).toMatchObject({
        filename: 'up-1',
        chunkSize: 1 << 20,
        length: large.length + 48,
      });
      for (const collection of [made.files, made.chunks, client.db('local').collection('oplog.rs')]) {
        for await (const raw of collection.find({}, { raw: true })) {
          expect((raw as unknown as Buffer).includes('Zyxwmarker')).toBe(false);
        }
      }
    });

    it('open under no other secret, and not when they were changed, shortened or exchanged', async () => {
      await files.receive('up-1', content(large), 'loja');
      await files.receive('up-2', content(large), 'loja');
      const other = await made.open(undefined, 'another');
      await expect(other.open('up-1')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'mismatch' });
      const damaged = { name: 'SecretError', code: 'damaged' };
      await made.files.updateOne({ filename: 'up-1' }, { $set: { 'metadata.chunks': 2 } });
      await expect(read('up-1')).rejects.toMatchObject(damaged);
      const [one, two] = await made.chunks
        .find({ files_id: (await made.files.findOne({ filename: 'up-2' }))!._id })
        .toArray();
      await made.chunks.updateOne({ _id: one!._id }, { $set: { data: two!['data'] } });
      await expect(read('up-2')).rejects.toMatchObject(damaged);
    });

    it('are missing from where they were discarded while they were read', async () => {
      await files.receive('up-1', content(large), 'loja');
      const reading = files.open('up-1')[Symbol.asyncIterator]();
      expect((await reading.next()).done).toBe(false);
      await files.discard('up-1');
      await expect(reading.next()).rejects.toThrow(ContactFileMissing);
    });

    it('are refused to a sender who was given up, and leave nothing then', async () => {
      const other = await made.open();
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(large);
        await made.clock.advance(2 * HOUR);
        await other.list();
        yield Buffer.from(large);
      }
      await expect(files.receive('up-1', slow(), 'loja')).rejects.toThrow('discarded');
      await files.list();
      expect(await made.count()).toBe(0);
    });

    it('go on being received beside a process that starts, and what was removed half is removed', async () => {
      await made.chunks.insertOne({ files_id: 'gone', n: 0, data: null });
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(large);
        await made.clock.advance(HOUR / 2);
        await made.open();
        yield Buffer.from('\n');
      }
      await files.receive('up-1', slow(), 'loja');
      expect((await read('up-1')) === `${large}\n`).toBe(true);
      expect(await made.chunks.countDocuments({ files_id: 'gone' })).toBe(0);
    });

    it('count for the quotas of every process, those that are just arriving too', async () => {
      const limits = { subaccount: 6_000_000, all: 8_000_000 };
      const [here, there] = [await made.open(limits), await made.open(limits)];
      const tooMuch = { name: 'UploadQuotaExceeded' };
      async function* during(): AsyncGenerator<Uint8Array> {
        yield Buffer.alloc(5_000_000);
        await expect(there.receive('up-2', content('x'.repeat(2_100_000)), 'loja')).rejects.toMatchObject(tooMuch);
        await expect(there.receive('up-3', content('x'.repeat(4_000_000)), 'vizinha')).rejects.toMatchObject(tooMuch);
      }
      await here.receive('up-1', during(), 'loja');
      expect((await there.list()).map(({ uploadId }) => uploadId)).toEqual(['up-1']);
    });
  });
});
