import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContactFileMissing, type ContactFiles, StorageFull } from '@arauto/application';
import { openContactFiles } from './contact-files';

describe('contact files in a folder', () => {
  let folder: string;
  let files: ContactFiles;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'arauto-files-')), 'files');
    files = await openContactFiles(folder);
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  async function* chunks(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) {
      await Promise.resolve();
      if (text instanceof Error) throw text;
      yield Buffer.from(text);
    }
  }

  async function read(uploadId: string): Promise<string> {
    const read: Uint8Array[] = [];
    for await (const bytes of files.open(uploadId)) read.push(bytes);
    return Buffer.concat(read).toString();
  }

  it('gives back what came, under the name of the upload, for nobody else to read', async () => {
    const long = 'x'.repeat(300_000);
    expect(await files.receive('up-1', chunks('phone\n', long, ''), 'loja')).toEqual({ bytes: 300_006 });
    expect(await read('up-1')).toBe(`phone\n${long}`);
    expect(readdirSync(folder)).toEqual(['up-1']);
    expect(statSync(join(folder, 'up-1')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('keeps an empty file', async () => {
    expect(await files.receive('up-1', chunks(), 'loja')).toEqual({ bytes: 0 });
    expect(await read('up-1')).toBe('');
  });

  it('leaves nothing of a file that broke off, and says what its sender said', async () => {
    const cut = new Error('the connection was cut');
    await expect(files.receive('up-1', chunks('phone\n', cut), 'loja')).rejects.toBe(cut);
    expect(readdirSync(folder)).toEqual([]);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('says that the disk is full, and leaves nothing', async () => {
    symlinkSync('/dev/full', join(folder, 'up-1.part'));
    await expect(files.receive('up-1', chunks('phone\n'), 'loja')).rejects.toBeInstanceOf(StorageFull);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that a file is missing when it is pulled', async () => {
    await expect(read('up-1')).rejects.toThrow(ContactFileMissing);
  });

  it('discards a file, and one that is not there', async () => {
    await files.receive('up-1', chunks('phone\n'), 'loja');
    await files.discard('up-1');
    await files.discard('up-1');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lists whole files with their age, and throws away what an earlier process left half written', async () => {
    await files.receive('up-1', chunks('phone\n'), 'loja');
    writeFileSync(join(folder, 'up-2.part'), 'pho');
    expect(await files.list()).toEqual([{ uploadId: 'up-1', storedAt: statSync(join(folder, 'up-1')).mtimeMs }]);
    await openContactFiles(folder);
    expect(readdirSync(folder)).toEqual(['up-1']);
  });

  it('refuses a name that could lead elsewhere', async () => {
    for (const name of ['../up-1', 'a/b', '', '.', 'x'.repeat(65)]) {
      await expect(files.receive(name, chunks('x'), 'loja')).rejects.toThrow(TypeError);
    }
  });
});
