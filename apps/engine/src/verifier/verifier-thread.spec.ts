import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { embeddedPlaces } from '../../../../config/store-places';
import { inThreads } from '../projector/projector-thread';
import { Projectors } from '../projector/projectors';
import { VerifierThread } from './verifier-thread';

const AT = '2026-01-05T12:00:00.000Z';

describe('the thread of a recount', () => {
  const random = seededRandom('verifier');
  const views = mkdtempSync(join(tmpdir(), 'arauto-verifier-'));
  const places = embeddedPlaces(views);
  const log = join(views, 'events.db');
  const never = new AbortController().signal;
  let store: EventStore;
  let projector: Projectors;
  let verifier: VerifierThread;

  beforeAll(async () => {
    store = openSqliteEventStore({ path: log, clock: systemClock });
    for (const contact of ['a', 'b', 'c']) {
      const to = { state: 'initial', open: false, needsAttention: false };
      const facts = { subaccountId: 'sub-1', ref: 'up-1.000000001', uploadId: 'up-1', row: 1, dueAt: AT };
      // The last one says that it has settled, which it has not.
      const data = { ...facts, from: null, to, ...(contact === 'c' && { settles: true }) };
      const event = { id: random.uuid(), type: 'ContactUploaded', data, metadata: { v: 1 } };
      await store.append(`contact-one.${contact}`, [event], { expected: 'noStream' });
    }
    projector = new Projectors(
      inThreads(places),
      1,
      systemClock,
      () => undefined,
      () => undefined,
    );
    await projector.ready;
    verifier = new VerifierThread(places);
  });

  afterAll(async () => {
    await verifier.stop();
    await projector.stop();
    await store.close();
    rmSync(views, { recursive: true });
  });

  it('recounts with readers of its own, one after the other', async () => {
    const reports = await Promise.all([verifier.verify(['one'], never), verifier.verify(null, never)]);
    for (const report of reports) {
      expect(report).toMatchObject({ ok: false, events: 3 });
      expect(report.differences.map(({ view, field }) => [view, field])).toEqual([
        ['log', '0 ContactUploaded: settles'],
        ['campaign-counters', 'settled'],
      ]);
    }
  });

  it('ends when its asker is gone, and when the engine stops; who waits behind it ends too', async () => {
    await projector.stop();
    const event = { id: random.uuid(), type: 'CampaignCreated', data: {}, metadata: { v: 1 } };
    await store.append('campaign-one', [event], { expected: 'noStream' });
    // Its views never get to where the log is: it waits for a minute.
    const asker = new AbortController();
    const first = verifier.verify(['one'], asker.signal);
    const second = verifier.verify(['one'], never);
    const third = verifier.verify(['one'], never);
    setImmediate(() => asker.abort(new Error('nobody looks')));
    await expect(first).rejects.toThrow('nobody looks');
    const ends = Promise.allSettled([second, third]);
    await verifier.stop();
    expect(await ends).toMatchObject([
      { status: 'rejected', reason: { message: 'the engine stops' } },
      { status: 'rejected', reason: { message: 'the engine stops' } },
    ]);
  });
});
