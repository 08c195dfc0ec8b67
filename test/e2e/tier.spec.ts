import { until } from './api';
import { campaignUntil, type Summary, summaryOf } from './campaigns';
import { Setting } from './setting';
import { contacts, numberOf, phoneNumberIdOf, setStage, type Stage, startCampaign } from './stage';

/** 95 % of the limit of 250. */
const ALLOWED = 237;

describe('the messaging limit of a portfolio, with the simulator as judge', () => {
  let setting: Setting;
  let people = 0;

  beforeAll(async () => {
    const knobs = { portfolioLimit: true };
    setting = await Setting.make({ pace: 300, knobs, environment: { ARAUTO_UNKNOWN_GRACE: '1s' } });
  }, 60_000);

  afterAll(() => setting.end());

  const number = (n: number, portfolioId: string, messagingLimit?: string) =>
    setStage(setting.api, setting.simulator, {
      ...{ ...numberOf(n), subaccountId: setting.stage.subaccountId },
      ...{ portfolioId, pace: 300, ...(messagingLimit !== undefined && { messagingLimit }) },
    });

  /** Starts a campaign to people nobody has written to yet. */
  async function send(count: number, stage: Stage, more: Record<string, unknown> = {}): Promise<string> {
    const first = people;
    people += count;
    return startCampaign(setting.api, stage, contacts(count, first), more);
  }

  const isFull = ({ waiting }: Summary) => waiting?.code === 'tier_full';

  /** Different handsets that these campaigns called, answered or not. */
  async function called(...campaigns: readonly string[]): Promise<number> {
    const sends = await setting.truth.sends();
    const own = sends.filter(({ callbackData }) => campaigns.some((id) => callbackData?.includes(id)));
    return new Set(own.map(({ to }) => to)).size;
  }

  it('holds over a kill in the midst and a restart with nothing under way, for two numbers together', async () => {
    const one = await number(1, 'pf-limited', 'TIER_250');
    const two = await number(2, 'pf-limited', 'TIER_250');
    const first = await send(150, one);
    await until(
      () => setting.truth.metrics(),
      ({ requests }) => requests > 60,
      20_000,
      10,
    );
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, first, ({ status }) => status === 'completed', 40_000);
    await setting.kill();
    await setting.restart();
    const second = await send(50, two);
    await campaignUntil(setting.api, second, ({ status }) => status === 'completed', 20_000);
    const third = await send(200, one);
    const { waiting } = await campaignUntil(setting.api, third, isFull, 20_000);
    // Whoever was claimed and not called when the engine was killed has a place: nobody knows that nothing left.
    const { needsAttention } = await summaryOf(setting.api, first);
    // The last places are taken some moments before they are used.
    const people = await until(
      () => called(first, second, third),
      (count) => count >= ALLOWED - needsAttention,
      20_000,
    );
    expect(people).toBeLessThanOrEqual(ALLOWED);
    const frees = Date.parse((waiting as unknown as { until: string }).until) - Date.now();
    expect(frees).toBeGreaterThan(23.9 * 3600_000);
    expect(frees).toBeLessThanOrEqual(24 * 3600_000);
    const sender = await setting.api.get<{ tier: number; tierUsed: number; tierFreesAt: string }>(
      `/v1/senders/${two.senderId}`,
    );
    expect([sender.body.tier, sender.body.tierUsed]).toEqual([250, ALLOWED]);
    expect(Math.abs(Date.parse(sender.body.tierFreesAt) - Date.now() - frees)).toBeLessThan(60_000);
    // The platform has refused nothing of it, and restricted no number.
    await setting.truth.drained();
    for (const id of [first, second, third]) {
      expect((await summaryOf(setting.api, id)).counters).toMatchObject({ delivery_failed: 0, error: 0 });
    }
  }, 120_000);

  it('ends those without a place where the campaign is not to wait, and the report says why', async () => {
    const stage = await number(4, 'pf-impatient', 'TIER_250');
    const id = await send(300, stage, { whenTierIsFull: 'fail' });
    const { counters } = await campaignUntil(setting.api, id, ({ status }) => status === 'completed', 40_000);
    const reached = await called(id);
    expect(reached).toBeLessThanOrEqual(ALLOWED);
    expect(counters).toMatchObject({ error: 300 - reached, initial: 0, retry_scheduled: 0 });
    const day = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
    const query = new URLSearchParams({ ...day, campaign: id, status: 'tier_limit', total: 'exact' });
    const { body } = await setting.api.get<{ total: { value: number } }>(`/v1/reports/detailed?${query.toString()}`);
    expect(body.total.value).toBe(300 - reached);
  }, 60_000);

  it('is kept below by a number that warms up: over a kill, whoever finds no place waits, or ends and the report says why', async () => {
    const stage = await number(5, 'pf-warm');
    await setting.api.make(`/v1/senders/${stage.senderId}/warm-up`, { limits: [40, 80] });
    const patient = await send(60, stage);
    const isHeld = ({ waiting }: Summary) => waiting?.code === 'warm_up';
    await campaignUntil(setting.api, patient, isHeld, 20_000);
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, patient, isHeld, 20_000);
    const impatient = await send(10, stage, { whenWarmUpIsFull: 'fail' });
    const { status } = await campaignUntil(setting.api, impatient, (each) => each.status !== 'sending', 20_000);
    expect(status).toBe('failed');
    // Whoever was claimed when the engine was killed has a place, and perhaps no call.
    const reached = await called(patient, impatient);
    expect(reached).toBeLessThanOrEqual(40);
    expect(reached).toBeGreaterThan(30);
    const day = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
    const query = new URLSearchParams({ ...day, campaign: impatient, status: 'warm_up_blocked', total: 'exact' });
    const { body } = await setting.api.get<{ total: { value: number } }>(`/v1/reports/detailed?${query.toString()}`);
    expect(body.total.value).toBe(10);
  }, 60_000);

  it('that comes while a campaign is sent counts whom it has been sent to', async () => {
    const stage = await number(3, 'pf-unlimited');
    const first = await send(150, stage);
    await campaignUntil(setting.api, first, ({ status }) => status === 'completed', 20_000);
    const second = await send(600, stage);
    await until(
      () => called(second),
      (count) => count > 20,
      20_000,
      20,
    );
    await setting.simulator.control('POST', `/__sim/number/${phoneNumberIdOf(3)}/tier`, { tier: 'TIER_250' });
    const inProgress = ({ waiting, counters }: Summary) =>
      waiting?.code === 'tier_full' && counters['in_progress'] === 0;
    await campaignUntil(setting.api, second, inProgress, 30_000);
    const before = await called(first, second);
    // More only where they were on their way when the news came; and nobody after.
    expect(before).toBeGreaterThanOrEqual(ALLOWED);
    expect(before).toBeLessThan(600);
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, second, inProgress, 30_000);
    expect(await called(first, second)).toBe(before);
  }, 90_000);
});
