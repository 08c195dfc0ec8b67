import { join } from 'node:path';
import { AskedThread } from './asked-thread';

describe('a thread that is asked', () => {
  let thread: AskedThread<number, number, string>;
  beforeEach(() => {
    thread = new AskedThread(join(__dirname, 'testing', 'doubling.worker.js'), null, {
      failed: (name) => new Error(`failed: ${name}`),
      died: (why) => new Error(`died: ${why}`),
    });
  });
  afterEach(() => thread.close());

  it('answers everybody, and tells a failure apart by what the other side says of it', async () => {
    const asked = [1, 2, -1, 3].map((question) => thread.ask(question));
    const answers = (await Promise.allSettled(asked)) as { readonly value?: number; readonly reason?: Error }[];
    expect(answers.map(({ value, reason }) => value ?? reason?.message)).toEqual([2, 4, 'failed: RangeError', 6]);
  });

  it('refuses who waits when it dies, and is there again for the next question', async () => {
    const waiting = Promise.allSettled([thread.ask(0), thread.ask(1)]);
    const died = { status: 'rejected', reason: { message: 'died: its thread ended with code 3' } };
    expect(await waiting).toMatchObject([died, died]);
    expect(await thread.ask(4)).toBe(8);
  });

  it('is asked a last thing when it is closed, and nothing after that', async () => {
    expect(await thread.ask(1)).toBe(2);
    await expect(thread.close(-1)).rejects.toThrow('failed: RangeError');
    await thread.close(5);
    await expect(thread.ask(1)).rejects.toThrow('died: it is closed');
  });

  it('is not started to be closed', async () => {
    await thread.close(-1);
  });
});
