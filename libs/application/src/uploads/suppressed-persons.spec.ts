import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, VirtualClock } from '@arauto/clock';
import { operationalProjections, suppressionsView } from '@arauto/read-models/operational';
import { stream, type SuppressionCommand, suppressionDecider } from '@arauto/domain';
import { type EventStore, execute, START } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteViewReader, openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { SuppressedPersons } from './suppressed-persons';

describe('who must not be messaged', () => {
  const random = seededRandom('suppressed');
  let folder: string;
  let store: EventStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arauto-suppressed-'));
    store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: new VirtualClock() });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const decide = (person: string, command: SuppressionCommand) =>
    execute(store, suppressionDecider, stream.suppression('sub-1', person), command, { eventId: () => random.uuid() });
  const suppress = (person: string, category: 'all' | 'marketing') =>
    decide(person, { type: 'SuppressPerson', category, ref: null, source: 'api', reason: 'asked', evidence: null });
  const lift = (person: string) => decide(person, { type: 'LiftSuppression', category: 'all', source: 'api' });

  it('asks the view for whom to look up, and believes the log', async () => {
    await suppress('everything', 'all');
    await suppress('adverts', 'marketing');
    await suppress('lifted-since', 'all');
    const writer = openSqliteViewWriter({
      folder,
      group: 'operational',
      views: operationalProjections.map(({ view }) => view),
    });
    const suppressions = operationalProjections.find(({ view }) => view === suppressionsView)!;
    const changes = [];
    for await (const event of store.readAll()) changes.push(...suppressions.project(event));
    await writer.commit('operational', START, await store.head(), changes);
    await writer.caughtUp('operational');
    const views = openSqliteViewReader({ folder, group: 'operational' });
    await lift('lifted-since');
    const persons = ['everything', ...Array.from({ length: 1200 }, (_, n) => `nobody-${n}`), 'adverts', 'lifted-since'];
    const suppressed = new SuppressedPersons(store, views);
    expect([...(await suppressed.among('sub-1', persons, 'MARKETING'))]).toEqual(['everything', 'adverts']);
    expect([...(await suppressed.among('sub-1', persons, 'UTILITY'))]).toEqual(['everything']);
    expect([...(await suppressed.among('sub-2', persons, 'UTILITY'))]).toEqual([]);
    await views.close();
    await writer.close();
  });
});
