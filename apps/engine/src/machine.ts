import { join } from 'node:path';
import { systemClock, systemRandom } from '@arauto/clock';
import { openerOn, type ProviderHosts } from '@arauto/whatsapp';
import type { Configuration } from '../../../config/configuration';
import { assemble, type Assembly } from './assembly';
import type { EngineParts } from './composition';
import { openMarkFolder, type OpenMarkFolder } from './files/mark-folder';
import { ExportProcesses } from './exporter/export-processes';
import { keepFile, readIfThere } from './files/small-files';
import type { Log } from './log';
import { platformOf } from './platform';
import { secretOf } from './secret';
import type { Stores } from './stores/stores';
import { VerifierThread } from './verifier/verifier-thread';

/**
 * Puts the engine together of what this machine has, on the stores of its data folder.
 * @param hosts where the connections of senders may lead
 * @param undo takes a step for each thing that was started, to be taken in reverse order
 * @throws SecretError, SqliteError, the system's error for a file that cannot be kept
 */
export async function assembleHere(
  stores: Stores,
  configuration: Configuration,
  log: Log,
  hosts: ProviderHosts,
  undo: (() => Promise<unknown>)[],
): Promise<Assembly> {
  const { dataDirectory, stores: places } = configuration;
  const verifier = new VerifierThread(places);
  undo.push(() => verifier.stop());
  const keyPath = join(dataDirectory, 'admin.key');
  const say = (message: string, facts: Readonly<Record<string, unknown>>) => log.warn(facts, message);
  const parts: EngineParts = {
    ...{ stores, log, verifier, clock: systemClock, random: systemRandom, marks: await marksOf(configuration, log) },
    providers: openerOn(hosts),
    platform: (sender, connections) => platformOf(sender, connections, hosts, say),
    exportWriter: (secret) => new ExportProcesses(places, secret),
    exportSettings: configuration.exports,
    secret: (sealed) => secretOf(configuration.secret, dataDirectory, sealed),
    // The first start shows it once, and keeps it for the command line. Where stores are servers, nobody looks into this folder.
    firstKey:
      places.kind === 'production'
        ? undefined
        : { read: () => readIfThere(keyPath)?.trim(), keep: (secret) => keepFile(keyPath, `${secret}\n`) },
  };
  return assemble(parts, configuration, undo);
}

/** Where none was asked for and the one beside the data folder cannot be made, the engine runs without, and says so. */
async function marksOf({ watermark, stores }: Configuration, log: Log): Promise<OpenMarkFolder | undefined> {
  if (!watermark) return undefined;
  const process = stores.kind === 'embedded' ? 'engine' : systemRandom.uuid();
  try {
    return await openMarkFolder(watermark.folder, process, systemClock);
  } catch (error) {
    if (watermark.asked) throw error;
    log.warn(
      { folder: watermark.folder, error },
      'the high-water mark of the log cannot be kept beside the data folder',
    );
    return undefined;
  }
}
