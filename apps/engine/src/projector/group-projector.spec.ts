import { VirtualClock } from '@arauto/clock';
import { Unavailable } from '@arauto/event-store';
import { GroupProjector, type GroupProjectorParts } from './group-projector';

describe('the projector of a group', () => {
  let clock: VirtualClock;
  let head: () => Promise<string>;
  let told: string[];
  let projector: GroupProjector;

  beforeEach(() => {
    clock = new VirtualClock();
    told = [];
    head = () => Promise.resolve('');
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
    const writer = {
      interruptedRebuild: false,
      isFilling: () => false,
      checkpoint: () => Promise.resolve(''),
      close: () => Promise.resolve(),
    };
    const parts = { reader, stores: { lanes: 1, openViewWriter: () => writer }, group: 'operational', lane: 0, clock };
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

  it('ends when it is something else that keeps it from beginning', async () => {
    head = () => Promise.reject(new TypeError('nobody foresaw it'));
    begin();
    await clock.advance(5_000);
    expect(told).toEqual(['ended']);
  });
});
