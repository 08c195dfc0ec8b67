import { type ChildProcess, fork } from 'node:child_process';
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
 * Starts the simulator as a child process. `environment` may set its port (`ARAUTO_SIMULATOR_PORT`) and token.
 * @param folder where it keeps its numbers, templates, webhooks and ledger, so that it goes on where it was with the engine's senders
 * @param onDeath told how it ended when nobody had asked it to
 * @throws SimulatorNotStarted with the simulator's own sentence
 */
export async function startOwnSimulator(
  environment: NodeJS.ProcessEnv,
  folder: string,
  onDeath: (how: { readonly code: number | null; readonly signal: string | null }) => void,
): Promise<OwnSimulator> {
  const child = fork(join(__dirname, '../../../simulator/src/main.js'), {
    env: { ...environment, ARAUTO_SIMULATOR_FOLDER: folder },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { port, token } = await whenListening(child);
  child.stderr?.pipe(process.stderr);
  let isStopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!isStopping) onDeath({ code, signal });
      resolve();
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    stop: () => {
      isStopping = true;
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}

interface Listening {
  readonly port: number;
  readonly token: string;
}

function whenListening(child: ChildProcess): Promise<Listening> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('exit', () =>
      reject(new SimulatorNotStarted(said.trim() || 'The simulator ended before it was ready.')),
    );
    child.on('message', (message: { readonly type?: string } & Listening) => {
      if (message.type === 'listening') resolve(message);
    });
  });
}
