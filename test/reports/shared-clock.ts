import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Read again all the time by every thread of a process: the wall clock is moved while it runs, and stays where it was when the file is gone. */
const preload = (file: string) => `
const { readFileSync } = require('node:fs');
const now = Date.now;
let by = 0;
const read = () => { by = Number(readFileSync(${JSON.stringify(file)}, 'utf8')); };
read();
setInterval(() => { try { read(); } catch {} }, 10).unref();
Date.now = () => now() + by;
`;

/** One wall clock for several processes, that can be moved: what happens within minutes is told of days. */
export class SharedClock {
  private readonly folder = mkdtempSync(join(tmpdir(), 'arauto-clock-'));
  private readonly file = join(this.folder, 'by');

  /** @param ms how far it goes ahead of the true one, or behind it */
  constructor(ms: number) {
    this.set(ms);
    writeFileSync(join(this.folder, 'clock.cjs'), preload(this.file));
  }

  /** Of the processes that are to have it. */
  get environment(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--require ${join(this.folder, 'clock.cjs')}` };
  }

  set(ms: number): void {
    // Nobody reads the half of it.
    writeFileSync(`${this.file}.new`, String(ms));
    renameSync(`${this.file}.new`, this.file);
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
