import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { until } from './api';
import { freePorts } from './ports';

const CHECKOUT = join(__dirname, '../../..');

/** The fenced blocks of the README in a language, in order. */
function blocks(language: string): string[] {
  const readme = readFileSync(join(CHECKOUT, 'README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!);
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** A terminal: a POSIX shell that stops at the first command that fails. */
function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn('sh', ['-eu', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, said })));
  return { child, ended };
}

// The README's commands are for a POSIX shell.
(process.platform === 'win32' ? describe.skip : describe)('the first ten minutes of the README', () => {
  let folder: string;
  let engine: ReturnType<typeof shell>;
  let tour: Ended;

  /** The checkout as its user sees it, but with a data folder of its own. */
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-tour-'));
    for (const name of ['package.json', 'node_modules', 'dist', 'config', 'apps']) {
      symlinkSync(join(CHECKOUT, name), join(folder, name));
    }
    const [port, simulatorPort] = await freePorts(2);
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ARAUTO_PORT: String(port), ARAUTO_SIMULATOR_PORT: String(simulatorPort) };
    const [start, ...commands] = blocks('sh');
    const { scripts } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    // `npm start` without its set-up, which would build under the feet of other tests and has tests of its own.
    const npm = `npm() { test "$*" = start; exec ${scripts.start}; }\n`;
    engine = shell(npm + start!, folder, env);
    await until(
      () =>
        fetch(`http://127.0.0.1:${port}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      (ready) => ready,
    );
    tour = await shell(commands.join('\n'), folder, env).ended;
  }, 300_000);

  afterAll(async () => {
    engine.child.kill('SIGTERM');
    await engine.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs to its end as it stands', () => {
    expect(blocks('sh').length).toBeGreaterThanOrEqual(8);
    if (tour.code !== 0) throw new Error(`ended with ${tour.code}:\n${tour.said}`);
  });

  it('says what the README says it says', () => {
    const promised = blocks('text').join('').trim().split('\n');
    expect(promised.length).toBeGreaterThanOrEqual(5);
    const lines = tour.said.split('\n').map((line) => line.trimEnd());
    expect(promised.filter((line) => !lines.includes(line))).toEqual([]);
    expect(tour.said).toMatch(/^pause: done/m);
    expect(tour.said).toMatch(/^verified: \d+ events of contacts, no differences$/m);
  });

  it('leaves the reports it wrote', () => {
    const rows = (name: string) =>
      (parse(readFileSync(join(folder, 'data', name)), { bom: true }) as string[][]).length - 1;
    expect([rows('detailed.csv'), rows('records.csv')]).toEqual([3208, 3000]);
  });
});
