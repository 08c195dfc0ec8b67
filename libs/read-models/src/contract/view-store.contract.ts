import { describeChanges } from './changes.contract';
import { describeFillings } from './fillings.contract';
import { describeLaws } from './laws.contract';
import { describePaging } from './paging.contract';
import { describeQueries } from './queries.contract';
import type { MakeViewStore } from './store-under-test';

/** What every view store must do, one sentence each. `make` gives an empty store. */
export function describeViewStoreContract(name: string, make: MakeViewStore): void {
  describe(`view store: ${name}`, () => {
    describe('changes', () => describeChanges(make));
    describe('queries', () => describeQueries(make));
    describe('paging', () => describePaging(make));
    describe('laws', () => describeLaws(make));
    describe('fillings', () => describeFillings(make));
  });
}
