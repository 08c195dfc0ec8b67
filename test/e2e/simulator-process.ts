import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A simulator in a process of its own, so that its ledger survives whatever happens to the engine. */
export interface SimulatorProcess {
  readonly url: string;
  readonly token: string;
  /** Calls its control surface. @throws Error with what it answered, unless it was 2xx */
  control(method: string, path: string, body?: unknown): Promise<string>;
  stop(): Promise<void>;
}

const MAIN = join(__dirname, '../../apps/simulator/src/main.js');

export async function startSimulatorProcess(
  environment: Readonly<Record<string, string>> = {},
): Promise<SimulatorProcess> {
  const token = 'simulator-token-for-tests';
  const child = fork(MAIN, {
    env: { PATH: process.env['PATH'], ARAUTO_SIMULATOR_PORT: '0', ARAUTO_SIMULATOR_TOKEN: token, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: { readonly port?: number }) => message.port !== undefined && resolve(message.port));
    void exited.then(() => reject(new Error('the simulator ended before it was ready')));
  });
  return {
    ...simulatorAt(`http://127.0.0.1:${port}`, token),
    stop: () => {
      if (child.connected) child.disconnect();
      return exited;
    },
  };
}

/** A simulator that somebody else has started. */
export function simulatorAt(url: string, token: string): Omit<SimulatorProcess, 'stop'> {
  return {
    url,
    token,
    async control(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return text;
    },
  };
}
