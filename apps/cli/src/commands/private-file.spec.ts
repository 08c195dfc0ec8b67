import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writePrivate } from './private-file';

describe('a file that only its owner reads', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'arauto-private-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is for nobody else, also where there was one for everybody', async () => {
    const path = join(folder, 'report.csv');
    writeFileSync(path, 'before', { mode: 0o644 });
    await writePrivate(Readable.from(['a', 'b']), path);
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['ab', 0o600]);
  });

  it('is not there where it breaks off, and what was there stays', async () => {
    const path = join(folder, 'report.csv');
    const breaking = () =>
      Readable.from(
        (function* () {
          yield 'a';
          throw new Error('the engine is gone');
        })(),
      );
    await expect(writePrivate(breaking(), path)).rejects.toThrow('the engine is gone');
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(path, 'before');
    await expect(writePrivate(breaking(), path)).rejects.toThrow('the engine is gone');
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['report.csv'], 'before']);
  });

  it('may be a device', async () => {
    await writePrivate(Readable.from(['a']), '/dev/null');
    expect(statSync('/dev/null').isFile()).toBe(false);
  });
});
