import type { StorePlaces } from '../../../../config/store-places';
import { embeddedStores } from './embedded-stores';
import type { StoreKind } from './store-kind';

/** Production's clients take half a second to load, which embedded stores have no use for. */
export async function storeKind(places: StorePlaces): Promise<StoreKind> {
  if (places.kind === 'embedded') return embeddedStores(places);
  const { productionStores } = await import('./production-stores.js');
  return productionStores(places);
}
