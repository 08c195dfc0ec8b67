import { systemClock, systemRandom } from '@arauto/clock';
import type { ContactFiles, KeptFiles } from '@arauto/contact-files';
import { openMongoContactFiles, openMongoExportFiles } from '@arauto/contact-files/mongo';
import { storedVersions } from '@arauto/domain';
import { type LogCopy, type ReadableLog, readerBehindDoor } from '@arauto/event-store';
import { openEventStoreDBCopy } from '@arauto/event-store/eventstoredb';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import type { Vault } from '@arauto/privacy';
import { adoptErasures, markComplete, markIncomplete, openMongoVault } from '@arauto/privacy/mongo';
import type { ProductionPlaces } from '../../../../config/store-places';

/** The servers that an installation is moved to. */
export interface Target {
  readonly log: LogCopy;
  /** As the engine reads it. */
  readonly today: ReadableLog;
  readonly vault: Vault;
  readonly files: ContactFiles;
  readonly exportFiles: KeptFiles;
  /** Gives the vault the mark of the one that was copied into it. */
  adoptErasures(mark: string): Promise<void>;
  /** Whether there is anything in the database of the views. */
  hasViews(): Promise<boolean>;
  /** From here on no engine starts on these servers, until all is there. */
  begin(): Promise<void>;
  complete(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens them; what is written by that are the indexes of MongoDB's collections.
 * @throws SecretError when the vault there was made with another secret; errors of MongoDB's driver
 */
export async function openTarget({ eventStore, viewStore, vault, files, secret }: ProductionPlaces): Promise<Target> {
  const clients: MongoClient[] = [];
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
    await Promise.all(clients.splice(0).map((client) => client.close()));
  };
  const open = async (uri: string) => {
    const client = await connectMongo(uri, { appName: 'arauto migrate' });
    clients.push(client);
    return { client, database: client.db().databaseName };
  };
  const common = { secret, clock: systemClock, random: systemRandom };
  try {
    const log = openEventStoreDBCopy({ connectionString: eventStore, clock: systemClock });
    undo.push(() => log.close());
    const [ofVault, ofFiles, ofViews] = [await open(vault), await open(files), await open(viewStore)];
    const openVault = await openMongoVault({ ...ofVault, ...common, evenIncomplete: true });
    undo.push(() => openVault.close());
    return {
      log,
      today: readerBehindDoor(log.log, storedVersions),
      vault: openVault,
      files: await openMongoContactFiles({ ...ofFiles, ...common }),
      exportFiles: await openMongoExportFiles({ ...ofFiles, ...common }),
      adoptErasures: (mark) => adoptErasures(ofVault.client, ofVault.database, mark),
      hasViews: async () => (await ofViews.client.db().listCollections({}, { nameOnly: true }).toArray()).length > 0,
      begin: () => markIncomplete(ofVault.client, ofVault.database),
      complete: () => markComplete(ofVault.client, ofVault.database),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
