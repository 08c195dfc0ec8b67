import { until } from './api';
import { campaignUntil, contactsOf, summaryOf, verify } from './campaigns';
import { Setting } from './setting';
import { contacts, startCampaign } from './stage';
import { attemptOf } from './truth';

const RECEIVED: ReadonlySet<string> = new Set(['delivered', 'read']);

describe('the hostile scenario', () => {
  let setting: Setting;

  beforeAll(async () => {
    const speed = 100_000;
    const knobs = { responseMedianMs: 20 * speed, responseP99Ms: 200 * speed, replyP95Ms: 3_600_000, hangRate: 0 };
    const environment = { ARAUTO_UNKNOWN_GRACE: '2s', ARAUTO_HORIZON: '10s', ARAUTO_RETRY_SCALE: '0.05' };
    setting = await Setting.make({ scenario: 'hostile', speed, seed: 5, knobs, pace: 300, environment });
  }, 60_000);

  afterAll(() => setting.end());

  it('ends with the states that handsets know, whatever order and company the webhooks came in', async () => {
    const { api, stage, truth } = setting;
    const count = 2000;
    const id = await startCampaign(api, stage, contacts(count));
    await campaignUntil(api, id, ({ status }) => status === 'completed', 60_000);
    await truth.drained();
    const { webhooks } = await truth.metrics();
    expect(webhooks.refused).toBe(0);
    const received = new Set((await truth.ledger()).map(({ callbackData }) => attemptOf(callbackData)?.contactKey));
    await until(
      async () => {
        const rows = await contactsOf(api, id);
        return rows.filter(({ id: key, state }) => received.has(key) !== RECEIVED.has(state));
      },
      (wrong) => wrong.length === 0,
      20_000,
      500,
    );
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
    const { counters, milestones, contacts: all } = await summaryOf(api, id);
    expect(Object.values(counters).reduce((sum, each) => sum + each, 0)).toBe(all);
    expect(milestones['delivered']).toBe(received.size);
    expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
  }, 120_000);

  it('records what it could not match, strangers and malformed elements alike', async () => {
    const { api, stage } = setting;
    const { body } = await api.get<{ items: { stream: string; data: { reason?: string } }[] }>(
      `/v1/events?type=UnmatchedReceived&limit=500`,
    );
    expect(body.items.every(({ stream }) => stream.startsWith(`unmatched-${stage.senderId}.`))).toBe(true);
    const reasons = new Set(body.items.flatMap(({ data }) => data.reason ?? []));
    expect(reasons).toContain('unknown_message');
    expect(reasons).toContain('malformed');
  });
});
