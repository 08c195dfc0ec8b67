import { VirtualClock } from '@arauto/clock';
import {
  add,
  type Change,
  defineView,
  integer,
  json,
  LostPlace,
  put,
  SnapshotLost,
  symbol,
  text,
  ViewsBeingMade,
  ViewsUnreadable,
  type ViewWriter,
  type ViewWriterOptions,
} from '@arauto/read-models';
import { contentOf, MemoryViewDisk, openMemoryViewReader, openMemoryViewWriter } from '.';

const GUESTS = defineView({
  name: 'guests',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), name: text<string | null>(), wishes: json<{ pillows: number[] } | null>() },
  indexes: [],
});
const VISITS = defineView({
  name: 'visits',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), guests: integer() },
  indexes: [],
  counters: true,
});
const VIEWS = [GUESTS, VISITS];
const ANA = put(GUESTS, 'ana', { hotel: 'ritz', wishes: { pillows: [1, 2] } });
const BEA = put(GUESTS, 'bea', { hotel: 'plaza', name: 'Bea' });
const visit = (guests: number) => add(VISITS, 'ritz', { guests }, { hotel: 'ritz' });

async function commit(writer: ViewWriter, to: string, ...changes: readonly Change[]): Promise<void> {
  const from = await writer.checkpoint();
  writer.gather(changes);
  await writer.commit(from, to);
}

describe('views in memory', () => {
  let disk: MemoryViewDisk;
  beforeEach(() => void (disk = new MemoryViewDisk('operational')));
  const open = (options: ViewWriterOptions = {}, clock = new VirtualClock()) =>
    openMemoryViewWriter({ disk, views: VIEWS, clock, ...options });
  const read = () => openMemoryViewReader(disk, VIEWS);

  it('hand out documents that share nothing with what lies there, nor with what was put', async () => {
    const wishes = { pillows: [1] };
    await commit(await open(), '1', put(GUESTS, 'ana', { hotel: 'ritz', wishes }));
    wishes.pillows.push(2);
    const doc = (await read().get(GUESTS, 'ana'))!;
    doc.wishes!.pillows.push(3);
    Object.assign(doc, { hotel: 'plaza' });
    expect(await read().get(GUESTS, 'ana')).toEqual({ hotel: 'ritz', name: null, wishes: { pillows: [1] } });
  });

  it('have the same content after a rebuild, whatever the batches and however many lanes, and another where a document is another', async () => {
    const live = await open();
    await commit(live, '1', BEA, visit(3));
    await commit(live, '2', ANA, visit(-1));
    const before = contentOf(disk);
    expect(before.split('\n')).toEqual([
      '["guests","ana",{"hotel":"ritz","name":null,"wishes":"{\\"pillows\\":[1,2]}"}]',
      '["guests","bea",{"hotel":"plaza","name":"Bea","wishes":null}]',
      '["visits","ritz",{"hotel":"ritz","guests":2}]',
    ]);
    const lanes = [await open({ lane: { index: 0, of: 2 } }), await open({ lane: { index: 1, of: 2 } })] as const;
    await commit(lanes[0], '2', ANA, visit(2));
    await commit(lanes[1], '2', BEA);
    expect(contentOf(disk)).toBe(before);
    for (const lane of lanes) await lane.caughtUp();
    expect(contentOf(disk)).toBe(before);
    await commit(lanes[0], '3', put(GUESTS, 'ana', { hotel: 'ritz' }));
    expect(contentOf(disk)).not.toBe(before);
  });

  it('that are wiped are made again by the next writer', async () => {
    const writer = await open();
    await commit(writer, '1', ANA);
    disk.wipe();
    await expect(writer.checkpoint()).rejects.toThrow(ViewsUnreadable);
    await expect(read().get(GUESTS, 'ana')).rejects.toThrow(ViewsBeingMade);
    expect(await (await open()).checkpoint()).toBe('');
    // nor is what was made again the first one's
    await expect(commit(writer, '2')).rejects.toThrow();
  });

  it('that are torn are read and written by nobody, and made again by the next writer, which tells of it', async () => {
    const writer = await open();
    await commit(writer, '1', ANA);
    disk.tear();
    for (const asked of [writer.checkpoint(), read().get(GUESTS, 'ana'), read().position('operational')]) {
      await expect(asked).rejects.toThrow(ViewsUnreadable);
    }
    const told: Error[] = [];
    const next = await open({ onDamage: (error) => told.push(error) });
    expect(told).toEqual([expect.any(ViewsUnreadable)]);
    expect(await next.checkpoint()).toBe('');
  });

  it('can be put back to what they were, places and documents together', async () => {
    await commit(await open(), '1', ANA);
    const image = disk.image();
    const content = contentOf(disk);
    await commit(await open(), '2', BEA, put(GUESTS, 'ana', { hotel: 'plaza' }));
    disk.putBack(image);
    expect(contentOf(disk)).toBe(content);
    expect(await (await open()).checkpoint()).toBe('1');
  });

  it('forget the moments that are read', async () => {
    await commit(await open(), '1', ANA);
    const snapshot = await read().snapshot();
    expect((await snapshot.count(GUESTS, [])).value).toBe(1);
    disk.forgetMoments();
    await expect(snapshot.count(GUESTS, [])).rejects.toThrow(SnapshotLost);
    expect((await (await read().snapshot()).count(GUESTS, [])).value).toBe(1);
  });

  it('are taken over by who stands by 3 s after the last sign of life of who has them', async () => {
    const [living, other] = [new VirtualClock(), new VirtualClock()];
    const stood = await open({}, living);
    await stood.checkpoint();
    const owner = await open({}, other);
    await owner.checkpoint();
    await expect(stood.checkpoint()).rejects.toThrow(LostPlace);
    let hasStoodBy = false;
    const standing = stood.standBy!(new AbortController().signal).then(() => (hasStoodBy = true));
    for (let second = 0; second < 10; second++) {
      await other.advance(1_000);
      await living.advance(1_000);
    }
    expect(hasStoodBy).toBe(false);
    // from here on the other's time stands still
    await living.advance(2_000);
    expect(hasStoodBy).toBe(false);
    await living.advance(1_500);
    await standing;
    await commit(stood, '1', ANA);
    await expect(commit(owner, '1', BEA)).rejects.toThrow(LostPlace);
  });
});
