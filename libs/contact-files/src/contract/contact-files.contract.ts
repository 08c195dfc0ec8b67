import { ContactFileMissing, type ContactFiles, type QuotaLimits } from '../contact-files';
import { StorageFull } from '../kept-files';

/** What can be done to some places only. */
export interface ContactFilesFeatures {
  /** A test can let the room run out. */
  readonly runsOutOfRoom: boolean;
}

/** An empty place for contact files, and what can happen to it. */
export interface ContactFilesUnderTest {
  /** As a process would that starts; where several may run, another one beside those. */
  readonly open: (limits?: QuotaLimits) => Promise<ContactFiles>;
  /** How much lies there, whole or not: files of a folder, documents. */
  readonly count: () => Promise<number>;
  /** Leaves what a process leaves that died while it received a file, and lets so much time pass that it counts as dead. */
  readonly dieWhileReceiving: (uploadId: string) => Promise<void>;
  /** Lets there be no room for this file. */
  readonly fillUp: (uploadId: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Every behaviour that an adapter of contact files must have. Call it from the adapter's spec. */
export function describeContactFilesContract(
  name: string,
  make: () => Promise<ContactFilesUnderTest>,
  features: ContactFilesFeatures,
): void {
  describe(`contact files contract: ${name}`, () => {
    let place: ContactFilesUnderTest;
    let files: ContactFiles;

    beforeEach(async () => {
      place = await make();
      files = await place.open();
    });
    afterEach(() => place.remove());

    const receive = (uploadId: string, ...content: (string | Error)[]) =>
      files.receive(uploadId, chunks(...content), 'loja');

    async function read(uploadId: string): Promise<string> {
      const read: Uint8Array[] = [];
      for await (const bytes of files.open(uploadId)) read.push(bytes);
      return Buffer.concat(read).toString();
    }

    it('gives back what came, under the name of the upload, of any size and however it was cut', async () => {
      const lines = Array.from({ length: 250_000 }, (_, row) => `+5511900001234,Ana ${row}\n`).join('');
      const cut = [lines.slice(0, 1), lines.slice(1, 4_000_000), '', lines.slice(4_000_000)];
      expect(await receive('up-1', ...cut)).toEqual({ bytes: lines.length });
      expect(await receive('up-2', 'phone\n')).toEqual({ bytes: 6 });
      expect((await read('up-1')) === lines).toBe(true);
      expect(await read('up-2')).toBe('phone\n');
    });

    it('keeps files of whole mebibytes, and those a byte larger or smaller', async () => {
      for (const size of [1 << 20, (1 << 20) - 16, 2 * ((1 << 20) - 16)].flatMap((bytes) => [
        bytes - 1,
        bytes,
        bytes + 1,
      ])) {
        const content = 'x'.repeat(size);
        expect(await receive('up-1', content)).toEqual({ bytes: size });
        expect((await read('up-1')) === content).toBe(true);
      }
    });

    it('gives a range, also across mebibytes, and as much as there is of one that goes on behind the end', async () => {
      const content = Array.from({ length: 300_000 }, (_, row) => `${row}\n`).join('');
      await receive('up-1', content);
      const last = content.length;
      for (const [from, to] of [
        [0, 4],
        [5, 5],
        [1_048_000, 1_049_000],
        [last - 3, last],
        [last - 3, last + 9],
      ] as const) {
        const read: Uint8Array[] = [];
        for await (const bytes of files.open('up-1', { from, to })) read.push(bytes);
        expect(Buffer.concat(read).toString()).toBe(content.slice(from, to));
      }
    });

    it('keeps an empty file', async () => {
      expect(await receive('up-1')).toEqual({ bytes: 0 });
      expect(await read('up-1')).toBe('');
    });

    it('is there for the next process', async () => {
      await receive('up-1', 'phone\n');
      files = await place.open();
      expect(await read('up-1')).toBe('phone\n');
    });

    it('leaves nothing of a file that broke off, and says what its sender said', async () => {
      const cut = new Error('the connection was cut');
      await expect(receive('up-1', 'x'.repeat(2_500_000), cut)).rejects.toBe(cut);
      expect(await files.list()).toEqual([]);
      expect(await place.count()).toBe(0);
    });

    it('gives the later of two that came for one upload', async () => {
      await receive('up-1', 'phone,name\n');
      await receive('up-1', 'phone\n');
      expect(await read('up-1')).toBe('phone\n');
      expect(await files.list()).toHaveLength(1);
      await files.discard('up-1');
      expect(await place.count()).toBe(0);
    });

    (features.runsOutOfRoom ? it : it.skip)('says that there is no room, and leaves nothing', async () => {
      await place.fillUp('up-1');
      await expect(receive('up-1', 'phone\n')).rejects.toBeInstanceOf(StorageFull);
      expect(await place.count()).toBe(0);
    });

    it('says that a file is missing when it is pulled', async () => {
      const opened = files.open('up-1');
      await expect(opened[Symbol.asyncIterator]().next()).rejects.toThrow(ContactFileMissing);
    });

    it('discards a file, and one that is not there', async () => {
      await receive('up-1', 'phone\n');
      await receive('up-2', 'phone\n');
      await files.discard('up-1');
      await files.discard('up-1');
      await expect(read('up-1')).rejects.toThrow(ContactFileMissing);
      expect(await read('up-2')).toBe('phone\n');
      await files.discard('up-2');
      expect(await place.count()).toBe(0);
    });

    it('lists whole files with their age, and throws away what an earlier process left half written', async () => {
      const before = Date.now();
      await receive('up-1', 'phone\n');
      await place.dieWhileReceiving('up-2');
      expect((await files.list()).map(({ uploadId }) => uploadId)).toEqual(['up-1']);
      const [{ storedAt } = { storedAt: 0 }] = await files.list();
      // A file system's clock may be some milliseconds behind.
      expect(Math.abs(storedAt - before)).toBeLessThan(60_000);
      files = await place.open();
      await files.discard('up-1');
      expect(await place.count()).toBe(0);
    });

    describe('with quotas', () => {
      const limits = { subaccount: 1000, all: 1500 };
      const send = (uploadId: string, bytes: number, subaccountId: string) =>
        files.receive(uploadId, chunks(...Array<string>(bytes / 100).fill('x'.repeat(100))), subaccountId);
      const tooMuch = { name: 'UploadQuotaExceeded' };
      beforeEach(async () => void (files = await place.open(limits)));

      it('counts for each subaccount, a file until it is discarded', async () => {
        await send('a1', 800, 'loja');
        await expect(send('a2', 300, 'loja')).rejects.toMatchObject(tooMuch);
        expect((await files.list()).map(({ uploadId }) => uploadId)).toEqual(['a1']);
        await send('a2', 200, 'loja');
        await files.discard('a1');
        await send('a3', 800, 'loja');
      });

      it('counts for all together', async () => {
        await send('a1', 1000, 'loja');
        await expect(send('b1', 600, 'vizinha')).rejects.toMatchObject(tooMuch);
        await send('b1', 500, 'vizinha');
        await files.discard('a1');
        await files.discard('a1');
        await send('b2', 500, 'vizinha');
        await send('a2', 500, 'loja');
        await expect(send('c1', 100, 'terceira')).rejects.toMatchObject(tooMuch);
      });

      it('counts what breaks off for nothing, and what comes again once', async () => {
        await expect(files.receive('a1', chunks('x'.repeat(900), new Error('cut off')), 'loja')).rejects.toThrow(
          'cut off',
        );
        await send('a1', 900, 'loja');
        await send('a1', 900, 'loja');
      });

      it('knows what an earlier process left', async () => {
        await send('a1', 1000, 'loja');
        files = await place.open(limits);
        await expect(send('b1', 600, 'vizinha')).rejects.toMatchObject(tooMuch);
        await files.discard('a1');
        await send('b1', 1000, 'vizinha');
      });
    });
  });
}

async function* chunks(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await Promise.resolve();
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}
