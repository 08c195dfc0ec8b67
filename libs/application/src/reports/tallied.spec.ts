import type { Counted } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import fc from 'fast-check';
import { manyMessages } from '../testing/many-messages';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import type { Period } from './period';
import { countOver } from './tallied';

const MINUTE = 60_000;
let engine: SmallEngine;

beforeAll(async () => {
  engine = await openSmallEngine('tallied');
  await manyMessages(engine, 40);
  await engine.views.project();
});
afterAll(() => engine.close());

const instants = fc.integer({ min: Date.parse('2026-01-05T10:00:00Z'), max: Date.parse('2026-01-07T12:00:00Z') });
const quarters = instants.map((at) => at - (at % (15 * MINUTE)));
const periods = fc
  .tuple(fc.oneof(instants, quarters), fc.oneof(instants, quarters))
  .map((both): Period => ({ from: Math.min(...both), to: Math.max(...both) }));
const sorted = (counts: readonly Counted[]) => [...counts].map((each) => JSON.stringify(each)).sort();

describe('counts of a period that begins and ends within buckets', () => {
  const counts = (period: Period, more: readonly { readonly field: 'attempts'; readonly from: number }[]) =>
    countOver(engine.views.reporting, messagesView, {
      where: [{ field: 'status', set: true }, ...more],
      period,
      by: ['status', 'campaignId', { field: 'sentAt', every: 60 * MINUTE, offset: 330 * MINUTE }],
    });

  it('are those of the documents, of what was sent', async () => {
    await fc.assert(
      fc.asyncProperty(periods, async (period) => {
        // What the tally does not know is asked of the documents.
        const byDocuments = await counts(period, [{ field: 'attempts', from: 0 }]);
        expect(sorted(await counts(period, []))).toEqual(sorted(byDocuments));
      }),
      { numRuns: 60 },
    );
  });

  it('are those of the documents, of what people wrote', async () => {
    const by = ['contentType', 'conversationType'] as const;
    await fc.assert(
      fc.asyncProperty(periods, async (period) => {
        const { reporting } = engine.views;
        const tallied = await countOver(reporting, repliesView, { where: [], period, by });
        const where = [{ field: 'revoked', equals: false }] as const;
        expect(sorted(tallied)).toEqual(sorted(await countOver(reporting, repliesView, { where, period, by })));
      }),
      { numRuns: 60 },
    );
  });

  it('are none of a period that is over as it begins', async () => {
    const from = Date.parse('2026-01-05T12:07:00Z');
    expect(await counts({ from, to: from }, [])).toEqual([]);
  });
});

it('asks the tally of whole buckets only, and the documents of what is left of one', async () => {
  const from = Date.parse('2026-01-05T12:07:00Z');
  const asked = jest.spyOn(engine.views.reporting, 'countBy');
  await countOver(engine.views.reporting, messagesView, {
    where: [],
    period: { from, to: from + 60 * MINUTE },
    by: [],
  });
  const edges = [from, from + 8 * MINUTE, from + 53 * MINUTE, from + 60 * MINUTE];
  expect(asked.mock.calls.map(([, where]) => where)).toEqual(
    [0, 1, 2].map((at) => [{ field: 'sentAt', from: edges[at], to: edges[at + 1] }]),
  );
  asked.mockRestore();
});
