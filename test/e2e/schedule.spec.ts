import { campaignEvents, campaignUntil, summaryOf } from './campaigns';
import { Setting } from './setting';
import { contacts, draftCampaign } from './stage';

describe('a scheduled campaign', () => {
  let setting: Setting;

  beforeAll(async () => {
    setting = await Setting.make();
  }, 60_000);

  afterAll(() => setting.end());

  async function draft(first: number): Promise<string> {
    const { api, stage } = setting;
    return draftCampaign(api, stage, contacts(20, first));
  }

  /** `seconds` from now, in whole seconds, as the API takes it. */
  async function schedule(id: string, seconds: number): Promise<number> {
    const at = Math.ceil((Date.now() + seconds * 1000) / 1000) * 1000;
    const localTime = new Date(at).toISOString().slice(0, 19);
    await setting.api.make(`/v1/campaigns/${id}/schedule`, { localTime, timeZone: 'UTC' });
    return at;
  }

  async function startOf(id: string): Promise<number> {
    await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
    const started = (await campaignEvents(setting.api, id)).filter(({ type }) => type === 'CampaignStarted');
    expect(started).toHaveLength(1);
    return Date.parse(started[0]!.at);
  }

  it('starts at its time and not before', async () => {
    const id = await draft(0);
    const at = await schedule(id, 1);
    expect((await summaryOf(setting.api, id)).status).toBe('scheduled');
    const started = await startOf(id);
    expect(started).toBeGreaterThanOrEqual(at);
    expect(started).toBeLessThan(at + 2000);
  }, 30_000);

  it('starts at the later time when it is rescheduled, and at none when it is unscheduled', async () => {
    const [rescheduled, unscheduled] = [await draft(100), await draft(200)];
    await schedule(rescheduled, 1);
    await schedule(unscheduled, 1);
    const later = await schedule(rescheduled, 4);
    await setting.api.make(`/v1/campaigns/${unscheduled}/unschedule`);
    expect(await startOf(rescheduled)).toBeGreaterThanOrEqual(later);
    expect((await summaryOf(setting.api, unscheduled)).status).toBe('draft');
  }, 30_000);

  it('starts by itself after the engine was away at its time', async () => {
    const id = await draft(300);
    const at = await schedule(id, 1);
    await setting.kill();
    await setting.restart();
    expect(await startOf(id)).toBeGreaterThanOrEqual(at);
  }, 30_000);
});
