import { runReplies } from './replies-run';

/** `npm run replies` in small: what people wrote, told by the engine as a recount from the simulator's ledger tells it. */
describe('replies', () => {
  const seed = Date.now() % 1_000_000;

  it.each([
    ['in order', false],
    ['doubled, late, out of order, and before the answer to what they answer', true],
  ])(
    '%s: every thread, session, attribution, counter and tap is as recounted, and nothing is left of who is erased',
    async (_, disorder) => {
      const lines: string[] = [`seed ${seed}`];
      const result = await runReplies({ contacts: 450, seed, disorder, say: (line) => lines.push(line) });
      expect([lines[0], result.broken]).toEqual([lines[0], []]);
      expect(result.written).toBeGreaterThan(150);
      expect(Object.keys(result.byType).length).toBeGreaterThan(10);
      expect(result.optOuts).toBeGreaterThan(3);
      expect(result.erased).toBeGreaterThan(5);
    },
    180_000,
  );
});
