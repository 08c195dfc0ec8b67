import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContactFiles } from '@arauto/application';
import { openContactFiles } from './contact-files';

const LIMITS = { subaccount: 1000, all: 1500 };

describe('the quota of contact files', () => {
  let folder: string;
  let files: ContactFiles;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-quota-'));
    files = await openContactFiles(folder, LIMITS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function* content(bytes: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes; at += 100) yield await Promise.resolve(Buffer.alloc(Math.min(100, bytes - at)));
  }
  const receive = (uploadId: string, bytes: number, subaccountId: string) =>
    files.receive(uploadId, content(bytes), subaccountId);

  it('is of each subaccount, and a file counts until it was read', async () => {
    await receive('a1', 800, 'loja');
    await expect(receive('a2', 300, 'loja')).rejects.toMatchObject({ name: 'UploadQuotaExceeded' });
    expect(readdirSync(folder)).toEqual(['a1']);
    await receive('a2', 200, 'loja');
    await files.discard('a1');
    await receive('a3', 800, 'loja');
  });

  it('is of all together', async () => {
    await receive('a1', 1000, 'loja');
    await expect(receive('b1', 600, 'vizinha')).rejects.toMatchObject({ name: 'UploadQuotaExceeded' });
    await receive('b1', 500, 'vizinha');
    await files.discard('a1');
    await files.discard('a1');
    await receive('b2', 500, 'vizinha');
    await receive('a2', 500, 'loja');
    await expect(receive('c1', 1, 'terceira')).rejects.toMatchObject({ name: 'UploadQuotaExceeded' });
  });

  it('counts what breaks off for nothing, and what comes again once', async () => {
    const cut = async function* () {
      yield* content(900);
      throw new Error('cut off');
    };
    await expect(files.receive('a1', cut(), 'loja')).rejects.toThrow('cut off');
    await receive('a1', 900, 'loja');
    await receive('a1', 900, 'loja');
  });

  it('knows what an earlier process left', async () => {
    await receive('a1', 1000, 'loja');
    files = await openContactFiles(folder, LIMITS);
    await expect(receive('b1', 600, 'vizinha')).rejects.toMatchObject({ name: 'UploadQuotaExceeded' });
    await files.discard('a1');
    await receive('b1', 1000, 'vizinha');
  });
});
