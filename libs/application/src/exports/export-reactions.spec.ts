import { VirtualClock } from '@arauto/clock';
import { stream } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { ExportReactions } from './export-reactions';

const HOUR = 3_600_000;

describe('what exports that are over have left', () => {
  const clock = new VirtualClock();
  let looks: number;
  let forgotten: string[][];
  let broken: boolean;
  let reactions: ExportReactions;

  beforeEach(() => {
    [looks, forgotten, broken] = [0, [], false];
    const maker = {
      makeOne: () => Promise.resolve(),
      judge: () => Promise.resolve(() => undefined),
      expireOne: () => Promise.resolve(),
      sweepFiles: () => (broken ? Promise.reject(new Error('the folder cannot be listed')) : Promise.resolve()),
      forgetFilters: (refs: readonly string[]) => {
        forgotten.push([...refs]);
        return Promise.resolve();
      },
    };
    const views = {
      async *stream(_: unknown, { where }: { readonly where: readonly { readonly in: readonly string[] }[] }) {
        if (!where[0]!.in.includes('expired')) return;
        looks++;
        yield await Promise.resolve([{ id: 'old', doc: { personalRef: 'old.filters' } }]);
      },
    } as unknown as Pick<ViewReader, 'stream'>;
    reactions = new ExportReactions(maker, views, 1, clock, () => undefined);
  });
  const look = () => reactions.look(new AbortController().signal, () => undefined);
  const ends = (type: string, id: string) => reactions.apply({ type, stream: stream.export(id) } as RecordedEvent);

  it('is that of one where one ends; all that ever were are looked at first and once an hour', async () => {
    await look();
    for (const [type, id] of [
      ['ExportFailed', 'a'],
      ['ExportCanceled', 'b'],
      ['ExportExpired', 'c'],
    ] as const) {
      ends(type, id);
      await look();
    }
    await look();
    expect([looks, forgotten]).toEqual([1, [['old.filters'], ['a.filters'], ['b.filters'], ['c.filters']]]);
    await clock.advance(HOUR);
    await look();
    expect([looks, forgotten.at(-1)]).toEqual([2, ['old.filters']]);
  });

  it('is tried again where it failed, and looked for everywhere where more ended than is remembered', async () => {
    await look();
    broken = true;
    ends('ExportFailed', 'a');
    await look();
    broken = false;
    await look();
    expect(forgotten).toHaveLength(1);
    await clock.advance(60_000);
    await look();
    expect(forgotten.at(-1)).toEqual(['a.filters']);
    for (let n = 0; n <= 1000; n++) ends('ExportExpired', `e${n}`);
    await look();
    expect([looks, forgotten.at(-1)!.length]).toEqual([2, 1001]);
  });
});
