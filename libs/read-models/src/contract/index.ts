export type { MakeViewStore, ViewStoreUnderTest } from './store-under-test';
export { describeViewStoreContract } from './view-store.contract';
