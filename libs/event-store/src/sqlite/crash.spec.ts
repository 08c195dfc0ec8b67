import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import type { RecordedEvent } from '../port';
import { openSqliteEventStore } from './event-store';

const ROUNDS = 4;

describe.each(['inline', 'thread'] as const)('kill -9 amid appends with commits %s', (commits) => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-crash-'));
  const path = join(folder, 'events.db');

  afterAll(() => rmSync(folder, { recursive: true }));

  it(`leaves every acknowledged append, none in part, and positions without a gap, ${ROUNDS} times over`, async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await appendAndKill(path, commits, randomInt(100, 1500))));
      const store = openSqliteEventStore({ path, clock: systemClock });
      const streams = new Map<string, RecordedEvent[]>();
      let count = 0;
      for await (const event of store.readAll()) {
        expect(Number(event.position)).toBe(++count);
        streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
      }
      await store.close();
      for (const line of acknowledged) {
        const [stream, position, id] = line.split(' ');
        expect(streams.get(stream!)?.at(-1)).toMatchObject({ position, id, revision: 2 });
      }
      expect([...streams.values()].every((events) => events.length === 3)).toBe(true);
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 100);
  }, 120_000);
});

/** Kills the program as soon as it has acknowledged `after` appends; answers all that it has acknowledged. */
async function appendAndKill(path: string, commits: string, after: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(__dirname, 'testing', 'append-until-killed.js'), path, commits], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.split('\n').length > after) child.kill('SIGKILL');
  }
  return output.split('\n').slice(0, -1);
}
