import { instant } from '@arauto/clock';
import { campaignUntil, type Summary } from './campaigns';
import { people } from '../reports/people';
import { Setting } from './setting';
import { contacts, draftCampaign, startCampaign } from './stage';

const HOUR = 3_600_000;

/** As clocks at UTC show it, some hours from now. */
const shown = (hours: number) => instant(Date.now() + hours * HOUR).slice(11, 16);

describe('a campaign with a send window', () => {
  let setting: Setting;

  beforeAll(async () => {
    setting = await Setting.make({ pace: 300 });
  }, 60_000);

  afterAll(() => setting.end());

  const isClosed = ({ waiting }: Summary) => waiting?.code === 'outside_window';

  it('sends nothing outside of it, over a kill, a pause and a resume, and says until when', async () => {
    const { api, stage, truth } = setting;
    const sendWindow = { from: shown(2), to: shown(3) };
    const id = await startCampaign(api, stage, contacts(20), { sendWindow, timeZone: 'UTC' });
    const { waiting } = await campaignUntil(api, id, isClosed, 20_000);
    expect(waiting!.until).toBe(`${instant(Date.now() + 2 * HOUR).slice(0, 16)}:00.000Z`);
    await setting.kill();
    await setting.restart();
    await campaignUntil(api, id, isClosed, 20_000);
    await api.post(`/v1/campaigns/${id}/pause`);
    await api.post(`/v1/campaigns/${id}/resume`);
    await campaignUntil(api, id, isClosed, 20_000);
    expect(await truth.sends()).toEqual([]);
  }, 60_000);

  it('by the clocks of each contact passes over thousands for whom it is not the hour, says so before, and sends to the others', async () => {
    const { api, stage, truth } = setting;
    const before = (await truth.sends()).length;
    // From an hour before what clocks show in Argentina; those of Mexico are two to five hours behind, and all show it for an hour only.
    const sendWindow = { from: shown(-4), to: shown(0), zone: 'contact' };
    const rows = [...people(2500, 0, ['MX']), ...people(300, 20_000, ['AR'])];
    const id = await draftCampaign(api, stage, rows, { sendWindow, timeZone: 'UTC' });
    const preflight = await api.get<{ warnings: { code: string; message: string }[]; duration: { seconds: number } }>(
      `/v1/campaigns/${id}/preflight`,
    );
    expect(preflight.body.warnings.map(({ code }) => code)).toContain('outside_window');
    expect(preflight.body.warnings.map(({ message }) => message).join(' ')).toMatch(/MX/);
    expect(preflight.body.duration.seconds).toBeGreaterThan(3600);
    await api.make(`/v1/campaigns/${id}/start`);
    // It is said as soon as nobody is left to be begun; the last of the others may still be under way.
    const isHeld = (campaign: Summary) => isClosed(campaign) && campaign.counters['initial'] === 2500;
    await campaignUntil(api, id, isHeld, 30_000);
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, id, isClosed, 30_000);
    expect(await truth.sends()).toHaveLength(before + 300);
    await setting.api.post(`/v1/campaigns/${id}/cancel`);
  }, 90_000);

  it('sends within it, also over midnight and on the days it says', async () => {
    const { api, stage, truth } = setting;
    const before = (await truth.sends()).length;
    const sendWindow = { from: shown(-12), to: shown(11) };
    const id = await startCampaign(api, stage, contacts(20, 100), { sendWindow, timeZone: 'UTC' });
    await campaignUntil(api, id, ({ status }) => status === 'completed', 20_000);
    expect(await truth.sends()).toHaveLength(before + 20);
  }, 60_000);
});
