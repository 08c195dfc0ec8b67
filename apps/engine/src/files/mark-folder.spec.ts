import * as node from 'node:fs/promises';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, VirtualClock } from '@arauto/clock';
import type { Mark } from '@arauto/domain';
import { type Disk, MarkUnreadable, openMarkFolder } from './mark-folder';

const LOG = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001-1';
const OTHER = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002-1';

describe('the folder of high-water marks', () => {
  let parent: string;
  let folder: string;
  let clock: VirtualClock;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'arauto-marks-'));
    folder = join(parent, 'deep', 'marks');
    clock = new VirtualClock();
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const open = (process = 'engine', disk?: Disk) => openMarkFolder(folder, process, clock, disk);
  const mark = (position: number, course = ''): Mark => ({
    ...{ course, position: String(position).padStart(16, '0'), at: instant(clock.now()) },
  });

  it('remembers the last mark of each process, each log for itself, also after they end', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await one.keep(LOG, mark(1));
    await two.keep(LOG, mark(7, 'second'));
    await one.keep(LOG, mark(5));
    await one.keep(OTHER, mark(400));
    const marks = await (await open('three')).read(LOG);
    expect(marks).toHaveLength(2);
    expect(marks).toEqual(expect.arrayContaining([mark(5), mark(7, 'second')]));
    expect(await two.read(OTHER)).toEqual([mark(400)]);
  });

  // Windows has no such modes.
  (process.platform === 'win32' ? it.skip : it)('is for its owner alone', async () => {
    const marks = await open();
    await marks.keep(LOG, mark(1));
    await marks.add({ id: 'e-1', person: 'p' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('holds the mark or the one before, whole, at whatever step the process dies or the disk fails', async () => {
    await (await open()).keep(LOG, mark(1));
    let kept = 1;
    for (let step = 1, failed = true; failed; step++) {
      const dying = new DyingDisk();
      const marks = await open('engine', dying.disk);
      dying.diesAt(step);
      const next = kept + 1;
      failed = await marks.keep(LOG, mark(next)).then(
        () => false,
        () => true,
      );
      const [found, ...others] = await (await open('reader')).read(LOG);
      expect(others).toEqual([]);
      const allowed = failed ? [kept, next] : [next];
      expect(allowed).toContain(Number(found!.position));
      kept = Number(found!.position);
      // Another start goes on with it.
      await (await open()).keep(LOG, mark(++kept));
      if (!failed) expect(step).toBeGreaterThan(6);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.making'))).toEqual([]);
  });

  it('syncs the file before it takes the place of the last, and the folder after', async () => {
    const watched = new DyingDisk();
    const marks = await open('engine', watched.disk);
    watched.steps.length = 0;
    await marks.keep(LOG, mark(1));
    expect(watched.steps.slice(0, 8)).toEqual([
      'open',
      'writeFile',
      'sync',
      'close',
      'rename',
      'open',
      'sync',
      'close',
    ]);
  });

  it('refuses to guess what a damaged mark said', async () => {
    const marks = await open();
    writeFileSync(join(folder, `${LOG}.other.mark.json`), '{"course":""');
    await expect(marks.read(LOG)).rejects.toThrow(MarkUnreadable);
    expect(await marks.read(OTHER)).toEqual([]);
  });

  it('forgets the marks of processes that are long gone, never the highest, and those of no other course', async () => {
    await (await open('gone')).keep(LOG, mark(3));
    await (await open('highest')).keep(LOG, mark(90));
    await (await open('course')).keep(LOG, mark(2, 'second'));
    await clock.advance(2 * 86_400_000);
    await (await open('lately')).keep(LOG, mark(4));
    await (await open('new')).keep(LOG, mark(5));
    const positions = (await (await open('reader')).read(LOG)).map(({ position }) => Number(position));
    expect(positions.sort((a, b) => a - b)).toEqual([2, 4, 5, 90]);
  });

  it('is refused at once where nothing can be written', async () => {
    writeFileSync(join(parent, 'file'), '');
    await expect(openMarkFolder(join(parent, 'file', 'marks'), 'engine', clock)).rejects.toThrow(
      /^Nothing can be kept in .*file.marks: ENOTDIR.* Set ARAUTO_WATERMARK_DIR to a folder/,
    );
  });

  it('is refused after five seconds where nothing answers', async () => {
    const opening = open('engine', { ...node, mkdir: () => new Promise<undefined>(() => undefined) });
    const refused = expect(opening).rejects.toThrow('it does not answer within 5000 ms');
    await clock.advance(5_000);
    await refused;
  });

  it('remembers who was erased, also after an entry that a crash cut off', async () => {
    const marks = await open();
    expect(await marks.all()).toEqual([]);
    await marks.add({ id: 'e-1', person: 'p1' });
    await node.appendFile(join(folder, 'erased.jsonl'), '\n{"id":"e-2","per');
    await (await open('other')).add({ id: 'e-3', person: 'p3' });
    expect(await marks.all()).toEqual([
      { id: 'e-1', person: 'p1' },
      { id: 'e-3', person: 'p3' },
    ]);
  });
});

/** A disk that fails at a step, and from then on: a file that is being written then has half of it. */
class DyingDisk {
  readonly steps: string[] = [];
  private left = Infinity;

  diesAt(step: number): void {
    this.left = step - 1;
  }

  readonly disk: Disk = {
    ...node,
    open: (async (path: string, flags: string, mode?: number) => {
      this.step('open');
      return this.file(await node.open(path, flags, mode));
    }) as typeof node.open,
    rename: (from, to) => this.then('rename', () => node.rename(from, to)),
    rm: (path, options) => this.then('rm', () => node.rm(path, options)),
  };

  private file(file: node.FileHandle) {
    return {
      writeFile: async (text: string) => {
        if (this.left === 0) await file.writeFile(text.slice(0, text.length / 2));
        await this.then('writeFile', () => file.writeFile(text));
      },
      sync: () => this.then('sync', () => file.sync()),
      close: async () => {
        await file.close();
        this.step('close');
      },
    };
  }

  private async then<T>(step: string, work: () => Promise<T>): Promise<T> {
    this.step(step);
    return work();
  }

  private step(name: string): void {
    this.steps.push(name);
    if (this.left-- <= 0) throw new Error(`the disk failed at ${name}`);
  }
}
