import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, VirtualClock } from '@arauto/clock';
import { operationalProjections } from '@arauto/read-models/operational';
import {
  type LiftSuppressionCommand,
  personDecider,
  stream,
  type SuppressionCommand,
  suppressionDecider,
  type SuppressPersonCommand,
} from '@arauto/domain';
import { type EventStore, execute, START } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { identitiesToLookUp } from '@arauto/privacy';
import { openSqliteViewReader, openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { SuppressedPersons } from './suppressed-persons';

/** In these tests a person's key is the number itself. */
const identities = {
  otherReadings: (_: string, phones: readonly (string | null)[]) =>
    Promise.resolve(phones.map((phone) => (phone === null ? [] : identitiesToLookUp(phone).slice(1)))),
};
const person = (canonical: string) => ({ person: canonical, canonical });

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

  const id = { eventId: () => random.uuid() };
  const decide = (key: string, command: SuppressionCommand) =>
    execute(store, suppressionDecider, stream.suppression('sub-1', key), command, id);
  const said = { reason: 'asked', evidence: null };
  const stop = (key: string, over: Partial<SuppressPersonCommand> = {}) =>
    decide(key, {
      ...{ type: 'SuppressPerson', category: 'marketing', ref: null, source: 'api', at: '2026-03-02T12:00:00.000Z' },
      ...said,
      ...over,
    });
  const lift = (key: string, over: Partial<LiftSuppressionCommand> = {}) =>
    decide(key, {
      ...{ type: 'LiftSuppression', category: null, source: 'api', at: '2026-03-02T13:00:00.000Z', evidence: null },
      ...over,
    });
  const learn = (key: string, identity: string) =>
    execute(
      store,
      personDecider,
      stream.person(key),
      { type: 'LearnIdentity', subaccountId: 'sub-1', identity, ref: 'ref' },
      id,
    );

  /** The views as they are now; what is written afterwards they do not have. */
  async function viewed<Answer>(ask: (persons: SuppressedPersons) => Promise<Answer>): Promise<Answer> {
    const views = operationalProjections.map(({ view }) => view);
    const writer = openSqliteViewWriter({ folder, group: 'operational', views });
    for await (const event of store.readAll()) {
      for (const { handles, project } of operationalProjections) {
        if (handles.includes(event.type)) writer.gather(project(event));
      }
    }
    await writer.commit(START, await store.head());
    await writer.caughtUp();
    const reader = openSqliteViewReader({ folder, group: 'operational' });
    try {
      return await ask(new SuppressedPersons(store, reader, identities));
    } finally {
      await reader.close();
      await writer.close();
    }
  }

  const among = async (numbers: readonly string[], category = 'MARKETING', subaccountId = 'sub-1') =>
    viewed(async (persons) => [...(await persons.among(subaccountId, numbers.map(person), category))]);

  it('asks the view for whom to look up, and believes the log', async () => {
    await stop('everything', { category: 'all' });
    await stop('adverts');
    await stop('lifted-since', { category: 'all' });
    const numbers = ['everything', ...Array.from({ length: 1200 }, (_, n) => `nobody-${n}`), 'adverts', 'lifted-since'];
    await viewed(async (persons) => {
      await lift('lifted-since');
      const asked = numbers.map(person);
      expect([...(await persons.among('sub-1', asked, 'MARKETING'))]).toEqual(['everything', 'adverts']);
      expect([...(await persons.among('sub-1', asked, 'UTILITY'))]).toEqual(['everything']);
      expect([...(await persons.among('sub-2', asked, 'UTILITY'))]).toEqual([]);
    });
  });

  it.each([
    ['of the phone', 'phone', 'user-id'],
    ['of the user id', 'user-id', 'phone'],
  ])('finds what was said under a user id by the stream %s', async (_, one, other) => {
    await stop('user-id', { source: 'platform' });
    await learn(one, other);
    expect(await among(['phone', 'stranger'])).toEqual(['phone']);
  });

  it('follows a number that changed, and the user ids of both, however many steps', async () => {
    await stop('first-user-id', { source: 'word' });
    await learn('first-number', 'first-user-id');
    await learn('first-number', 'second-number');
    await learn('second-number', 'second-user-id');
    expect(await among(['second-number', 'first-number', 'other'])).toEqual(['second-number', 'first-number']);
  });

  it('believes the newest word, under whichever of the keys it was said', async () => {
    await learn('phone', 'user-id');
    await stop('phone', { source: 'platform', at: '2026-03-02T12:00:00.000Z' });
    await lift('user-id', { source: 'platform', category: 'marketing', at: '2026-03-02T11:00:00.000Z' });
    expect(await among(['phone'])).toEqual(['phone']);
  });

  it('frees who resumed later under the other key', async () => {
    await learn('phone', 'user-id');
    await stop('phone', { source: 'platform', at: '2026-03-02T12:00:00.000Z' });
    await lift('user-id', { source: 'platform', category: 'marketing', at: '2026-03-02T12:30:00.000Z' });
    expect(await among(['phone'])).toEqual([]);
  });

  it('finds whom a program that read numbers in an older way has suppressed', async () => {
    await stop('4901522817386');
    await stop('494930123456');
    expect(await among(['491522817386', '4930123456', '5511900001234'])).toEqual(['491522817386', '4930123456']);
  });
});
