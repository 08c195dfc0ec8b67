import { VirtualClock } from '@arauto/clock';
import type { ViewReader } from '@arauto/read-models';
import type { ReadingEnd } from './upload-reader';
import { UploadReactions } from './upload-reactions';

/** A reader whose readings end when the test says so. */
class HeldReader {
  readonly started: string[] = [];
  sweeps = 0;
  private readonly ends = new Map<string, { resolve: (end: ReadingEnd) => void; reject: (error: Error) => void }>();

  readOne(uploadId: string): Promise<ReadingEnd> {
    this.started.push(uploadId);
    return new Promise((resolve, reject) => this.ends.set(uploadId, { resolve, reject }));
  }

  sweep(): Promise<void> {
    this.sweeps++;
    return Promise.resolve();
  }

  end(uploadId: string, how: ReadingEnd | Error = 'read'): void {
    const { resolve, reject } = this.ends.get(uploadId)!;
    if (how instanceof Error) reject(how);
    else resolve(how);
  }
}

describe('the reading of open uploads', () => {
  const clock = new VirtualClock();
  let reader: HeldReader;
  let open: string[];
  let failures: string[];
  let stop: AbortController;
  let reactions: UploadReactions;

  beforeEach(() => {
    reader = new HeldReader();
    open = [];
    failures = [];
    stop = new AbortController();
    const views = {
      async *stream() {
        yield await Promise.resolve(open.map((id) => ({ id, doc: {} })));
      },
    } as Pick<ViewReader, 'stream'>;
    reactions = new UploadReactions(reader, views, clock, (what, error) => failures.push(`${what} ${String(error)}`));
  });

  it('reads what the views say is open, two at once, the next as soon as there is room', async () => {
    open = ['a', 'b', 'c'];
    const looking = reactions.look(stop.signal);
    await clock.advance(0);
    expect(reader.started).toEqual(['a', 'b']);
    open = ['a', 'c'];
    reader.end('b');
    await clock.advance(0);
    expect(reader.started).toEqual(['a', 'b', 'c']);
    open = [];
    reader.end('a');
    reader.end('c');
    expect(await looking).toBe(false);
  });

  it('starts a new upload at once when woken, and never one twice at a time', async () => {
    expect(await reactions.look(stop.signal)).toBe(false);
    reactions.wake('new');
    reactions.wake('new');
    expect(reader.started).toEqual(['new']);
    reactions.wake('second');
    reactions.wake('third');
    expect(reader.started).toEqual(['new', 'second']);
    reader.end('new');
    await clock.advance(0);
    expect(reader.started).toEqual(['new', 'second', 'third']);
  });

  it('remembers nothing of what it is woken for where others read, and begins with what is open', async () => {
    for (const id of ['over', 'also over']) reactions.wake(id);
    open = ['a'];
    void reactions.look(stop.signal);
    await clock.advance(0);
    expect(reader.started).toEqual(['a']);
    reactions.wake('b');
    reactions.wake('c');
    stop.abort();
    for (const id of ['a', 'b']) reader.end(id, 'stopped');
    await clock.advance(0);
    reactions.wake('d');
    open = ['e', 'f', 'g'];
    void reactions.look(new AbortController().signal);
    await clock.advance(0);
    expect(reader.started).toEqual(['a', 'b', 'e', 'f']);
  });

  it('tells of a reading that failed, and tries again later each time', async () => {
    open = ['a'];
    void reactions.look(stop.signal);
    await clock.advance(0);
    const attempts: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const before = reader.started.length;
      reader.end('a', new Error('no'));
      let waited = 0;
      await clock.advance(0);
      while (reader.started.length === before) {
        void reactions.look(stop.signal);
        await clock.advance(500);
        waited += 500;
      }
      attempts.push(waited);
    }
    expect(failures).toEqual(Array(4).fill('uploads: a Error: no'));
    expect([...attempts].sort((a, b) => a - b)).toEqual(attempts);
    expect(attempts.at(-1)).toBeGreaterThan(attempts[0]!);
  });

  it('reads what others that cannot be read stand before, however many and however long each holds its place', async () => {
    open = ['poison-1', 'poison-2', 'poison-3', 'poison-4', 'poison-5', 'poison-6', 'good'];
    const looking = reactions.look(stop.signal);
    await clock.advance(0);
    for (let rounds = 0; rounds < 10 && !reader.started.includes('good'); rounds++) {
      await clock.advance(30_000);
      for (const id of reader.started.slice(-2)) reader.end(id, new Error('the vault does not take it'));
      await clock.advance(0);
    }
    expect(reader.started.indexOf('good')).toBe(6);
    stop.abort();
    for (const id of reader.started.slice(-2)) reader.end(id, 'stopped');
    await looking;
  });

  it('reads although forgotten files cannot be looked for, and looks for them later', async () => {
    let sweeps = 0;
    reader.sweep = () => (++sweeps < 3 ? Promise.reject(new Error('the folder cannot be listed')) : Promise.resolve());
    open = ['a'];
    void reactions.look(stop.signal);
    await clock.advance(0);
    expect(reader.started).toEqual(['a']);
    for (let second = 0; second < 60; second++) await clock.advance(1000);
    expect(sweeps).toBe(3);
    expect(failures).toEqual(Array(2).fill('the sweep of contact files Error: the folder cannot be listed'));
  });

  it('looks for forgotten files once an hour', async () => {
    await reactions.look(stop.signal);
    await reactions.look(stop.signal);
    expect(reader.sweeps).toBe(1);
    await clock.advance(3600_000);
    await reactions.look(stop.signal);
    expect(reader.sweeps).toBe(2);
  });

  it('ends only when its readings have', async () => {
    open = ['a'];
    let ended = false;
    const looking = reactions.look(stop.signal).then(() => (ended = true));
    await clock.advance(0);
    stop.abort();
    await clock.advance(5000);
    expect(ended).toBe(false);
    reactions.wake('late');
    reader.end('a', 'stopped');
    await looking;
    expect(reader.started).toEqual(['a']);
  });
});
