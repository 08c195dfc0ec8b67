import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import { type NewEvent, type RecordedEvent, WrittenByLaterVersion } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { embeddedPlaces } from '../../../../config/store-places';
import { Projectors } from '../projector/projectors';
import { inThreads } from '../projector/projector-thread';
import type { EventLog } from './event-log';
import { storeKind } from './kinds';
import type { StoreKind } from './store-kind';

const random = seededRandom('event log');
const event = (v?: number): NewEvent => ({
  ...{ id: random.uuid(), type: 'CampaignDuplicated', data: { copyId: 'copy' } },
  metadata: v === undefined ? {} : { v },
});

async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const each of events) read.push(each);
  return read;
}

describe('the log of the engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-event-log-'));
  const path = join(folder, 'events.db');
  const places = embeddedPlaces(folder);
  let kind: StoreKind;
  let log: EventLog;

  beforeAll(async () => {
    kind = await storeKind(places);
    log = await kind.openLog(systemClock, () => undefined);
    await log.events.append('campaign-1', [event()], { expected: 'noStream' });
    // As a later program would.
    const raw = openSqliteEventStore({ path, clock: systemClock });
    await raw.append('campaign-2', [event(2)], { expected: 'noStream' });
    await raw.close();
  });
  afterAll(async () => {
    await log.search.close();
    await log.events.close();
    rmSync(folder, { recursive: true });
  });

  it('is read through its door, also by threads', async () => {
    const reader = await kind.openLogReader(systemClock);
    for (const each of [log.events, reader]) {
      expect(await all(await each.readStream('campaign-1'))).toMatchObject([{ metadata: { v: 1 } }]);
      await expect(each.readStream('campaign-2').then(all)).rejects.toThrow(WrittenByLaterVersion);
    }
    await reader.close();
  });

  it('shows auditors what is stored, whoever wrote it', async () => {
    const stored = { type: 'CampaignDuplicated', data: { copyId: 'copy' }, metadata: { v: 2 } };
    expect(await all(await log.stored.readStream('campaign-2'))).toMatchObject([stored]);
    const search = { after: '', filter: {}, where: {}, limit: 10, budget: 10_000 };
    expect((await log.search.search(search)).events).toMatchObject([{ metadata: { v: 1 } }, stored]);
  });

  it('stops the thread of a projector before what a later program wrote, by name', async () => {
    let told: (facts: Readonly<Record<string, unknown>>) => void = () => undefined;
    const trouble = new Promise<Readonly<Record<string, unknown>>>((resolve) => (told = resolve));
    const threads = inThreads(places);
    const projector = new Projectors(threads, 1, systemClock, told, () => undefined);
    const poison = { type: 'CampaignDuplicated', stream: 'campaign-2' };
    const error = expect.stringMatching(/^WrittenByLaterVersion: .* version 2/) as string;
    expect(await trouble).toMatchObject({ ...poison, error, group: 'operational' });
    expect(projector.status('operational').poison).toMatchObject({ ...poison, error });
    await projector.stop();
  });
});
