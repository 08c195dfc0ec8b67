import { VirtualClock } from '@arauto/clock';
import { Unavailable } from '@arauto/event-store';
import { LostPlace, Superseded, ViewsUnreadable, type ViewWriterOptions } from '@arauto/read-models';
import { GroupProjector, type GroupProjectorParts } from './group-projector';

describe('the projector of a group', () => {
  let clock: VirtualClock;
  let head: () => Promise<string>;
  let open: (options: ViewWriterOptions) => object;
  let told: string[];
  let projector: GroupProjector;

  beforeEach(() => {
    clock = new VirtualClock();
    told = [];
    head = () => Promise.resolve('');
    open = () => ({
      interruptedRebuild: false,
      isFilling: () => false,
      checkpoint: () => Promise.resolve(''),
      close: () => Promise.resolve(),
    });
  });

  afterEach(() => projector.stop());

  function begin(): void {
    const reader = {
      head: () => head(),
      notify: () => undefined,
      close: () => Promise.resolve(),
      async *subscribe({ signal }: { signal: AbortSignal }) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* [];
      },
    };
    const openViewWriter = async (_: string, options: ViewWriterOptions) => {
      await options.head?.();
      return open(options);
    };
    const parts = { reader, stores: { lanes: 1, openViewWriter }, group: 'operational', lane: 0, clock };
    projector = new GroupProjector(parts as unknown as GroupProjectorParts, ({ type }) => told.push(type));
  }

  it('begins when the store that was away is back', async () => {
    head = () => Promise.reject(new Unavailable('gone'));
    begin();
    for (const ms of [0, 1_000, 1_000]) await clock.advance(ms);
    expect(told).toEqual(['notBegun', 'notBegun', 'notBegun']);
    head = () => Promise.resolve('');
    await clock.advance(1_000);
    expect(told.slice(3)).toEqual(['filling', 'progress']);
  });

  it('fills anew once the store is back that was away when it was asked to', async () => {
    begin();
    await clock.advance(0);
    told = [];
    head = () => Promise.reject(new Unavailable('gone'));
    projector.hear({ type: 'rebuild' });
    await clock.advance(0);
    head = () => Promise.resolve('');
    await clock.advance(1_000);
    expect(told).toEqual(['notBegun', 'filling', 'progress']);
  });

  it('throws away what is damaged alone: neither a filling beside it nor, when that is, the views that are read', async () => {
    const damaged = () => Promise.reject(new ViewsUnreadable('the views are gone'));
    const writers: { filling: boolean; checkpoint: () => Promise<string>; ended: string }[] = [];
    open = ({ rebuild }) => {
      const writer = { filling: rebuild === true, checkpoint: () => Promise.resolve(''), ended: '' };
      writers.push(writer);
      return {
        interruptedRebuild: false,
        isFilling: () => writer.filling,
        checkpoint: () => writer.checkpoint(),
        close: async () => void (writer.ended = 'closed'),
        discard: async () => void (writer.ended = 'discarded'),
      };
    };
    begin();
    await clock.advance(0);
    open = ((before) => (options) => {
      const writer = before(options);
      if (options.rebuild) writers[1]!.checkpoint = damaged;
      return writer;
    })(open);
    projector.hear({ type: 'rebuild' });
    await clock.advance(1_000);
    expect(writers.map(({ ended }) => ended)).toEqual(['closed', 'discarded', '']);
    projector.hear({ type: 'remake' });
    await clock.advance(0);
    expect(writers.map(({ ended }) => ended)).toEqual(['closed', 'discarded', 'discarded', '']);
    expect(told.filter((type) => type === 'remade')).toHaveLength(2);
  });

  it('stands by at the newer views when the process that it stood by for has filled them anew', async () => {
    let isFilledAnew = false;
    const closed: number[] = [];
    let opened = 0;
    open = () => {
      const nth = ++opened;
      return {
        interruptedRebuild: false,
        isFilling: () => false,
        checkpoint: () => Promise.reject(new LostPlace('operational', '', '')),
        standBy: async (signal: AbortSignal) => {
          for (; !signal.aborted; await clock.sleep(500, signal))
            if (nth === 1 && isFilledAnew) throw new Superseded('operational');
        },
        close: async () => void closed.push(nth),
      };
    };
    begin();
    await clock.advance(5_000);
    expect(told).toEqual(['filling', 'standsBy']);
    isFilledAnew = true;
    await clock.advance(500);
    expect([told.slice(2), opened, closed]).toEqual([['filling', 'standsBy'], 2, [1]]);
  });

  it('ends when it is something else that keeps it from beginning', async () => {
    head = () => Promise.reject(new TypeError('nobody foresaw it'));
    begin();
    await clock.advance(5_000);
    expect(told).toEqual(['ended']);
  });
});
