import { until } from './api';
import { campaignEvents, campaignUntil, contactsOf, type Summary, verify } from './campaigns';
import { Setting } from './setting';
import { contacts, draftCampaign, startCampaign } from './stage';

describe('canceling a campaign while it is sent', () => {
  let setting: Setting;

  beforeAll(async () => {
    const knobs = { responseMedianMs: 20, responseP99Ms: 80 };
    // The attempts open at the kill are waited for: their outcome is unknown after this.
    const environment = { ARAUTO_UNKNOWN_GRACE: '1s' };
    setting = await Setting.make({ pace: 300, knobs, environment });
  }, 60_000);

  afterAll(() => setting.end());

  it('ends every unsent contact, also when the engine is killed half-way, and sends nothing after', async () => {
    const { api, stage, truth } = setting;
    const count = 4000;
    const id = await startCampaign(api, stage, contacts(count));
    await until(
      () => truth.metrics(),
      ({ requests }) => requests > 400,
      60_000,
      10,
    );
    await api.make(`/v1/campaigns/${id}/cancel`);
    await setting.kill();
    const killed = Date.now();
    await setting.restart();
    const campaign = await campaignUntil(setting.api, id, ({ status }) => status === 'canceled', 40_000);
    const { counters } = campaign;
    await truth.drained();
    const sent = (await truth.sends()).length;
    expect(counters['initial']).toBe(0);
    expect(counters['retry_scheduled']).toBe(0);
    expect(counters['canceled_by_admin']).toBeGreaterThan(count / 2);
    expect(Object.values(counters).reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(await truth.sends(killed)).toEqual([]);
    const ended = await contactsOf(setting.api, id, '&state=canceled_by_admin');
    const seen = new Set((await truth.sends()).map(({ to }) => to));
    expect(ended.filter(({ phone }) => seen.has(phone))).toEqual([]);
    expect(ended.length + sent).toBeLessThanOrEqual(count);
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
    expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
  }, 90_000);

  it('schedules no retry of what fails after acceptance once it is canceled', async () => {
    const { api, simulator, stage } = setting;
    await simulator.control('PATCH', '/__sim/knobs', { sentMedianMs: 1500, sentP99Ms: 3000 });
    const retryPolicy = { retryAfterAcceptance: ['131049'] };
    const count = 40;
    // These numbers fail with 131049.
    const rows = Array.from({ length: count }, (_, n) => ({ phone: `+551190${String(n).padStart(3, '0')}0002` }));
    const id = await startCampaign(api, stage, rows, { retryPolicy });
    await campaignUntil(api, id, ({ milestones }) => milestones['accepted'] === count, 20_000);
    await api.make(`/v1/campaigns/${id}/cancel`);
    const isOver = ({ status, settled }: Summary) => status === 'canceled' && settled === count;
    const { counters } = await campaignUntil(api, id, isOver, 20_000);
    await simulator.control('PATCH', '/__sim/knobs', { sentMedianMs: 0, sentP99Ms: 0 });
    expect(counters['retry_scheduled']).toBe(0);
    // Some may have failed, and waited to be sent again, before the cancel.
    expect(counters['delivery_failed']).toBeGreaterThan(count / 2);
    expect(counters['delivery_failed']! + counters['canceled_by_admin']!).toBe(count);
    expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
  }, 60_000);

  it('takes two starts, two pauses and two cancels at once for one of each', async () => {
    const { api, stage } = setting;
    const id = await draftCampaign(api, stage, contacts(1000, 20_000));
    const twice = async (command: string) => {
      const replies = await Promise.all([1, 2].map(() => api.post(`/v1/campaigns/${id}/${command}`)));
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    };
    await twice('start');
    await twice('pause');
    await twice('resume');
    await twice('cancel');
    await campaignUntil(api, id, ({ status }) => status === 'canceled');
    const types = (await campaignEvents(api, id)).map(({ type }) => type);
    expect(types.slice(-5)).toEqual([
      'CampaignStarted',
      'CampaignPaused',
      'CampaignResumed',
      'CampaignCancelRequested',
      'CampaignCanceled',
    ]);
    expect(await verify(api, id)).toMatchObject({ ok: true });
  }, 60_000);
});
