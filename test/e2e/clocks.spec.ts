import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './api';
import { campaignUntil, verify } from './campaigns';
import { Setting } from './setting';
import { contacts, draftCampaign, startCampaign } from './stage';

/** Longer than call-by limit, time-out and grace together, milliseconds. */
const ASLEEP = 15_000;

/** Sets the wall clock of a process back by a day when it is told to. */
const CLOCK = `
const now = Date.now;
let by = 0;
Date.now = () => now() + by;
process.on('SIGUSR2', () => (by -= 86_400_000));
`;

describe('an engine whose clock is set back by a day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-clock-'));
  let setting: Setting;

  afterAll(async () => {
    await setting.end();
    rmSync(folder, { recursive: true });
  });

  it('goes on with first attempts, before and after the start', async () => {
    const preload = join(folder, 'clock.cjs');
    writeFileSync(preload, CLOCK);
    setting = await Setting.make({ pace: 50, environment: { NODE_OPTIONS: `--require ${preload}` } });
    const { api, stage, truth } = setting;
    const count = 200;
    const id = await draftCampaign(api, stage, contacts(count));
    setting.engine.process.kill('SIGUSR2');
    await api.make(`/v1/campaigns/${id}/start`);
    await until(
      () => truth.sends(),
      (sends) => sends.length >= 50,
      20_000,
    );
    setting.engine.process.kill('SIGUSR2');
    const done = await campaignUntil(api, id, ({ status }) => status === 'completed', 20_000);
    expect(done.needsAttention).toBe(0);
    await truth.drained();
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
  }, 90_000);
});

describe('an engine that stands still for longer than every time-out', () => {
  let setting: Setting;

  afterEach(() => setting.end());

  it('asks nobody about contacts that were not sent, and takes the answers that came meanwhile', async () => {
    setting = await Setting.make({
      pace: 100,
      environment: { ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_RETRY_SCALE: '0.05' },
      knobs: { responseMedianMs: 1500, responseP99Ms: 1500 },
    });
    const { api, stage, truth } = setting;
    const count = 400;
    const id = await startCampaign(api, stage, contacts(count));
    await until(
      () => truth.sends(),
      (sends) => sends.length >= 100,
      30_000,
      5,
    );
    setting.engine.process.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, ASLEEP));
    const calls = await truth.sends();
    expect(calls.filter(({ status }) => status !== null).length).toBe(calls.length);
    setting.engine.process.kill('SIGCONT');
    const done = await campaignUntil(api, id, ({ status }) => status === 'completed');
    expect(done.needsAttention).toBe(0);
    await truth.drained();
    const unknown = await api.get<{ items: unknown[] }>('/v1/events?type=SendOutcomeUnknown');
    expect([unknown.status, unknown.body.items]).toEqual([200, []]);
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
    expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
  }, 120_000);
});
