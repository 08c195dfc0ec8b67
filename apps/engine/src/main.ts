import { systemClock } from '@arauto/clock';
import { driverName } from '@arauto/sqlite';
import { loadConfiguration } from '../../../config/configuration';
import { endInTime, endOnWhatNobodyForesaw } from './ending';
import { explainFailure } from './failure';
import { openLog } from './log';
import { startEngine } from './engine';
import { boundHeaps, tidyHeap } from './memory';

/** Milliseconds after the start. */
const TIDY_AFTER = 1000;

async function main(): Promise<void> {
  boundHeaps();
  const configuration = loadConfiguration(process.env, process.cwd());
  const log = openLog(configuration.logLevel, configuration.logPretty ?? process.stderr.isTTY);
  const engine = await startEngine(configuration, log, process.env);
  log.info({ node: process.version, sqlite: driverName() }, 'started');
  process.stdout.write(`Arauto listens on ${engine.url}\n`);
  if (engine.newAdminKey !== undefined) {
    process.stdout.write(
      `Admin key, shown once and kept in ${configuration.dataDirectory}/admin.key: ${engine.newAdminKey}\n`,
    );
  }
  if (engine.simulator) {
    process.stdout.write(
      `No provider is configured, so a simulator runs at ${engine.simulator.url}: nothing reaches a phone\n`,
    );
  }
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping: waiting for answers that are still out');
    void endInTime(log, () => engine.stop());
  };
  endOnWhatNobodyForesaw(log, () => engine.stop());
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Whoever started the engine with a channel wants it to end with itself.
  process.on('disconnect', stop);
  const { url, simulator } = engine;
  process.send?.({ type: 'listening', url, simulator: simulator && { url: simulator.url, token: simulator.token } });
  // Whoever waited for the start is served first: it takes a tenth of a second.
  systemClock.after(TIDY_AFTER, () => void tidyHeap().catch(fail));
}

function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

main().catch(fail);
