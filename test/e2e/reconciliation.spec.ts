import { type Api, until } from './api';
import { contactsOf, summaryOf, verify } from './campaigns';
import { setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import { startCampaign } from './stage';

/** Nobody is told anything but by history: calls that are accepted have no answer, and statuses are lost. */
const SILENCE = { errorAfterAcceptRate: 1, lostRate: 1 };
const PATIENCE = 60_000;

const phone = (n: number) => `+551190077${n}`;
const rows = (...numbers: readonly number[]) =>
  numbers.map((n) => ({ phone: phone(n), name: `Pessoa ${n}`, parameters: { amount: '1' } }));

const attempted = (api: Api, campaignId: string) =>
  until(
    () => contactsOf(api, campaignId),
    (contacts) => contacts.every(({ attempts }) => attempts === 1),
    PATIENCE,
    50,
  );
/** Waits until so many of a campaign have an outcome that nobody knows. */
const flagged = (api: Api, campaignId: string, count: number) =>
  until(
    () => summaryOf(api, campaignId),
    ({ needsAttention }) => needsAttention === count,
    PATIENCE,
    100,
  );

describe('attempts of which nobody knows what became of them', () => {
  let setting: Setting;
  const knobs = (changes: object) => setting.simulator.control('PATCH', '/__sim/knobs', changes);
  const states = async (campaignId: string) =>
    Object.fromEntries(
      (await contactsOf(setting.api, campaignId)).map((contact) => [
        contact.phone,
        contact.needsAttention ? 'needs attention' : contact.state,
      ]),
    );
  const questions = async (since: number) =>
    (await setting.simulator.control('GET', `/__sim/requests?since=${since}`))
      .split('\n')
      .filter((line) => line.includes('/message_history')).length;

  beforeAll(async () => {
    setting = await Setting.make({ knobs: SILENCE, environment: { ARAUTO_UNKNOWN_GRACE: '1s' } });
  }, 60_000);
  afterAll(() => setting.end());

  it('end as the history of messages tells, where it tells for certain', async () => {
    const { api, simulator, stage, truth } = setting;
    const gupshup = await setGupshupStage(api, simulator, { subaccountId: stage.subaccountId });
    // One person is written to by two campaigns at once. They are asked about no later than those who are written to after them.
    const one = await startCampaign(api, stage, rows(1003));
    const other = await startCampaign(api, stage, rows(1003));
    const elsewhere = await startCampaign(api, gupshup, rows(1001));
    for (const id of [one, other, elsewhere]) await attempted(api, id);
    // Of the last two one is never accepted, and the other fails afterwards.
    await simulator.control('POST', '/__sim/failure', { phone: phone(1009), code: 131026, when: 'later' });
    const last = { phone: '+5511900770013', parameters: { amount: '1' } };
    const alone = await startCampaign(api, stage, [...rows(1001, 1002, 1009), last]);
    const settled = await until(
      () => states(alone),
      (each) =>
        [1001, 1002, 1009].every((n) => !['in_progress', 'needs attention', 'initial'].includes(each[phone(n)]!)),
      PATIENCE,
      200,
    );
    expect(settled).toEqual({
      [phone(1001)]: 'read',
      [phone(1002)]: 'read',
      [phone(1009)]: 'sending_failed',
      [last.phone]: 'needs attention',
    });
    for (const id of [one, other]) expect(await states(id)).toEqual({ [phone(1003)]: 'needs attention' });
    expect(await states(elsewhere)).toEqual({ [phone(1001)]: 'needs attention' });

    const summary = await summaryOf(api, alone);
    expect(summary).toMatchObject({ contacts: 4, settled: 4, needsAttention: 1, milestones: { accepted: 3, read: 2 } });
    for (const id of [alone, one, other, elsewhere]) expect(await verify(api, id)).toMatchObject({ ok: true });
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
    expect((await truth.sends()).map(({ to }) => to).length).toBe(7);

    const [contact] = await contactsOf(api, alone);
    const { body } = await api.get<{ items: { type: string; actor: { name: string }; data: { inferred?: true } }[] }>(
      `/v1/streams/contact-${alone}.${contact!.id}`,
    );
    const learned = body.items.filter(({ actor }) => actor.name === 'history');
    expect(learned.map(({ type }) => type)).toEqual(['TemplateSent', 'SentConfirmed', 'Delivered', 'Read']);
    expect(learned[0]?.data.inferred).toBe(true);
  }, 150_000);

  it('stay as they are while the history says nothing, and are asked about again after a restart; nobody is sent to again', async () => {
    const { api, stage, truth } = setting;
    await knobs({ historyOff: true });
    const campaignId = await startCampaign(api, stage, rows(1004));
    await flagged(api, campaignId, 1);
    const sent = (await truth.sends()).length;
    const since = Date.now();
    await until(
      () => questions(since),
      (count) => count > 0,
      PATIENCE,
      500,
    );
    expect(await states(campaignId)).toEqual({ [phone(1004)]: 'needs attention' });
    await setting.kill();
    await knobs({ historyOff: false });
    await setting.restart();
    await until(
      () => states(campaignId),
      (each) => each[phone(1004)] === 'read',
      PATIENCE,
      200,
    );
    expect((await truth.sends()).length).toBe(sent);
    expect(await verify(setting.api, campaignId)).toMatchObject({ ok: true });
  }, 150_000);

  it('are never sent again where a person assumes that they were not sent', async () => {
    const { api, stage, truth } = setting;
    await knobs({ historyMissingRate: 1 });
    const campaignId = await startCampaign(api, stage, rows(1005));
    await flagged(api, campaignId, 1);
    const sent = (await truth.sends()).length;
    const [contact] = await contactsOf(api, campaignId);
    await api.make(`/v1/campaigns/${campaignId}/contacts/${contact!.id}/assume`, { outcome: 'not_sent' });
    const since = Date.now();
    await setting.kill();
    await setting.restart();
    await until(
      () => questions(since),
      (count) => count > 0,
      PATIENCE,
      500,
    );
    expect(await states(campaignId)).toEqual({ [phone(1005)]: 'error' });
    expect((await truth.sends()).length).toBe(sent);
  }, 150_000);
});
