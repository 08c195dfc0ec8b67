import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failed } from '../io';

const DIST = join(__dirname, '../../../..');

/** An engine with a simulator of its own, on a folder that nobody else uses. */
export interface DemoEngine {
  readonly url: string;
  readonly key: string;
  readonly simulator: { readonly url: string; readonly token: string };
  stop(): Promise<void>;
}

/**
 * Starts the engine with horizons that fit a simulator whose clock runs fast.
 * @throws Failed with the engine's own sentence
 */
export async function startEngine(folder: string, environment: NodeJS.ProcessEnv): Promise<DemoEngine> {
  const child = fork(join(DIST, 'apps/engine/src/main.js'), {
    env: {
      ARAUTO_PORT: '0',
      ARAUTO_LOG_LEVEL: 'error',
      ...environment,
      ARAUTO_DATA_DIR: folder,
      ARAUTO_SIMULATOR: 'auto',
      ARAUTO_PROVIDER_HOSTS: '127.0.0.1:*',
      ARAUTO_SIMULATOR_TOKEN: randomBytes(24).toString('base64url'),
      ARAUTO_HORIZON: '15s',
      ARAUTO_UNKNOWN_GRACE: '5s',
      ARAUTO_RETRY_SCALE: '0.001',
      // Nobody else is there to be slowed down.
      ARAUTO_EXPORTS_AT_ONCE: '2',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { url, simulator } = await whenListening(child);
  child.stderr?.pipe(process.stderr);
  return {
    url,
    simulator,
    key: readFileSync(join(folder, 'admin.key'), 'utf8').trim(),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

type Listening = Pick<DemoEngine, 'url' | 'simulator'>;

function whenListening(child: ChildProcess): Promise<Listening> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.once('error', (error) => reject(new Failed(`the engine did not start: ${error.message}`)));
    child.once('exit', () => reject(new Failed(`the engine did not start: ${said.trim() || 'it said nothing'}`)));
    child.on('message', (message: Partial<Listening>) => {
      if (message.url !== undefined && message.simulator) resolve({ url: message.url, simulator: message.simulator });
    });
  });
}

/** The sample file, or one with `count` good contacts and the same bad rows, made in `folder`. */
export function contactFile(count: number | undefined, folder: string): string {
  const samples = join(DIST, '../config/samples');
  const sample = join(samples, 'contacts.csv');
  if (count === undefined) {
    if (existsSync(sample)) return sample;
    throw new Failed(`${sample} is missing: the checkout is not complete`);
  }
  const out = join(folder, 'contacts.csv');
  const made = spawnSync(process.execPath, [join(samples, 'make-sample.mjs'), '--good', String(count), '--out', out]);
  if (made.status !== 0) throw new Failed(`the contact file could not be made: ${made.stderr.toString('utf8').trim()}`);
  return out;
}
