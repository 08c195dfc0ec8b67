import * as node from 'node:fs/promises';
import { join } from 'node:path';
import type { Marks } from '@arauto/application';
import { type Clock, firstWithin } from '@arauto/clock';
import type { Mark } from '@arauto/domain';
import type { ErasedPersons, Erasure } from '@arauto/privacy';

/** What is called of the disk; a test puts one with faults in its place. */
export type Disk = Pick<typeof node, 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm'>;

const MARK = '.mark.json';
const ERASED = 'erased.jsonl';
const DAY = 86_400_000;

/** A mark that is no mark: what it said is lost, and with it whether the log was put back. */
export class MarkUnreadable extends Error {
  override readonly name = 'MarkUnreadable';
  constructor(path: string) {
    super(
      `${path} is damaged, and says how far the log went. If the log was not put back from a backup, delete it and start again; if it was, pause its campaigns first.`,
    );
  }
}

/** Nothing can be kept in the folder that was named for it. */
export class MarkFolderUnusable extends Error {
  override readonly name = 'MarkFolderUnusable';
  constructor(folder: string, why: string) {
    super(
      `Nothing can be kept in ${folder}: ${why}. Set ARAUTO_WATERMARK_DIR to a folder that this user can make and write to.`,
    );
  }
}

/** A disk over a network, or what is no disk, may never answer; milliseconds. */
const ANSWERS_WITHIN = 5_000;

/**
 * High-water marks and erased persons in a folder that no backup reaches, for any number of processes: each has a file for its mark, and all add to
 * one list of erased persons.
 * @param process tells its file from those of others: the same at every start where there is only one, else never the same
 * @throws MarkFolderUnusable
 */
export async function openMarkFolder(folder: string, process: string, clock: Clock, disk: Disk = node) {
  const opened = new MarkFolder(folder, process, clock, disk);
  // Found out now, and not when it is needed.
  const proven = await firstWithin(
    clock,
    ANSWERS_WITHIN,
    opened.prove().then(
      () => 'proven' as const,
      ({ message }: Error) => ({ message }),
    ),
  );
  if (proven === undefined) throw new MarkFolderUnusable(folder, `it does not answer within ${ANSWERS_WITHIN} ms`);
  if (proven !== 'proven') throw new MarkFolderUnusable(folder, proven.message);
  return opened;
}

class MarkFolder implements Marks, ErasedPersons {
  private tidied = false;

  constructor(
    private readonly folder: string,
    private readonly process: string,
    private readonly clock: Clock,
    private readonly disk: Disk,
  ) {}

  async prove(): Promise<void> {
    await this.disk.mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.writeWhole(join(this.folder, `${this.process}.proof`), '');
    await this.disk.rm(join(this.folder, `${this.process}.proof`), { force: true });
  }

  async read(log: string): Promise<readonly Mark[]> {
    return (await this.files(log)).map(({ mark }) => mark);
  }

  async keep(log: string, mark: Mark): Promise<void> {
    const own = `${log}.${this.process}${MARK}`;
    await this.writeWhole(join(this.folder, own), `${JSON.stringify(mark)}\n`);
    await this.tidy(log, own, mark);
  }

  async add(erasure: Erasure): Promise<void> {
    const file = await this.disk.open(join(this.folder, ERASED), 'a', 0o600);
    try {
      // On a line of its own, also after one that was cut off.
      await file.appendFile(`\n${JSON.stringify(erasure)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.makeNamesDurable();
  }

  async all(): Promise<readonly Erasure[]> {
    const text = await this.disk.readFile(join(this.folder, ERASED), 'utf8').catch(unlessMissing);
    return (text ?? '').split('\n').flatMap((line) => parsed<Erasure>(line) ?? []);
  }

  private async files(log: string): Promise<{ readonly name: string; readonly mark: Mark }[]> {
    const files: { name: string; mark: Mark }[] = [];
    for (const name of await this.disk.readdir(this.folder)) {
      if (!name.startsWith(`${log}.`) || !name.endsWith(MARK)) continue;
      const text = await this.disk.readFile(join(this.folder, name), 'utf8').catch(unlessMissing);
      // Another process has tidied up.
      if (text === undefined) continue;
      const mark = parsed<Mark>(text);
      if (typeof mark?.position !== 'string' || typeof mark.course !== 'string') {
        throw new MarkUnreadable(join(this.folder, name));
      }
      files.push({ name, mark });
    }
    return files;
  }

  /** Processes come and go, and what they leave says nothing once another's mark is higher. Once a start. */
  private async tidy(log: string, own: string, { course, position }: Mark): Promise<void> {
    if (this.tidied) return;
    this.tidied = true;
    const old = this.clock.now() - DAY;
    for (const { name, mark } of await this.files(log)) {
      const isOld = Date.parse(mark.at) < old && mark.course === course && mark.position <= position;
      if (isOld && name !== own) await this.disk.rm(join(this.folder, name), { force: true });
    }
  }

  /** After a crash, also of the machine, the file holds this or what it held before: written beside it, synced, renamed, and the folder synced. */
  private async writeWhole(path: string, text: string): Promise<void> {
    const made = `${path}.making`;
    const file = await this.disk.open(made, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.disk.rename(made, path);
    await this.makeNamesDurable();
  }

  private async makeNamesDurable(): Promise<void> {
    // A folder cannot be opened on Windows, where a rename is durable by itself.
    if (process.platform === 'win32') return;
    const folder = await this.disk.open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

export type OpenMarkFolder = Awaited<ReturnType<typeof openMarkFolder>>;

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
