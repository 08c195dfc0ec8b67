import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeKeptFilesContract } from '@arauto/contact-files/contract';
import { FolderOfFiles, openFolderOfFiles } from './folder-of-files';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'arauto-kept-')), 'exports');
const remove = (folder: string) => rmSync(join(folder, '..'), { recursive: true });

describeKeptFilesContract('folder', async () => {
  const folder = newFolder();
  return {
    open: () => openFolderOfFiles(folder),
    count: async () => readdirSync(folder).length,
    remove: async () => remove(folder),
  };
});

describe('a folder of files', () => {
  it('is for nobody else to read, and rid of what was half written when it is opened by who owns it', async () => {
    const folder = newFolder();
    const files = await openFolderOfFiles(folder);
    async function* content(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('rows'));
    }
    await new FolderOfFiles(folder).keep('one', content());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'one')).mode & 0o777).toBe(0o600);
    for (const name of ['two', 'three']) writeFileSync(join(folder, `${name}.part`), 'ro');
    await files.discard('two');
    expect(readdirSync(folder).sort()).toEqual(['one', 'three.part']);
    await openFolderOfFiles(folder);
    expect(readdirSync(folder)).toEqual(['one']);
    remove(folder);
  });
});
