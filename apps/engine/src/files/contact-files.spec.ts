import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContactFilesContract } from '@arauto/contact-files/contract';
import { openContactFiles } from './contact-files';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'arauto-files-')), 'files');
const remove = (folder: string) => rmSync(join(folder, '..'), { recursive: true });

describeContactFilesContract(
  'folder',
  async () => {
    const folder = newFolder();
    return {
      open: (limits) => openContactFiles(folder, limits),
      count: async () => readdirSync(folder).length,
      dieWhileReceiving: async (uploadId) => writeFileSync(join(folder, `${uploadId}.part`), 'pho'),
      fillUp: async (uploadId) => symlinkSync('/dev/full', join(folder, `${uploadId}.part`)),
      remove: async () => remove(folder),
    };
  },
  // Only Linux has a device that is always full.
  { runsOutOfRoom: process.platform === 'linux' },
);

describe('contact files in a folder', () => {
  let folder: string;
  beforeEach(() => (folder = newFolder()));
  afterEach(() => remove(folder));

  async function* content(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('phone\n'));
  }

  it('are for nobody else to read, and as old as they are', async () => {
    const files = await openContactFiles(folder);
    await files.receive('up-1', content(), 'loja');
    expect(readdirSync(folder)).toEqual(['up-1']);
    expect(statSync(join(folder, 'up-1')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await files.list()).toEqual([{ uploadId: 'up-1', storedAt: statSync(join(folder, 'up-1')).mtimeMs }]);
  });

  it('refuse a name that could lead elsewhere', async () => {
    const files = await openContactFiles(folder);
    for (const name of ['../up-1', 'a/b', '', '.', 'x'.repeat(129)]) {
      await expect(files.receive(name, content(), 'loja')).rejects.toThrow(TypeError);
    }
  });
});
