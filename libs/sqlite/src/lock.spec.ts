import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLock, LockTaken } from './lock';

describe('the lock of a folder', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-lock-'));
    path = join(folder, 'lock.db');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const since = Date.parse('2026-01-05T12:00:00Z');

  it('is taken once, in the same process too, and again when it was released', () => {
    const lock = acquireLock(path, 'first', since);
    expect(() => acquireLock(path, 'second', since)).toThrow(
      new RegExp(`held by first, process ${process.pid}, since 2026-01-05T12:00:00.000Z`),
    );
    lock.release();
    acquireLock(path, 'third', since).release();
  });

  it('says who holds it when that is another process, and is free the moment that process is killed', async () => {
    const child = spawn(process.execPath, [join(__dirname, 'testing', 'hold-lock.js'), path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(catchLockTaken().holder).toEqual({ owner: 'a test program', pid: child.pid, since });
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireLock(path, 'next', since).release();
  });

  it('is not fooled by a note of a holder that is gone, nor by one that cannot be read', () => {
    writeFileSync(`${path}.holder.json`, JSON.stringify({ owner: 'ghost', pid: process.pid, since }));
    const lock = acquireLock(path, 'real', since);
    writeFileSync(`${path}.holder.json`, '{');
    expect(catchLockTaken().message).toBe(`${path} is held by another process`);
    lock.release();
  });

  it('is for its user alone, whatever the umask and whatever a holder before left', () => {
    writeFileSync(`${path}.holder.json`, '{}', { mode: 0o644 });
    const before = process.umask(0);
    try {
      const lock = acquireLock(path, 'mine', since);
      expect([path, `${path}.holder.json`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
      lock.release();
    } finally {
      process.umask(before);
    }
  });

  it('says that the folder is missing', () => {
    expect(() => acquireLock(join(folder, 'none', 'lock.db'), 'x', since)).toThrow(
      `the folder ${join(folder, 'none')} does not exist`,
    );
  });

  function catchLockTaken(): LockTaken {
    try {
      acquireLock(path, 'rival', since).release();
    } catch (error) {
      if (error instanceof LockTaken) return error;
      throw error;
    }
    throw new Error('the lock was free');
  }
});
