import { seededRandom, VirtualClock } from '@arauto/clock';
import { add, defineView, integer, projection, runProjector, symbol } from '@arauto/read-models';
import { MemoryEventStore, MemoryLog } from '../memory-event-store';
import { contentOf, MemoryViewDisk, openMemoryViewReader, openMemoryViewWriter } from '.';

const VISITS = defineView({
  name: 'visits',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), guests: integer() },
  indexes: [],
  counters: true,
});
interface Came {
  readonly type: 'Came';
  readonly data: { readonly hotel: string };
}
const projections = [projection<Came>(VISITS, { Came: ({ hotel }) => [add(VISITS, hotel, { guests: 1 }, { hotel })] })];

/** A world of engines that keep the same views, on one clock. */
class World {
  readonly clock = new VirtualClock();
  readonly disk = new MemoryViewDisk('operational');
  readonly reader = openMemoryViewReader(this.disk, [VISITS]);
  private readonly random = seededRandom('guests');
  private readonly log = new MemoryLog();
  private readonly events = new MemoryEventStore(this.log, this.clock);

  async come(guests: number): Promise<void> {
    for (let guest = 0; guest < guests; guest++) {
      const id = this.random.uuid();
      await this.events.append('ritz', [{ id, type: 'Came', data: { hotel: 'ritz' }, metadata: {} }], {
        expected: 'any',
      });
    }
    await this.clock.advance(1_000);
  }

  /** @returns what ends it */
  async engine(rebuild = false, onStandBy: () => void = () => undefined): Promise<() => Promise<void>> {
    const { disk, clock } = this;
    const writer = await openMemoryViewWriter({
      disk,
      views: [VISITS],
      clock,
      rebuild,
      head: () => this.events.head(),
    });
    const ending = new AbortController();
    const reader = new MemoryEventStore(this.log, clock);
    const run = runProjector({ projections, reader, writer, clock, signal: ending.signal, onStandBy });
    await clock.advance(1_000);
    return async () => {
      ending.abort();
      await reader.close();
      await this.clock.advance(1_000);
      await run;
      await writer.close();
    };
  }
}

describe('views in memory, kept up by projectors on virtual time', () => {
  it('have every event once, whoever takes them over from whom', async () => {
    const world = new World();
    const guests = async () => (await world.reader.get(VISITS, 'ritz'))?.guests;
    await world.come(3);
    let stoodBy = 0;
    const endFirst = await world.engine(false, () => void (stoodBy += 1));
    expect(await guests()).toBe(3);
    const endSecond = await world.engine();
    await world.come(4);
    expect([await guests(), stoodBy]).toEqual([7, 1]);
    await endSecond();
    await world.come(2);
    expect(await guests()).toBe(9);
    await endFirst();
  });

  it('are the same to the byte when they are filled anew beside a projector that goes on', async () => {
    const world = new World();
    const end = await world.engine();
    await world.come(5);
    const before = contentOf(world.disk);
    const endAgain = await world.engine(true);
    expect(contentOf(world.disk)).toBe(before);
    await world.come(1);
    expect(await world.reader.get(VISITS, 'ritz')).toEqual({ hotel: 'ritz', guests: 6 });
    await endAgain();
    await end();
  });
});
