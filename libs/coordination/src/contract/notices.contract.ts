import { systemClock } from '@arauto/clock';
import type { Notices } from '../notices';

const DAY_MS = 24 * 3600 * 1000;

export function describeNotices(open: (instance: string) => Promise<Notices>, manyProcesses: boolean): void {
  describe('notices', () => {
    const words = async (notices: Notices, topic: string) =>
      new Map((await notices.read(topic, DAY_MS)).map(({ from, word }) => [from, word]));

    it('are the latest word on a topic, as it was said', async () => {
      const notices = await open('one');
      expect(await notices.read('waiting', DAY_MS)).toEqual([]);
      const word = { $set: { 'a.b': [null, 1.5, '', { $gt: 'ü' }] }, 'c.d': true, left: undefined };
      await notices.post('waiting', { first: 1 });
      await notices.post('waiting', word);
      await notices.post('rebuild', { n: 2 });
      const { left: _, ...said } = word;
      const [notice, ...others] = await notices.read('waiting', DAY_MS);
      expect(notice).toEqual({ from: 'one', word: said, ageMs: expect.any(Number) as number });
      expect(notice!.ageMs).toBeGreaterThanOrEqual(0);
      expect(notice!.ageMs).toBeLessThan(10_000);
      expect(others).toEqual([]);
      expect(await words(notices, 'rebuild')).toEqual(new Map([['one', { n: 2 }]]));
    });

    it('said at once are in the order in which they were begun', async () => {
      const notices = await open('one');
      await Promise.all(Array.from({ length: 20 }, (_, n) => notices.post('waiting', { n })));
      expect(await words(notices, 'waiting')).toEqual(new Map([['one', { n: 19 }]]));
      await Promise.all([notices.post('waiting', { n: 20 }), notices.withdraw('waiting')]);
      expect(await words(notices, 'waiting')).toEqual(new Map());
      await Promise.all([notices.withdraw('waiting'), notices.post('waiting', { n: 21 })]);
      expect(await words(notices, 'waiting')).toEqual(new Map([['one', { n: 21 }]]));
    });

    it('are as old as what was said last, and not read when they are older than wanted', async () => {
      const notices = await open('one');
      await notices.post('waiting', {});
      const age = async () => (await notices.read('waiting', DAY_MS))[0]!.ageMs;
      while ((await age()) < 200) await systemClock.sleep(20);
      expect(await notices.read('waiting', 100)).toEqual([]);
      const before = await age();
      await notices.post('waiting', {});
      expect(await age()).toBeLessThan(before);
    });

    it('can be taken back, what was never said too, and be said again', async () => {
      const notices = await open('one');
      await notices.withdraw('waiting');
      await notices.post('waiting', { n: 1 });
      await notices.withdraw('waiting');
      expect(await notices.read('waiting', DAY_MS)).toEqual([]);
      await notices.post('waiting', { n: 2 });
      expect(await words(notices, 'waiting')).toEqual(new Map([['one', { n: 2 }]]));
    });

    (manyProcesses ? it : it.skip)('are of each process for itself, and read by all', async () => {
      const [one, two] = [await open('one'), await open('two')];
      await Promise.all([one.post('waiting', { n: 1 }), two.post('waiting', { n: 2 })]);
      const both = new Map([
        ['one', { n: 1 }],
        ['two', { n: 2 }],
      ]);
      expect([await words(one, 'waiting'), await words(two, 'waiting')]).toEqual([both, both]);
      await one.withdraw('waiting');
      expect(await words(one, 'waiting')).toEqual(new Map([['two', { n: 2 }]]));
    });
  });
}
