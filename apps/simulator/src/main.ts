import { randomBytes } from 'node:crypto';
import { startSimulator } from './index';

const DEFAULT_PORT = 4010;

/** Ends the process with one sentence. */
function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    fail(`ARAUTO_SIMULATOR_PORT must be a port from 0 to 65535, not "${text}".`);
  return port;
}

async function main(): Promise<void> {
  const port = readPort(process.env.ARAUTO_SIMULATOR_PORT);
  const given = process.env.ARAUTO_SIMULATOR_TOKEN;
  const token = given === undefined || given === '' ? randomBytes(24).toString('base64url') : given;
  const simulator = await startSimulator({ port, token }).catch((error: NodeJS.ErrnoException) =>
    fail(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use: stop what listens there or set ARAUTO_SIMULATOR_PORT.`
        : `The simulator cannot listen on port ${port}: ${error.message}`,
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
    process.send({ type: 'listening', port: simulator.port });
  } else {
    process.stdout.write(`Arauto's WhatsApp simulator listens on http://127.0.0.1:${simulator.port}\n`);
  }
  if (token !== given) process.stdout.write(`Its token (none was set in ARAUTO_SIMULATOR_TOKEN): ${token}\n`);
}

void main();
