export type { MakeViewStore, ViewStoreFeatures, ViewStoreUnderTest } from './store-under-test';
export { describeViewStoreContract } from './view-store.contract';
