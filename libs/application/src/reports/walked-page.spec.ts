import type { Condition } from '@arauto/read-models';
import { messagesView } from '@arauto/read-models/reporting';
import fc from 'fast-check';
import { makeTenant, rowsOf, startCampaign } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { during } from './tallied';
import { walkedPage } from './walked-page';

const MESSAGES = 30;
let engine: SmallEngine;
let period: { readonly from: number; readonly to: number };

/** Few of many were accepted, some of them of one instant. */
beforeAll(async () => {
  engine = await openSmallEngine();
  const tenant = await makeTenant(engine);
  const { campaignId, contactIds } = await startCampaign(engine, tenant, rowsOf(MESSAGES));
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  const from = engine.clock.now();
  for (const [n, id] of contactIds.entries()) {
    if (n % 2 === 0) await engine.clock.advance(1000);
    await sending.attempt(id);
    if (n === 7 || n === 8 || n === 9 || n === 20) await sending.accept(id);
  }
  period = { from, to: engine.clock.now() + 1 };
  await engine.views.project();
});
afterAll(() => engine.close());

it('leaves no row out and shows none twice, whichever way one goes, however few rows a page looks at', async () => {
  const where: Condition<typeof messagesView>[] = [{ field: 'status', equals: 'sent' }];
  const question = { all: where, along: [], where, period };
  const { reporting } = engine.views;
  const steps = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
  const most = fc.integer({ min: 3, max: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('asc', 'desc'),
      fc.integer({ min: 1, max: 2 }),
      most,
      steps,
      async (order, limit, most, steps) => {
        const sort = [{ field: 'sentAt', descending: order === 'desc' }] as const;
        const found = await reporting.find(messagesView, {
          where: [...where, during(messagesView, period)],
          sort,
          limit: 99,
        });
        const all = found.map(({ id }) => id);
        const ask = (cursor?: unknown) => walkedPage(reporting, messagesView, question, { order, limit, cursor }, most);
        let page = await ask();
        // The rows of a page are those from `begin` to `end`: an empty one stands between two.
        let [begin, end] = [0, page.found.length];
        for (const isBack of steps) {
          const cursor = isBack ? page.previousCursor : page.nextCursor;
          if (cursor === null) {
            expect(isBack ? begin : end).toBe(isBack ? 0 : all.length);
            continue;
          }
          page = await ask(cursor);
          if (isBack) [begin, end] = [begin - page.found.length, begin];
          else [begin, end] = [end, end + page.found.length];
          expect(page.found.map(({ id }) => id)).toEqual(all.slice(begin, end));
        }
      },
    ),
    { numRuns: 150 },
  );
});
