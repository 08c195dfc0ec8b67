import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { OutcomeUnknown } from '../port';
import { commitInThread } from './commit-thread';
import type { Answer } from './group-commit';
import type { PendingAppend } from './log-writer';

describe('a writing thread that dies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-thread-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('leaves its appends unknown, and the next append finds another thread', async () => {
    const committer = commitInThread(join(folder, 'events.db'), systemClock);
    const commit = (appends: readonly PendingAppend[]) =>
      new Promise<Answer[]>((resolve) => committer.commit(appends, 0, resolve));
    const event = { id: randomUUID(), type: 'Happened', data: '{}', metadata: '{}' };
    const append: PendingAppend = { stream: 'a', events: [event], expected: 'noStream' };
    // No store sends such a group: it stands for whatever else may kill a thread.
    const noList = { length: -1, [Symbol.iterator]: () => [][Symbol.iterator]() } as never;
    const deadly: PendingAppend[] = [{ ...append, events: noList }];
    const answers = Promise.all([commit([append]), commit([append])]);
    committer.commit(deadly, 0, () => {});
    const behind = commit([append]);
    const [first, repeated] = await answers;
    expect(first).toMatchObject([{ revision: 0 }]);
    expect(repeated).toEqual(first);
    expect(await behind).toEqual([expect.any(OutcomeUnknown)]);
    expect(await commit([append])).toEqual(first);
    await committer.close();
  });
});
