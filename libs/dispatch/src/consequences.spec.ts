import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@arauto/clock';
import { stream } from '@arauto/domain';
import { causeOf, type EventStore, type JsonObject } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import type { ViewReader } from '@arauto/read-models';
import { Consequences } from './consequences';

const random = seededRandom(1);
let folder: string;
let store: EventStore;
let consequences: Consequences;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arauto-consequences-'));
  store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock });
  // A code of the campaign's own asks no view.
  const owners = { accountOf: (senderId: string) => Promise.resolve([senderId]) };
  const deps = { store, views: {} as ViewReader, clock: systemClock, random, owners };
  consequences = new Consequences(deps, (error) => {
    throw error;
  });
  const event = (type: string, data: JsonObject) => ({ id: random.uuid(), type, data, metadata: {} });
  const settings = { senderIds: ['s'] };
  await store.append(
    stream.campaign('c'),
    [
      event('CampaignCreated', { subaccountId: 'sub', number: 1, name: 'c', settings }),
      event('CampaignStarted', { settings, template: {}, startedAt: new Date(0).toISOString(), user: 'ana' }),
    ],
    { expected: 'noStream' },
  );
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const failure = {
  ...{ campaignId: 'c', contactKey: 'p', person: 'p', subaccountId: 'sub', senderId: 's', phoneRef: 'ref-of-p' },
  at: 0,
};

async function fail(times: number, code: string, afterAcceptance: boolean, exhausted = false): Promise<void> {
  for (let nth = 0; nth < times; nth++) await consequences.failed({ ...failure, code, afterAcceptance, exhausted });
}

async function pauses(): Promise<number> {
  let count = 0;
  for await (const { type } of await store.readStream(stream.campaign('c'))) if (type === 'CampaignPaused') count++;
  return count;
}

const isPaused = async () => (await pauses()) > 0;

it('goes on when one accepted message in a thousand fails with a code that pauses after its retries', async () => {
  await fail(19, '131053', true);
  consequences.arrived('c');
  await fail(19, '131053', true);
  expect(await isPaused()).toBe(false);
});

it('pauses when twenty accepted messages in a row fail so, whatever was accepted meanwhile', async () => {
  await fail(19, '131053', true);
  consequences.accepted('c');
  await fail(1, '131053', true);
  expect(await isPaused()).toBe(true);
});

it('pauses at once when the retries of such a refusal are used up', async () => {
  await fail(1, '131053', false, true);
  expect(await isPaused()).toBe(true);
});

it('pauses after so many refusals in a row as its campaign bears, whatever for, and counts anew from then on', async () => {
  const refuse = (code: string) =>
    consequences.failed({ ...failure, code, afterAcceptance: false, exhausted: false, mostInARow: 3 });
  for (const code of ['131026', '131000']) await refuse(code);
  consequences.accepted('c');
  for (const code of ['131026', '131000']) await refuse(code);
  expect(await isPaused()).toBe(false);
  await refuse('131053');
  expect(await pauses()).toBe(1);
  const resumed = { by: 'admin', removed: [], reasons: [] };
  const event = { id: random.uuid(), type: 'CampaignResumed', data: resumed, metadata: {} };
  await store.append(stream.campaign('c'), [event], { expected: 2 });
  for (const code of ['131026', '131000']) await refuse(code);
  expect(await pauses()).toBe(1);
});

it('does not pause for a call of before somebody resumed it', async () => {
  await fail(1, '132015', false);
  expect(await isPaused()).toBe(true);
  const resumed = { by: 'admin', removed: [], reasons: [] };
  await store.append(
    stream.campaign('c'),
    [{ id: random.uuid(), type: 'CampaignResumed', data: resumed, metadata: {} }],
    { expected: 2 },
  );
  for (const [afterResumes, count] of [
    [0, 1],
    [1, 2],
  ] as const) {
    await consequences.failed({ ...failure, code: '132015', afterAcceptance: false, exhausted: false, afterResumes });
    expect(await pauses()).toBe(count);
  }
});

it('says in its name, and of which campaign, that it paused', async () => {
  await fail(1, '131053', false, true);
  const causes = [];
  for await (const { type, metadata } of await store.readStream(stream.campaign('c'))) {
    if (type === 'CampaignPaused') causes.push(causeOf(metadata));
  }
  expect(causes).toEqual([{ actor: { id: 'guard', name: 'guard' }, correlationId: 'c' }]);
});

it('takes a person who stopped marketing at the platform off the list, with the instant and the phone, once', async () => {
  const at = Date.parse('2026-03-02T12:00:00.000Z');
  const told = { ...failure, at, code: '131050', afterAcceptance: true, exhausted: false };
  await consequences.failed(told);
  await consequences.failed(told);
  await consequences.failed({ ...told, at: at - 1000 });
  const events = [];
  for await (const { type, data } of await store.readStream(stream.suppression('sub', 'p')))
    events.push({ type, data });
  expect(events).toEqual([
    {
      type: 'PersonSuppressed',
      data: {
        ...{ category: 'marketing', source: 'platform', reason: 'error_131050', ref: 'ref-of-p' },
        ...{ evidence: 'contact-c.p', at: '2026-03-02T12:00:00.000Z', from: [], to: ['platform'] },
      },
    },
  ]);
});

it('names the stream of the test message that a person stopped marketing by', async () => {
  const test = { ...failure, contactKey: 'test-1', code: '131050', afterAcceptance: true, exhausted: false };
  await consequences.failed(test);
  for await (const { data } of await store.readStream(stream.suppression('sub', 'p'))) {
    expect(data['evidence']).toBe('contact-c.test-1');
  }
  expect((await store.readStream(stream.suppression('sub', 'p'))).exists).toBe(true);
});

it('takes the instant of a failure that is said to be in the future for now', async () => {
  await consequences.failed({ ...failure, at: 8e15, code: '131050', afterAcceptance: true, exhausted: false });
  for await (const { data } of await store.readStream(stream.suppression('sub', 'p'))) {
    expect(Date.parse(String(data['at']))).toBeLessThanOrEqual(Date.now());
  }
});
