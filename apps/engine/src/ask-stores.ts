import { systemClock } from '@arauto/clock';
import { openEventStoreDBReader } from '@arauto/event-store/eventstoredb';
import { connectMongo } from '@arauto/mongo';
import { loadConfiguration } from '../../../config/configuration';
import { type ProductionPlaces, withoutCredentials } from '../../../config/store-places';

/** What came of asking a store. */
interface Asked {
  readonly about: string;
  readonly ok: boolean;
  readonly text: string;
}

/** Asks each server that the configuration names as the engine would, all at once, and writes down what came of it: a line of JSON each. */
async function main(): Promise<void> {
  const { stores: places } = loadConfiguration(process.env, process.cwd());
  if (places.kind === 'embedded') return;
  const asked = [
    ask('event store', places.eventStore, () => askLog(places)),
    ask('view store', places.viewStore, () => askDatabase(places.viewStore)),
    ask('vault', places.vault, () => askDatabase(places.vault)),
    ask('contact files', places.files, () => askDatabase(places.files)),
  ];
  for (const each of await Promise.all(asked)) process.stdout.write(`${JSON.stringify(each)}\n`);
}

async function ask(about: string, url: string, question: () => Promise<void>): Promise<Asked> {
  const where = withoutCredentials(url);
  try {
    await question();
    return { about, ok: true, text: `${where} answers` };
  } catch (error) {
    return { about, ok: false, text: `${where}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function askLog({ eventStore: connectionString }: ProductionPlaces): Promise<void> {
  const reader = openEventStoreDBReader({ connectionString, clock: systemClock });
  try {
    await reader.head();
  } finally {
    await reader.close();
  }
}

/** Which needs the rights to it, unlike a ping. */
async function askDatabase(uri: string): Promise<void> {
  const client = await connectMongo(uri);
  try {
    await client.db().listCollections({}, { nameOnly: true }).toArray();
  } finally {
    await client.close();
  }
}

void main().then(() => process.exit(0));
