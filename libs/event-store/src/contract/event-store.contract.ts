import type { EventStore } from '../port';
import { describeAppends } from './append.contract';
import { anEvent, aStream, events, failureOf, idsOf } from './builders';
import { describeReads } from './read.contract';
import { describeSubscriptions } from './subscribe.contract';

/** A store under test. */
export interface Subject {
  readonly store: EventStore;
  /** Closes the store and opens the same log again. */
  reopen(): Promise<EventStore>;
  /** Makes every subscription there is fail, by whatever can fail in this store. */
  breakOff?(): void;
  /** Closes and cleans up. */
  dispose(): Promise<void>;
}

/** What selects tests, instead of skips scattered about. */
export interface Features {
  /** Repeats at `any` are found exactly, not by best effort. */
  readonly exactAny: boolean;
  /** Concurrent writers in the test that watches for gaps. */
  readonly writers: number;
  /** The subject can make subscriptions fail from outside; where it cannot, a test of the adapter's own has to show that they go on. */
  readonly breaksOff: boolean;
  /** The log itself is in memory: what is written is held there, whoever pulls. */
  readonly isInMemory?: boolean;
}

/**
 * The promises of the event-store port, one sentence each. Every adapter runs the same list; `make` may give a store that
 * already holds events of others.
 */
export function describeEventStoreContract(name: string, make: () => Promise<Subject>, features: Features): void {
  describe(`${name} keeps the contract of the event store`, () => {
    let subject: Subject;
    let current: EventStore;
    const store = () => current;

    beforeAll(async () => {
      subject = await make();
      current = subject.store;
    });

    afterAll(() => subject.dispose());

    describeAppends(store, features);
    describeReads(store);
    describeSubscriptions(store, () => subject.breakOff?.bind(subject), features);

    describe('closing and opening again', () => {
      it('keeps events, revisions, repeats and the order of positions', async () => {
        const stream = aStream();
        const batch = events(3);
        const first = await store().append(stream, batch, { expected: 'noStream' });
        const head = await store().head();
        current = await subject.reopen();
        expect(await idsOf(store(), stream)).toEqual(batch.map(({ id }) => id));
        expect(await store().head()).toBe(head);
        expect(await store().append(stream, batch, { expected: 'noStream' })).toEqual(first);
        expect(await failureOf(store().append(stream, events(1), { expected: 0 }))).toMatchObject({ actual: 2 });
        const next = await store().append(stream, [anEvent()], { expected: 2 });
        expect(next.revision).toBe(3);
        expect(next.position > head).toBe(true);
      });
    });
  });
}
