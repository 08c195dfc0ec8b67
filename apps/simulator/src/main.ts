import { startSimulator } from './index';

const DEFAULT_PORT = 4010;

/** Ends the process with one sentence. */
function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Forked by an engine, it is on the port that the engine's senders know; by itself on a port that people can know. */
function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return process.send ? undefined : DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    fail(`ARAUTO_SIMULATOR_PORT must be a port from 0 to 65535, not "${text}".`);
  return port;
}

async function main(): Promise<void> {
  const port = readPort(process.env.ARAUTO_SIMULATOR_PORT);
  const host = process.env.ARAUTO_SIMULATOR_HOST || '127.0.0.1';
  const token = process.env.ARAUTO_SIMULATOR_TOKEN || undefined;
  const folder = process.env.ARAUTO_SIMULATOR_FOLDER || undefined;
  const simulator = await startSimulator({ host, port, token, folder }).catch((error: NodeJS.ErrnoException) =>
    fail(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use: stop what listens there or set ARAUTO_SIMULATOR_PORT.`
        : error.syscall === 'listen'
          ? `The simulator cannot listen on port ${port}: ${error.message}`
          : `The simulator cannot go on with what is in ${folder}: ${error.message}. It can be deleted.`,
    ),
  );
  const stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.send) {
    // A killed engine must not leave the port taken: the channel closes with it.
    process.on('disconnect', stop);
    process.send({ type: 'listening', port: simulator.port, token: simulator.token });
  } else {
    process.stdout.write(`Arauto's WhatsApp simulator listens on http://${host}:${simulator.port}\n`);
  }
  if (token === undefined) {
    process.stdout.write(`Its token (none was set in ARAUTO_SIMULATOR_TOKEN): ${simulator.token}\n`);
  }
}

void main();
