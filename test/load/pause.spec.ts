import { until } from '../e2e/api';
import { campaignUntil, summaryOf } from '../e2e/campaigns';
import { Setting, type SettingOptions } from '../e2e/setting';
import { campaignBody, contacts, uploadContacts } from '../e2e/stage';
import { pauseAgainAndAgain } from './pause-run';

/** P3: no call starts later than this after the commit of the pause, milliseconds. */
const BOUND = 500;
/** A call that was written before the gate closed may be that long on its way into the provider's journal, milliseconds. */
const ON_THE_WAY = 250;

describe('the pause bound', () => {
  it('lets no call through later than 500 ms after the commit, answers when the gate is closed, and goes on when resumed', async () => {
    // A pace that two cores keep beside other tests: the provider's stamps are late where it lags behind.
    const { pauses, doubles } = await pauseAgainAndAgain({ pauses: 5, pace: 300, seed: 1, say: () => undefined });
    expect(pauses).toHaveLength(5);
    expect(doubles).toBe(0);
    for (const { late, answered, overdue, inFlight, least, rate, resumed } of pauses) {
      expect(late).toBeLessThanOrEqual(BOUND);
      expect(answered).toBeLessThanOrEqual(4 * BOUND);
      expect(overdue).toBeLessThanOrEqual(ON_THE_WAY);
      // While answers come in, no more is known from outside; the exact number is asserted below.
      expect(inFlight).toBeGreaterThanOrEqual(least);
      // It was sending when it was paused.
      expect(rate).toBeGreaterThan(50);
      expect(Number.isFinite(resumed)).toBe(true);
    }
  }, 120_000);
});

describe('the answer to a pause', () => {
  let setting: Setting;
  let campaignId: string;

  afterEach(() => setting.end());

  async function sending(count: number, options: SettingOptions): Promise<void> {
    setting = await Setting.make(options);
    const { api, stage } = setting;
    campaignId = (await api.make('/v1/campaigns', campaignBody(stage))).id;
    await uploadContacts(api, campaignId, contacts(count));
    await api.make(`/v1/campaigns/${campaignId}/start`);
  }

  const sends = () => setting.truth.sends();
  const answerAfter = (ms: number) =>
    setting.simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: ms, responseP99Ms: ms });

  async function pause(): Promise<number> {
    const { status, body } = await setting.api.post<{ inFlight: number }>(`/v1/campaigns/${campaignId}/pause`);
    expect(status).toBe(200);
    return body.inFlight;
  }

  it('says how many calls have no answer: all that reached the provider, and no claim that did not get so far', async () => {
    // The provider holds every answer for longer than the test looks.
    const held = { responseMedianMs: 9000, responseP99Ms: 9000 };
    await sending(400, { pace: 500, knobs: held });
    await until(sends, (calls) => calls.length >= 100, 30_000, 2);
    const inFlight = await pause();
    await moments(BOUND + ON_THE_WAY);
    const calls = await sends();
    expect(calls.filter(({ status }) => status === null)).toHaveLength(calls.length);
    expect(inFlight).toBe(calls.length);
    // Claims that were ahead of their calls were withdrawn.
    const { counters } = await summaryOf(setting.api, campaignId);
    expect([counters['in_progress'], counters['initial']]).toEqual([calls.length, 400 - calls.length]);
  }, 60_000);

  it('counts no call that was answered', async () => {
    await sending(80, { pace: 50, knobs: { responseMedianMs: 9000, responseP99Ms: 9000 } });
    await until(sends, (calls) => calls.length >= 20, 30_000, 5);
    await answerAfter(0);
    await until(sends, (calls) => calls.length === 80, 30_000, 20);
    const held = (await sends()).filter(({ status }) => status === null).length;
    await campaignUntil(setting.api, campaignId, ({ counters }) => counters['read'] === 80 - held);
    expect(await pause()).toBe(held);
    expect(held).toBeGreaterThanOrEqual(20);
    expect(held).toBeLessThan(80);
  }, 60_000);

  it('says 0 where every call was answered, and no further one begins', async () => {
    await sending(20, { pace: 1 });
    await campaignUntil(setting.api, campaignId, ({ counters }) => counters['read']! >= 1);
    expect(await pause()).toBe(0);
    const before = (await sends()).length;
    // One a second: without the gate there would be a next one by then.
    await moments(1500);
    expect((await sends()).length).toBe(before);
    await setting.api.make(`/v1/campaigns/${campaignId}/resume`);
    await until(sends, (calls) => calls.length > before, 10_000, 20);
  }, 60_000);
});

/** Watches for a while: that nothing comes has no event to wait for. */
function moments(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
