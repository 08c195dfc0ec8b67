import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { connectMongo } from '@arauto/mongo';
import { embeddedStores } from '../../apps/engine/src/stores/embedded-stores';
import { productionStores } from '../../apps/engine/src/stores/production-stores';
import type { StoreKind } from '../../apps/engine/src/stores/store-kind';
import type { EmbeddedPlaces } from '../../config/store-places';
import type { EngineProcess } from './engine-process';

/** Works on the stores of an engine from outside: they may be read while it runs, and written to while it does not. */
export async function onStoresOf<T>({ places }: EngineProcess, work: (stores: StoreKind) => Promise<T>): Promise<T> {
  const stores = places.kind === 'embedded' ? embeddedStores(places) : await productionStores(places);
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** Works on the log of an engine that does not run. */
export function onLogOf<T>(engine: EngineProcess, work: (log: EventStore) => Promise<T>): Promise<T> {
  return onStoresOf(engine, async (stores) => {
    const { events, search } = await stores.openLog(systemClock, () => undefined);
    try {
      return await work(events);
    } finally {
      await search.close();
      await events.close();
    }
  });
}

/** Deletes the views of an engine that does not run. @returns how many files or collections there were */
export async function deleteViewsOf({ places }: EngineProcess): Promise<number> {
  return places.kind === 'embedded' ? deleteFiles(places) : dropDatabase(places.viewStore);
}

function deleteFiles({ viewStore }: EmbeddedPlaces): number {
  const folder = dirname(viewStore);
  const names = readdirSync(folder).filter((name) => /^views.*\.db/.test(name));
  for (const name of names) rmSync(join(folder, name));
  return names.length;
}

async function dropDatabase(uri: string): Promise<number> {
  const client = await connectMongo(uri);
  const collections = await client.db().collections();
  await client.db().dropDatabase();
  await client.close();
  return collections.length;
}
