import { FileMissing, type KeptFiles } from '../kept-files';

/** An empty place for files, and what can happen to it. */
export interface KeptFilesUnderTest {
  /** As a process would that starts. */
  readonly open: () => Promise<KeptFiles>;
  /** How much lies there, whole or not: files of a folder, documents. */
  readonly count: () => Promise<number>;
  readonly remove: () => Promise<void>;
}

/** Every behaviour that an adapter of kept files must have, beside what contact files ask of it. Call it from the adapter's spec. */
export function describeKeptFilesContract(name: string, make: () => Promise<KeptFilesUnderTest>): void {
  describe(`kept files contract: ${name}`, () => {
    let place: KeptFilesUnderTest;
    let files: KeptFiles;
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251));

    beforeEach(async () => {
      place = await make();
      files = await place.open();
    });
    afterEach(() => place.remove());

    async function* cut(content: Buffer): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < content.length; at += 700_001) {
        yield await Promise.resolve(content.subarray(at, at + 700_001));
      }
    }

    async function read(file: string, range?: { from: number; to: number }): Promise<Buffer> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of files.open(file, range)) chunks.push(chunk);
      return Buffer.concat(chunks);
    }

    it('gives back a file, and any range of it', async () => {
      expect(await files.keep('one', cut(bytes))).toEqual({ bytes: bytes.length });
      expect((await read('one')).equals(bytes)).toBe(true);
      const edges = [0, 1, 65_536, (1 << 20) - 17, (1 << 20) - 16, (1 << 20) - 15, 2_500_000, bytes.length - 1];
      for (const from of edges) {
        for (const to of [...edges, bytes.length].filter((end) => end > from)) {
          const part = await read('one', { from, to });
          expect([from, to, part.equals(bytes.subarray(from, to))]).toEqual([from, to, true]);
        }
      }
      expect((await read('one', { from: 5, to: 5 })).length).toBe(0);
    });

    it('keeps names apart, and says of one that is missing that it is, when it is pulled', async () => {
      await files.keep('one_a', cut(bytes.subarray(0, 10)));
      await files.keep('one_b', cut(bytes.subarray(0, 20)));
      await files.discard('one_a');
      expect((await files.list()).map(({ name: file }) => file)).toEqual(['one_b']);
      await expect(read('one_a')).rejects.toThrow(FileMissing);
      await expect(read('one_a', { from: 0, to: 1 })).rejects.toThrow(FileMissing);
      await files.discard('one_b');
      expect(await place.count()).toBe(0);
    });

    it('leaves nothing of a file that broke off', async () => {
      async function* breaking(): AsyncGenerator<Uint8Array> {
        yield* cut(bytes);
        throw new Error('the rows ended');
      }
      await expect(files.keep('one', breaking())).rejects.toThrow('the rows ended');
      expect(await place.count()).toBe(0);
    });
  });
}
