import fc from 'fast-check';
import type { Change } from '../change';
import type { Document } from '../view';
import { type MakeViewStore, Stage } from './store-under-test';
import { GUESTS, ROOMS } from './views';

const id = fc.constantFrom('a', 'b', 'c', 'c-74757', 'c-12149661');
const doc = fc.record(
  {
    hotel: fc.option(fc.constantFrom('ritz', 'plaza')),
    name: fc.option(fc.constantFrom('', 'Ana', 'Zoë')),
    nights: fc.option(fc.integer({ min: -5, max: 5 })),
    arrivedAt: fc.option(fc.integer({ min: 0, max: 3 })),
    vip: fc.option(fc.boolean()),
    wishes: fc.option(fc.constantFrom({ pillow: 1 }, [])),
  },
  { requiredKeys: [] },
);
const amounts = fc.dictionary(fc.constantFrom('nights', 'arrivedAt'), fc.integer({ min: -9, max: 9 }), { maxKeys: 2 });
const key = fc.record(
  { hotel: fc.constantFrom('ritz', 'savoy'), nights: fc.integer({ min: 0, max: 3 }) },
  { requiredKeys: [] },
);
const view = fc.constant(GUESTS.name);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ op: fc.constant('put' as const), view, id, doc }),
  fc.record({ op: fc.constant('patch' as const), view, id, doc }),
  fc.record({ op: fc.constant('add' as const), view, id, amounts, key }),
  fc.record({ op: fc.constant('remove' as const), view, id }),
);

/** Documents as the port's words say, one change after the other. */
function model(changes: readonly Change[]): Map<string, Document> {
  const documents = new Map<string, Document>();
  const empty = Object.fromEntries(Object.keys(GUESTS.fields).map((field) => [field, null]));
  for (const next of changes) {
    const known = documents.get(next.id);
    if (next.op === 'put') documents.set(next.id, { ...empty, ...next.doc });
    else if (next.op === 'remove') documents.delete(next.id);
    else if (next.op === 'patch') {
      if (known) documents.set(next.id, { ...known, ...next.doc });
    } else {
      const made: Record<string, unknown> = { ...(known ?? { ...empty, ...next.key }) };
      for (const [field, amount] of Object.entries(next.amounts))
        made[field] = ((made[field] ?? 0) as number) + (amount ?? 0);
      documents.set(next.id, made);
    }
  }
  return documents;
}

/** Laws, over random changes; a failure prints the seed that repeats it. */
export function describeLaws(make: MakeViewStore): void {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.open(make)));
  afterAll(() => stage.close());

  it('any changes in any batches give what they give one by one', async () => {
    const batches = fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, async (split) => {
        await stage.commit(
          ['a', 'b', 'c', 'c-74757', 'c-12149661'].map((each) => ({ op: 'remove', view: GUESTS.name, id: each })),
        );
        await stage.commit(...split);
        const expected = model(split.flat());
        const found = await stage.reader.find(GUESTS, { limit: 100 });
        expect(new Map(found.map((each) => [each.id, each.doc]))).toEqual(expected);
        expect(await stage.reader.count(ROOMS, [])).toEqual({ value: 0, relation: 'exact' });
      }),
      { numRuns: 150, verbose: 1 },
    );
  });
}
