import { instant, VirtualClock } from '@arauto/clock';
import type { Group } from '@arauto/read-models';
import { type FromProjector, ProjectorNotStarted, Projectors, type ToProjector } from './projectors';

/** A projector that does nothing: it remembers what it is told, and says what a test wants. */
interface FakeProjector {
  readonly group: Group;
  readonly told: ToProjector['type'][];
  readonly says: (message: FromProjector) => void;
  readonly dies: (cause: Error) => void;
  stopped: boolean;
}

describe('the projectors', () => {
  let clock: VirtualClock;
  let begun: FakeProjector[];
  let lanes: FakeProjector[];
  let troubles: string[];
  let remade: Group[];
  let projectors: Projectors;

  beforeEach(() => {
    clock = new VirtualClock();
    begun = [];
    lanes = [];
    troubles = [];
    remade = [];
    projectors = new Projectors(
      ({ group }, says, dies) => {
        const fake: FakeProjector = { group, told: [], says, dies, stopped: false };
        begun.push(fake);
        return {
          send: ({ type }) => void fake.told.push(type),
          stop: async () => void (fake.stopped = true),
        };
      },
      1,
      clock,
      (_, message) => troubles.push(message),
      (group) => remade.push(group),
    );
    projectors.ready.catch(() => undefined);
  });

  const grownTold = () => begun[0]!.told.filter((type) => type === 'grown').length;

  it('are told of growth at once after a pause, then in turns, rarer under load, and always of the last', async () => {
    projectors.grown();
    expect(grownTold()).toBe(1);
    projectors.grown();
    await clock.advance(19);
    expect(grownTold()).toBe(1);
    await clock.advance(1);
    expect(grownTold()).toBe(2);
    // A hundred a second is load.
    for (let ms = 0; ms < 1000; ms += 10) {
      projectors.grown();
      await clock.advance(10);
    }
    expect(grownTold()).toBeLessThanOrEqual(2 + 11);
    await clock.advance(100);
    const told = grownTold();
    await clock.advance(1000);
    expect(grownTold()).toBe(told);
    expect(begun[1]!.told).toEqual(begun[0]!.told);
  });

  it('are ready when each has its file, and say where the views stand', async () => {
    begun.forEach(({ says }) => says({ type: 'filling', filling: false }));
    await projectors.ready;
    begun[1]!.says({ type: 'progress', position: '7' });
    expect(projectors.status('reporting')).toMatchObject({
      position: '7',
      filling: false,
      poison: null,
      stopped: null,
    });
    expect(projectors.status('operational').position).toBe('');
    begun[1]!.says({ type: 'remade' });
    expect([remade, projectors.status('reporting').position]).toEqual([['reporting'], '']);
  });

  it('of several lanes are where the last of them is, fill until all have, and are filled anew together', () => {
    const two = new Projectors(
      ({ group, lane }, says, dies) => {
        const fake: FakeProjector = { group, told: [], says, dies, stopped: false };
        if (group === 'operational') lanes[lane] = fake;
        return { send: ({ type }) => void fake.told.push(type), stop: async () => void (fake.stopped = true) };
      },
      2,
      clock,
      (_, message) => troubles.push(message),
      (group) => remade.push(group),
    );
    const [first, second] = lanes;
    first!.says({ type: 'progress', position: '7' });
    expect(two.status('operational').position).toBe('');
    second!.says({ type: 'progress', position: '5' });
    first!.says({ type: 'progress', position: '9' });
    expect(two.status('operational').position).toBe('5');
    two.rebuild('operational');
    first!.says({ type: 'filling', filling: false });
    expect(two.status('operational').filling).toBe(true);
    two.rebuild('operational');
    second!.says({ type: 'filling', filling: false });
    expect(two.status('operational').filling).toBe(false);
    expect(lanes.map(({ told }) => told)).toEqual([['rebuild'], ['rebuild']]);
    second!.says({ type: 'ended', reason: 'poison' });
    expect(two.status('operational').stopped).toBe('poison');
  });

  it('refuse to be waited for when one cannot begin', async () => {
    begun[0]!.says({ type: 'filling', filling: false });
    begun[1]!.dies(new Error('no such folder'));
    await expect(projectors.ready).rejects.toThrow(new ProjectorNotStarted('reporting', 'no such folder'));
  });

  it('are begun again when they die, until they are to stop', async () => {
    begun.forEach(({ says }) => says({ type: 'filling', filling: false }));
    begun[0]!.dies(new Error('out of memory'));
    await clock.advance(500);
    expect(begun.map(({ group }) => group)).toEqual(['operational', 'reporting', 'operational']);
    expect(troubles).toEqual(['a projector died']);
    begun[1]!.dies(new Error('out of memory'));
    await projectors.stop();
    await clock.advance(500);
    expect(begun.map(({ stopped }) => stopped)).toEqual([false, false, true]);
  });

  it('say that they stand by for another process, and since when, until they go on', async () => {
    await clock.advance(5_000);
    const since = instant(clock.now());
    begun[0]!.says({ type: 'standsBy' });
    await clock.advance(1_000);
    expect(projectors.status('operational')).toMatchObject({ standsBy: true, since });
    expect(projectors.status('reporting')).toMatchObject({ standsBy: false, since: null });
    begun[0]!.says({ type: 'progress', position: '1' });
    expect(projectors.status('operational')).toMatchObject({ standsBy: false, since: null });
  });

  it('say which store is the trouble', () => {
    begun[0]!.says({ type: 'trouble', with: 'log', error: 'gone' });
    begun[0]!.says({ type: 'trouble', with: 'views', error: 'gone' });
    expect(troubles).toEqual(['the log cannot be read now', 'the views cannot be written now']);
  });

  it('refuse to be waited for where a store is away, and later only say so', async () => {
    begun[0]!.says({ type: 'notBegun', error: 'gone' });
    await expect(projectors.ready).rejects.toThrow(new ProjectorNotStarted('operational', 'gone'));
    expect(troubles).toEqual([]);
    begun[1]!.says({ type: 'filling', filling: false });
    begun[1]!.says({ type: 'notBegun', error: 'gone' });
    expect(troubles).toEqual(['a projector cannot begin yet']);
    expect(projectors.status('reporting').stopped).toBeNull();
  });

  it('are filled anew once at a time', () => {
    projectors.rebuild('reporting');
    projectors.rebuild('reporting');
    expect(begun[1]!.told).toEqual(['rebuild']);
    begun[1]!.says({ type: 'filling', filling: false });
    projectors.rebuild('reporting');
    expect(begun[1]!.told).toEqual(['rebuild', 'rebuild']);
  });
});
