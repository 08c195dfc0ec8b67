import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineProcess, startEngineProcess } from './engine-process';

/** Code that runs in the engine beside it, and breaks something on a signal. */
const ACCIDENTS = {
  'a promise that fails and that nobody waits for': "Promise.reject(new Error('nobody foresaw this'))",
  'an error that is thrown into nowhere': "throw new Error('nobody foresaw this')",
} as const;

describe('what nobody foresaw', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-unforeseen-'));
  let engine: EngineProcess | undefined;

  afterEach(async () => {
    await engine?.kill();
    await engine?.discard();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(ACCIDENTS))(
    '%s: it is in the log, and the engine ends in good order with exit code 1',
    async (_, code) => {
      const accident = join(folder, 'accident.cjs');
      writeFileSync(accident, `process.on('SIGUSR2', () => setImmediate(() => { ${code}; }));\n`);
      engine = await startEngineProcess({ environment: { NODE_OPTIONS: `--require ${accident}` } });
      const { dataDirectory } = engine;
      const ended = new Promise<number | null>((resolve) => engine!.process.once('exit', (status) => resolve(status)));
      engine.process.kill('SIGUSR2');
      expect(await ended).toBe(1);
      const lines = engine
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { level: number; msg: string; error?: string });
      const fatal = lines.filter(({ level }) => level === 60);
      expect(fatal).toHaveLength(1);
      expect(fatal[0]!.msg).toMatch(/nobody foresaw/);
      expect(fatal[0]!.error).toMatch(/nobody foresaw this\n {4}at /);
      // In good order: nothing holds the folder, and it starts again.
      engine = await startEngineProcess({ dataDirectory });
      expect(await engine.stop()).toBe(0);
    },
    60_000,
  );
});
