import { describeChanges } from './changes.contract';
import { describeFillings } from './fillings.contract';
import { describeLanes } from './lanes.contract';
import { describeLaws } from './laws.contract';
import { describePaging } from './paging.contract';
import { describeQueries } from './queries.contract';
import type { MakeViewStore, ViewStoreFeatures } from './store-under-test';
import { describeSnapshots } from './snapshots.contract';
import { describeTallies } from './tallies.contract';
import { describeWalks } from './walks.contract';

/** What every view store must do, one sentence each. `make` gives an empty store. */
export function describeViewStoreContract(name: string, make: MakeViewStore, features: ViewStoreFeatures): void {
  describe(`view store: ${name}`, () => {
    describe('changes', () => describeChanges(make));
    describe('queries', () => describeQueries(make));
    describe('paging', () => describePaging(make));
    describe('tallies', () => describeTallies(make));
    describe('walks', () => describeWalks(make));
    describe('snapshots', () => describeSnapshots(make));
    describe('laws', () => describeLaws(make));
    describe('fillings', () => describeFillings(make));
    describe('lanes', () => describeLanes(make, features));
  });
}
