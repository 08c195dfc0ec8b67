import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { productionStores } from '../../apps/engine/src/stores/production-stores';
import { embeddedPlaces, type ProductionPlaces, type StorePlaces } from '../../config/store-places';
import { makeProductionStores, onProductionStores } from '../e2e/production-stores';

/** Empty stores of one run. */
export interface FreshStores {
  readonly places: StorePlaces;
  /** Deletes them, when nobody has them open. */
  discard(): Promise<void>;
}

/** In a folder of their own; on servers a log and databases of their own (`bench --stores production`). */
export async function freshStores(): Promise<FreshStores> {
  if (onProductionStores) return makeProductionStores();
  const folder = mkdtempSync(join(tmpdir(), 'arauto-bench-'));
  return {
    places: embeddedPlaces(folder),
    discard: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  };
}

/** Makes the collections and indexes that an engine makes when it starts, empty. */
export async function prepareStores(places: ProductionPlaces): Promise<void> {
  const stores = await productionStores(places);
  const [operational, reporting, vault] = await Promise.all([
    stores.openViewWriter('operational', { lane: { index: 0, of: stores.lanes } }),
    stores.openViewWriter('reporting', { lane: { index: 0, of: stores.lanes } }),
    stores.openVault(systemClock),
  ]);
  await Promise.all([operational.close(), reporting.close(), vault.close()]);
  await stores.close();
}
