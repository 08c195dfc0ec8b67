import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** The simulator ended before it served; the message says why. */
export class SimulatorNotStarted extends Error {
  override readonly name = 'SimulatorNotStarted';
}

/** A simulator that belongs to this engine: it ends when the channel between them closes, however the engine ends. */
export interface OwnSimulator {
  readonly url: string;
  /** Bearer of its control surface and of its Graph surface. */
  readonly token: string;
  stop(): Promise<void>;
}

/**
 * Starts the simulator as a child process. `environment` may set its port (`ARAUTO_SIMULATOR_PORT`, any free one by default) and token.
 * @throws SimulatorNotStarted with the simulator's own sentence
 */
export async function startOwnSimulator(environment: NodeJS.ProcessEnv): Promise<OwnSimulator> {
  const token = environment['ARAUTO_SIMULATOR_TOKEN'] || randomBytes(24).toString('base64url');
  const port = environment['ARAUTO_SIMULATOR_PORT'] || '0';
  const child = fork(join(__dirname, '../../../simulator/src/main.js'), {
    env: { ...environment, ARAUTO_SIMULATOR_PORT: port, ARAUTO_SIMULATOR_TOKEN: token },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const listening = await whenListening(child);
  child.stderr?.pipe(process.stderr);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url: `http://127.0.0.1:${listening}`,
    token,
    stop: () => {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}

function whenListening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('exit', () =>
      reject(new SimulatorNotStarted(said.trim() || 'The simulator ended before it was ready.')),
    );
    child.on('message', (message: { readonly type?: string; readonly port?: number }) => {
      if (message.type === 'listening' && message.port !== undefined) resolve(message.port);
    });
  });
}
