import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

const PROGRAM = join(__dirname, 'main.js');

function start(environment: Record<string, string>): {
  child: ChildProcess;
  output: Promise<string>;
  ended: Promise<number | null>;
} {
  const child = fork(PROGRAM, { silent: true, env: { ...process.env, ARAUTO_SIMULATOR_PORT: '0', ...environment } });
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output = new Promise<string>((resolve) =>
    child.once('close', () => {
      resolve(text);
    }),
  );
  return { child, ended, output };
}

const listening = (child: ChildProcess): Promise<{ type: string; port: number }> =>
  new Promise((resolve) => child.once('message', resolve as never));

describe('the simulator as a program', () => {
  it('says where it listens, serves, and ends with its parent', async () => {
    const { child, ended } = start({ ARAUTO_SIMULATOR_TOKEN: 'secret' });
    const { type, port } = await listening(child);
    expect(type).toBe('listening');
    const answer = await fetch(`http://127.0.0.1:${port}/__sim/metrics`, {
      headers: { authorization: 'Bearer secret' },
    });
    expect(answer.status).toBe(200);
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('makes a token when there is none, says it once, and ends cleanly on SIGTERM', async () => {
    const { child, ended, output } = start({ ARAUTO_SIMULATOR_TOKEN: '' });
    await listening(child);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect((await output).match(/token[^:]*: [\w-]{32}\n/g)?.length).toBe(1);
  });

  it('says in one sentence that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { ended, output } = start({ ARAUTO_SIMULATOR_PORT: String(port) });
    expect(await ended).toBe(1);
    expect(await output).toBe(`Port ${port} is in use: stop what listens there or set ARAUTO_SIMULATOR_PORT.\n`);
    await new Promise((resolve) => other.close(resolve));
  });

  (process.platform === 'linux' ? it : it.skip)('listens on the address it is told', async () => {
    const { child, ended } = start({ ARAUTO_SIMULATOR_HOST: '127.0.0.2' });
    const { port } = await listening(child);
    const { status } = await fetch(`http://127.0.0.2:${port}/`);
    expect(status).toBeGreaterThanOrEqual(400);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('names a port that is none', async () => {
    const { ended, output } = start({ ARAUTO_SIMULATOR_PORT: '4010x' });
    expect(await ended).toBe(1);
    expect(await output).toBe('ARAUTO_SIMULATOR_PORT must be a port from 0 to 65535, not "4010x".\n');
  });
});
