import { nextSecond, until } from './api';
import { campaignEvents, campaignUntil, contactsOf, summaryOf } from './campaigns';
import { Setting } from './setting';
import { contacts, CREDENTIALS, PHONE_NUMBER_ID, startCampaign } from './stage';

describe('pauses by the system', () => {
  let setting: Setting;

  beforeEach(async () => {
    setting = await Setting.make({ pace: 100, environment: { ARAUTO_RETRY_SCALE: '0.02' } });
  }, 60_000);

  afterEach(() => setting.end());

  async function campaignOf(count: number): Promise<string> {
    const { api, stage } = setting;
    const id = await startCampaign(api, stage, contacts(count));
    await campaignUntil(api, id, ({ settled }) => settled > 0);
    return id;
  }

  async function useToken(accessToken: string): Promise<void> {
    const path = `/v1/senders/${setting.stage.senderId}`;
    const edited = await setting.api.call('PATCH', path, { credentials: { ...CREDENTIALS, accessToken } });
    expect(edited.status).toBe(200);
  }

  it('says which and how to mend it when the token is refused, and goes on where it was', async () => {
    const { api, stage, truth } = setting;
    const count = 400;
    const id = await campaignOf(count);
    await useToken('expired-token');
    const paused = await campaignUntil(api, id, ({ status }) => status === 'paused');
    expect(paused.statusReason).toBe('error_190');
    expect(paused.remedy).toMatch(/token/i);
    const sender = await api.get<{ status: string }>(`/v1/senders/${stage.senderId}`);
    expect(sender.body.status).toBe('paused');
    const pause = (await campaignEvents(api, id)).find(({ type }) => type === 'CampaignPaused');
    expect(pause?.data).toMatchObject({ by: 'system', reason: 'error_190' });

    await useToken(CREDENTIALS.accessToken);
    const resumed = await api.post(`/v1/senders/${stage.senderId}/resume`);
    expect(resumed.status).toBe(200);
    await api.post(`/v1/campaigns/${id}/resume`);
    const { counters } = await campaignUntil(api, id, ({ status }) => status === 'completed');
    await truth.drained();
    expect(counters['error']).toBe(0);
    await campaignUntil(api, id, (now) => now.counters['read'] === count);
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
    expect((await contactsOf(api, id)).filter(({ attempts }) => attempts > 1)).toEqual([]);
  }, 90_000);

  it('pauses what uses a template that the platform paused, and goes on once it is approved again', async () => {
    const { api, simulator, stage, truth } = setting;
    const count = 400;
    const id = await campaignOf(count);
    await simulator.control('POST', '/__sim/template/aviso_de_fatura/pause', {});
    const paused = await campaignUntil(api, id, ({ status }) => status === 'paused');
    expect(paused.statusReason).toMatch(/template_paused|error_132015/);
    expect(paused.remedy).toMatch(/template/i);
    const { body } = await api.get<{ status: string }>(`/v1/templates/${stage.templateId}`);
    expect(body.status).toBe('paused');
    await nextSecond();
    await simulator.control('POST', '/__sim/template/aviso_de_fatura/approve', {});
    await campaignUntil(api, id, () => true);
    const resumed = await api.post(`/v1/campaigns/${id}/resume`);
    expect(resumed.status).toBe(200);
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    await truth.drained();
    await campaignUntil(api, id, ({ counters }) => counters['read'] === count);
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
    expect((await summaryOf(api, id)).settled).toBe(count);
  }, 90_000);

  it('frees a number whose account is given back, and lets a person resume the campaign', async () => {
    const { api, simulator, stage, truth } = setting;
    const count = 400;
    const id = await campaignOf(count);
    const restrict = (body: object) => simulator.control('POST', `/__sim/number/${PHONE_NUMBER_ID}/restrict`, body);
    const senderIs = (status: string) =>
      until(
        () => api.get<{ status: string; statusReason: string | null }>(`/v1/senders/${stage.senderId}`),
        ({ body }) => body.status === status,
      );
    await restrict({ code: 131031 });
    const paused = await senderIs('paused');
    expect(paused.body.statusReason).toMatch(/error_disabled_update|error_131031/);
    await campaignUntil(api, id, ({ status }) => status === 'paused');
    await truth.drained();
    await nextSecond();
    await restrict({ lifted: true });
    expect((await senderIs('connected')).body.statusReason).toBeNull();
    expect((await summaryOf(api, id)).status).toBe('paused');
    expect((await api.post(`/v1/campaigns/${id}/resume`)).status).toBe(200);
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    await truth.drained();
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
  }, 90_000);
});
