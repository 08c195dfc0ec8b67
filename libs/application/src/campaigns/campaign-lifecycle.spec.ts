import { instant } from '@arauto/clock';
import { campaignAggregate, campaignDecider, CANARY_SENT, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { RevisionConflict } from '../errors';
import { contactIdOf, number, makeCampaign, makeTenant, type Tenant, uploadRows } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CommandRunner } from '../use-case/command-runner';
import { CancelCampaign } from './cancel-campaign';
import { EditCampaign } from './edit-campaign';
import { GetCampaign } from './get-campaign';
import { GetTimeline } from './get-timeline';
import { PauseCampaign } from './pause-campaign';
import { ResumeCampaign } from './resume-campaign';
import { ScheduleCampaign } from './schedule-campaign';
import { StartCampaign } from './start-campaign';
import { UnscheduleCampaign } from './unschedule-campaign';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

const get = () => engine.ask(new GetCampaign(engine.query(), { campaignId }));

async function started() {
  await uploadRows(engine, tenant, campaignId, [{ phone: number(1) }, { phone: number(2) }]);
  return engine.run(new StartCampaign(engine.command(), { campaignId }));
}

it('goes through its life: made, scheduled, unscheduled, started, paused, resumed, canceled', async () => {
  expect(await get()).toMatchObject({
    status: 'draft',
    number: 1,
    name: 'Cobrança de março',
    contacts: 0,
    progress: 0,
  });
  await engine.run(
    new ScheduleCampaign(engine.command(), {
      campaignId,
      localTime: '2026-12-01T09:00',
      timeZone: 'America/Sao_Paulo',
    }),
  );
  expect(await get()).toMatchObject({
    status: 'scheduled',
    startsAt: '2026-12-01T12:00:00.000Z',
    waiting: { code: 'time_not_reached', until: '2026-12-01T12:00:00.000Z' },
  });
  await engine.run(new UnscheduleCampaign(engine.command(), { campaignId }));
  await started();
  expect(await get()).toMatchObject({
    status: 'sending',
    user: 'ana',
    contacts: 2,
    counters: { initial: 2, delivered: 0 },
    allowed: ['pause', 'cancel', 'duplicate'],
    pace: { limit: 80, lastMinute: 12.5 },
    waiting: null,
  });
  engine.floor.open = 3;
  const paused = await engine.run(new PauseCampaign(engine.command(), { campaignId, reason: 'wrong text' }));
  expect(paused.inFlight).toBe(3);
  expect(engine.floor.seenUpTo).toEqual([paused.position]);
  expect(await get()).toMatchObject({ status: 'paused', statusReason: 'wrong text', waiting: { code: 'paused' } });
  await engine.run(new ResumeCampaign(engine.command(), { campaignId }));

  let close: () => void = () => undefined;
  engine.floor.closed = new Promise((resolve) => (close = resolve));
  let answered = false;
  const closing = engine.run(new PauseCampaign(engine.command(), { campaignId }));
  void closing.then(() => (answered = true));
  while (engine.floor.seenUpTo.length < 2) await new Promise(setImmediate);
  await new Promise(setImmediate);
  // The pause is in the log, and is not answered while a gate is open: calls may still begin.
  expect([(await get()).status, answered]).toEqual(['paused', false]);
  engine.floor.open = 7;
  close();
  expect((await closing).inFlight).toBe(7);
  await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
  const canceled = await engine.run(new CancelCampaign(engine.command(), { campaignId }));
  expect(engine.floor.seenUpTo.at(-1)).toBe(canceled.position);
  expect(await get()).toMatchObject({ status: 'canceling', waiting: { code: 'canceling' } });

  const { items } = await engine.ask(new GetTimeline(engine.query(), { campaignId }));
  expect(items.map(({ type, status }) => [type, status])).toEqual([
    ['CampaignCreated', 'draft'],
    ['CampaignScheduled', 'scheduled'],
    ['CampaignUnscheduled', 'draft'],
    ['UploadOpened', null],
    ['UploadClosed', null],
    ['CampaignStarted', 'sending'],
    ['CampaignPaused', 'paused'],
    ['CampaignResumed', 'sending'],
    ['CampaignPaused', 'paused'],
    ['CampaignResumed', 'sending'],
    ['CampaignCancelRequested', 'canceling'],
  ]);
  expect(items[6]).toMatchObject({ by: 'admin', reason: 'wrong text', actor: { id: 'key-1', name: 'ana' } });
});

it('says who, why and by which request in the metadata of every event', async () => {
  const events = [];
  for await (const event of await engine.store.readStream(stream.campaign(campaignId))) events.push(event);
  expect(events.map(({ metadata }) => metadata)).toEqual([
    { v: 1, $correlationId: 'request-4', actor: { id: 'key-1', name: 'ana' }, source: 'api' },
  ]);
});

it.each([
  ['2020-01-01T09:00', 'UTC', 'in_the_past'],
  ['2026-02-31T09:00', 'UTC', 'invalid'],
  ['2026-03-29T02:30', 'Europe/Berlin', 'nonexistent'],
])('refuses to be scheduled at %s in %s: %s', async (localTime, timeZone, code) => {
  const schedule = new ScheduleCampaign(engine.command(), { campaignId, localTime, timeZone });
  await expect(engine.run(schedule)).rejects.toMatchObject({
    code: 'validation_failed',
    details: { errors: [{ code }] },
  });
});

it('schedules in the zone of the subaccount where nobody names another', async () => {
  await engine.run(new ScheduleCampaign(engine.command(), { campaignId, localTime: '2026-12-01T09:00' }));
  expect(await get()).toMatchObject({ startsAt: '2026-12-01T12:00:00.000Z' });
});

// It was the second or the first, by whether the engine was asked in winter or in summer.
it('starts at the first of two instants at which clocks show the time', async () => {
  const schedule = { campaignId, localTime: '2027-10-31T02:30', timeZone: 'Europe/Berlin' };
  await engine.run(new ScheduleCampaign(engine.command(), schedule));
  expect(await get()).toMatchObject({ startsAt: '2027-10-31T00:30:00.000Z' });
});

it('refuses a start that pre-flight refuses, and stays what it was', async () => {
  await expect(engine.run(new StartCampaign(engine.command(), { campaignId }))).rejects.toMatchObject({
    code: 'preflight_failed',
    details: { errors: [{ code: 'audience_empty' }] },
  });
  expect(await get()).toMatchObject({ status: 'draft' });
});

it('says status and what is allowed when it refuses', async () => {
  await expect(engine.run(new ResumeCampaign(engine.command(), { campaignId }))).rejects.toMatchObject({
    code: 'wrong_status',
    details: { currentStatus: 'draft', allowed: expect.arrayContaining(['start']) },
  });
});

it('adds nothing when the goal holds already', async () => {
  const { revision } = await started();
  const again = await engine.run(new StartCampaign(engine.command(), { campaignId }));
  expect(again.revision).toBe(revision);
  const paused = await engine.run(new PauseCampaign(engine.command(), { campaignId }));
  expect(await engine.run(new PauseCampaign(engine.command(), { campaignId }))).toEqual(paused);
});

it('changes only pace and retry policy while paused, and refuses the rest whole', async () => {
  await started();
  await engine.run(new PauseCampaign(engine.command(), { campaignId }));
  const both = { campaignId, name: 'Other', pace: { messagesPerSecond: 5 } };
  await expect(engine.run(new EditCampaign(engine.command(), both))).rejects.toMatchObject({ code: 'wrong_status' });
  await engine.run(
    new EditCampaign(engine.command(), {
      campaignId,
      pace: { messagesPerSecond: 5 },
      retryPolicy: { maxAttempts: 2 },
    }),
  );
  expect((await get()).settings).toMatchObject({
    pace: { messagesPerSecond: 5 },
    retryPolicy: { maxAttempts: 2, scale: 1, retryAfterAcceptance: [] },
  });
});

it('tells a caller with an old revision where it stands', async () => {
  const edit = (expectedRevision: number, name: string) =>
    engine.run(new EditCampaign(engine.command({ expectedRevision }), { campaignId, name }));
  await expect(edit(3, 'a')).rejects.toEqual(new RevisionConflict(3, 0));
  expect((await edit(0, 'a')).revision).toBe(1);
  await expect(edit(0, 'b')).rejects.toEqual(new RevisionConflict(0, 1));
});

it('does not exist for a key of another subaccount', async () => {
  const other = await makeTenant(engine, 'Outra');
  const stranger = principal({ id: 'key-2', subaccountIds: [other.subaccountId] });
  const command = engine.command({ principal: stranger, expectedRevision: 99 });
  for (const attempt of [
    () => engine.run(new PauseCampaign(command, { campaignId })),
    () => engine.run(new EditCampaign(command, { campaignId, name: 'mine' })),
    () => engine.run(new StartCampaign(command, { campaignId })),
    () => engine.ask(new GetCampaign(engine.query({ principal: stranger }), { campaignId })),
    () => engine.ask(new GetTimeline(engine.query({ principal: stranger }), { campaignId })),
    () => engine.run(new CancelCampaign(engine.command(), { campaignId: 'unknown' })),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
});

it('waits for an upload before it starts', async () => {
  await started();
  const other = await makeCampaign(engine, tenant);
  const name = stream.campaign(other);
  const data = { uploadId: 'u', source: 'csv' };
  const event = { id: engine.random.uuid(), type: 'UploadOpened', data, metadata: { v: 1 } };
  await engine.store.append(name, [event], { expected: 0 });
  await expect(engine.run(new StartCampaign(engine.command(), { campaignId: other }))).rejects.toMatchObject({
    code: 'upload_open',
  });
});

it('starts with a canary of the least keys, which ends when somebody resumes it', async () => {
  const rows = Array.from({ length: 6 }, (_, n) => ({ phone: number(n + 1) }));
  await uploadRows(engine, tenant, campaignId, rows);
  const tooMany = new StartCampaign(engine.command(), { campaignId, canary: 6 });
  await expect(engine.run(tooMany)).rejects.toMatchObject({
    code: 'validation_failed',
    details: { errors: [{ path: 'canary', code: 'out_of_range' }] },
  });
  await engine.run(new StartCampaign(engine.command(), { campaignId, canary: 2 }));
  expect(await get()).toMatchObject({ status: 'sending', canary: 2 });
  // Started already: whatever it is asked with.
  await engine.run(new StartCampaign(engine.command(), { campaignId, canary: 6 }));
  const keys = await Promise.all(rows.map(({ phone }) => contactIdOf(engine, tenant, phone)));
  const { state } = await engine.module.get(CommandRunner).load(campaignAggregate, campaignId);
  expect(state).toMatchObject({ canary: { contacts: 2, upTo: keys.sort()[1] } });
  await engine.run(new PauseCampaign(engine.command(), { campaignId }));
  await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
  expect(await get()).toMatchObject({ status: 'sending', canary: 2 });
  const sent = { type: 'PauseCampaign', by: 'system', reason: CANARY_SENT, remedy: 'Look.' } as const;
  await execute(engine.store, campaignDecider, stream.campaign(campaignId), sent, {
    ...{ eventId: () => engine.random.uuid(), metadata: { v: 1 } },
  });
  expect(await get()).toMatchObject({ status: 'paused', canary: 2, remedy: 'Look.' });
  await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
  expect(await get()).toMatchObject({ status: 'sending', canary: null });
});

it('says that reports are waited for, and until when, once everybody has been sent to', async () => {
  await started();
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  const [first, second] = await Promise.all([1, 2].map((n) => contactIdOf(engine, tenant, number(n))));
  await sending.attempt(first!);
  await sending.accept(first!);
  expect((await get()).waiting).toBeNull();
  await engine.clock.advance(60_000);
  await sending.attempt(second!);
  await sending.accept(second!);
  const until = instant(engine.clock.now() + 259_200_000);
  expect((await get()).waiting).toMatchObject({ code: 'waiting_for_reports', until });
  await sending.deliver(first!);
  expect((await get()).waiting!.text).toContain('waited for: 1.');
  await sending.deliver(second!);
  expect((await get()).waiting).toBeNull();
});
