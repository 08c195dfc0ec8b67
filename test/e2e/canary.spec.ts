import { people } from '../reports/people';
import { campaignUntil } from './campaigns';
import { Setting } from './setting';
import { draftCampaign, numberOf, setStage } from './stage';

describe('a campaign with a canary', () => {
  let setting: Setting;

  beforeAll(async () => {
    setting = await Setting.make({ pace: 300 });
  }, 60_000);

  afterAll(() => setting.end());

  it('sends to so many of its numbers’ persons, pauses over a kill, and goes on with all others', async () => {
    const { api, simulator, stage, truth } = setting;
    const second = await setStage(api, simulator, { subaccountId: stage.subaccountId, pace: 300, ...numberOf(1) });
    const senderIds = [stage.senderId, second.senderId];
    const id = await draftCampaign(api, stage, people(300, 0, ['BR', 'MX', 'AR']), { senderIds });
    const refused = await api.post<{ errors: { path: string }[] }>(`/v1/campaigns/${id}/start`, { canary: 300 });
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([400, ['canary']]);
    await api.make(`/v1/campaigns/${id}/start`, { canary: 30 });
    const { statusReason, remedy } = await campaignUntil(api, id, ({ status }) => status === 'paused');
    expect([statusReason, remedy]).toEqual(['canary_sent', expect.stringContaining('The first 30 contacts')]);
    const sends = await truth.sends();
    expect(sends).toHaveLength(30);
    expect(new Set(sends.map(({ path }) => path)).size).toBe(2);
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, id, ({ status }) => status === 'paused');
    await setting.api.make(`/v1/campaigns/${id}/resume`);
    await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
    expect(await truth.summary()).toMatchObject({ messages: 300, distinct: 300, doubles: 0 });
  }, 90_000);
});
