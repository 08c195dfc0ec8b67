import { until } from './api';
import { campaignUntil, verify } from './campaigns';
import { Setting } from './setting';
import { campaignBody, contacts, uploadContacts } from './stage';

/** Longer than call-by limit, time-out and grace together, milliseconds. */
const ASLEEP = 15_000;

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
    const { id } = await api.make('/v1/campaigns', campaignBody(stage));
    await uploadContacts(api, id, contacts(count));
    await api.make(`/v1/campaigns/${id}/start`);
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
